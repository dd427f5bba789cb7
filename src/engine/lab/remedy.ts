import { parseIpv4, type Ipv4 } from '../packet/address';
import { verdictOf, type Verdict, type WalkFailure } from '../walk/failure';
import { createRecorder } from '../walk/recorder';
import type { PacketWalk } from '../walk/step';
import type { Lab } from './lab';
import { observe } from './observe';
import { candidateChanges } from './remedy/candidates';
import { retyped } from './remedy/names';
import type { Remedy } from './remedy/places';
import { nameIt } from './remedy/programs';

export type { Remedy } from './remedy/places';

/** How many changes in a row are looked for, and how many are tried in all. */
const MOST_CHANGES = 4;
const MOST_TRIES = 80;

interface Attempt {
  readonly exitCode: number;
  readonly walks: readonly PacketWalk[];
}

interface State {
  readonly lab: Lab;
  readonly attempt: Attempt;
  readonly changes: readonly Remedy[];
}

/**
 * The smallest change after which `script` succeeds: on forks everything is tried that may cure the failure of its last packet, then what may cure
 * the failures after that. The fewest commands win; among as many, the narrowest. `lab` is as it was before the script ran, and stays so.
 * Undefined when nothing that was tried helps.
 */
export async function findRemedy(
  lab: Lab,
  script: string,
  host: string | undefined,
  signal: AbortSignal,
): Promise<readonly Remedy[] | undefined> {
  const run = async (on: Lab): Promise<Attempt> => {
    const fork = on.fork();
    const recorder = createRecorder();
    fork.world.recorder = recorder;
    const { exitCode } = await fork.run(script, { ...QUIET, host, signal });
    return { exitCode, walks: recorder.walks() };
  };
  const first = await run(lab);
  if (first.exitCode === 0) return [];
  for (const command of retyped(script, first.walks)) {
    const fork = lab.fork();
    const { exitCode } = await fork.run(command, { ...QUIET, host, signal });
    if (exitCode === 0) return [{ host: host ?? lab.firstHost, command, instead: true }];
  }
  const seen = new Set([keyOf(verdictOf(first.walks))]);
  const queue: State[] = [{ lab, attempt: first, changes: [] }];
  let tries = 0;
  for (let state = queue.shift(); state; state = queue.shift()) {
    for (const change of changesFor(state, script)) {
      if (signal.aborted || tries++ >= MOST_TRIES) return undefined;
      const changed = state.lab.fork();
      const { exitCode } = await changed.run(change.command, { ...QUIET, host: change.host, signal });
      if (exitCode !== 0) continue;
      // What was asked of a cluster has its effect a moment later: Pods start, and kube-proxy writes once a second.
      if (change.command.startsWith('kubectl ')) await changed.run('sleep 2', { ...QUIET, signal });
      const attempt = await run(changed);
      const changes = [...state.changes, change];
      if (attempt.exitCode === 0) return changes;
      const key = keyOf(verdictOf(attempt.walks));
      if (changes.length >= MOST_CHANGES || seen.has(key)) continue;
      seen.add(key);
      queue.push({ lab: changed, attempt, changes });
    }
  }
  return undefined;
}

const QUIET = { stdout: () => undefined, stderr: () => undefined, pace: 'virtual' } as const;

function changesFor({ lab, attempt: { walks } }: State, script: string): readonly Remedy[] {
  const verdict = verdictOf(walks);
  const { world } = lab;
  if (verdict.code === 'name-unknown') return nameIt({ lab: observe(world) }, verdict.step);
  if (verdict.code !== 'failed') return [];
  const { failure } = verdict;
  return candidateChanges({ lab: observe(world), world, walks, failure, lost: lostAddress(failure), script });
}

function keyOf(verdict: Verdict): string {
  if (verdict.code !== 'failed') return verdict.code;
  const { which, step, cause } = verdict.failure;
  return [which, step.host, step.netns, step.device, step.reason, step.detail, cause?.code].join('|');
}

/** Where the packet that was lost wanted to go. */
function lostAddress({ walk }: WalkFailure): Ipv4 | undefined {
  const { head, steps, summary } = walk;
  const first = steps.find((step) => step.type === 'route' || step.type === 'originate');
  const destination = head && 'destination' in head ? head.destination : first?.destination;
  if (destination !== undefined) return typeof destination === 'number' ? destination : undefined;
  const [, text] = /→ (\d+\.\d+\.\d+\.\d+)/.exec(summary) ?? [];
  return text === undefined ? undefined : parseIpv4(text);
}
