import { parseIpv4, type Ipv4 } from '../packet/address';
import { failureOf, type WalkFailure } from '../walk/explain';
import { createRecorder } from '../walk/recorder';
import type { PacketWalk } from '../walk/step';
import type { Lab } from './lab';
import { observe } from './observe';
import { candidateCommands } from './remedy-candidates';

/** A command that makes packets pass, and the host to type it on. */
export interface Remedy {
  readonly host: string;
  readonly command: string;
}

/** How many changes in a row are looked for, and how many are tried in all. */
const MOST_CHANGES = 4;
const MOST_TRIES = 24;

interface Attempt {
  readonly exitCode: number;
  readonly walks: readonly PacketWalk[];
}

/**
 * The smallest change after which `script` succeeds, found by trying on forks what would cure the drop that ended its last packet, and then
 * the drop after that. `lab` is as it was before the script ran, and stays so. Undefined when nothing that was tried helps.
 */
export async function findRemedy(
  lab: Lab,
  script: string,
  host: string | undefined,
  signal: AbortSignal,
): Promise<readonly Remedy[] | undefined> {
  const search = new Search(script, host, signal);
  const first = await search.attempt(lab);
  return first.exitCode === 0 ? [] : search.from(lab, first, []);
}

class Search {
  private tries = 0;
  private readonly seen = new Set<string>();

  constructor(
    private readonly script: string,
    private readonly host: string | undefined,
    private readonly signal: AbortSignal,
  ) {}

  /** Runs the script on a fork. */
  async attempt(lab: Lab): Promise<Attempt> {
    const fork = lab.fork();
    const recorder = createRecorder();
    fork.world.recorder = recorder;
    const { exitCode } = await fork.run(this.script, { ...QUIET, host: this.host, signal: this.signal });
    return { exitCode, walks: recorder.walks() };
  }

  /** Depth first: a change that only leads to the next drop is followed before another one is tried. */
  async from(lab: Lab, { walks }: Attempt, done: readonly Remedy[]): Promise<readonly Remedy[] | undefined> {
    const failure = failureOf(walks);
    if (!failure || done.length >= MOST_CHANGES || this.seen.has(keyOf(failure))) return undefined;
    this.seen.add(keyOf(failure));
    const further: { lab: Lab; attempt: Attempt; changes: readonly Remedy[] }[] = [];
    for (const change of candidateCommands(observe(lab.world), failure, lostAddress(failure))) {
      if (this.signal.aborted || this.tries++ >= MOST_TRIES) return undefined;
      const changed = lab.fork();
      const { exitCode } = await changed.run(change.command, { ...QUIET, host: change.host, signal: this.signal });
      if (exitCode !== 0) continue;
      const attempt = await this.attempt(changed);
      const changes = [...done, change];
      if (attempt.exitCode === 0) return changes;
      const next = failureOf(attempt.walks);
      if (next && keyOf(next) !== keyOf(failure)) further.push({ lab: changed, attempt, changes });
    }
    for (const { lab: changed, attempt, changes } of further) {
      const found = await this.from(changed, attempt, changes);
      if (found) return found;
    }
    return undefined;
  }
}

const QUIET = { stdout: () => undefined, stderr: () => undefined, pace: 'virtual' } as const;

function keyOf({ which, step }: WalkFailure): string {
  return [which, step.host, step.netns, step.device, step.reason, step.detail].join('|');
}

/** Where the packet that was lost wanted to go. */
function lostAddress({ walk }: WalkFailure): Ipv4 | undefined {
  for (const step of walk.steps) if (step.type === 'route' || step.type === 'originate') return step.destination;
  const [, text] = /→ (\d+\.\d+\.\d+\.\d+)/.exec(walk.summary) ?? [];
  return text === undefined ? undefined : parseIpv4(text);
}
