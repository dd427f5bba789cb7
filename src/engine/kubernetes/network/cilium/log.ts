import { LAB_EPOCH_MS } from '../../../kernel/clock';
import { appendLog } from '../../../kernel/containers/log';
import type { World } from '../../../kernel/world';
import type { Agent } from '../agent';

/** One line in the log of an agent's or operator's container (log/slog's text). */
export function tell(
  world: World,
  { container }: Agent,
  level: 'info' | 'warn' | 'error',
  source: string,
  text: string,
): void {
  const time = new Date(LAB_EPOCH_MS + Math.floor(world.nowUs / 1000)).toISOString();
  appendLog(world, container, 'stderr', `time=${time} level=${level} source=/go/src/github.com/cilium/cilium/${source} msg=${JSON.stringify(text)}\n`); // prettier-ignore
}
