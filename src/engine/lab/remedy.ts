import { formatIpv4, parseIpv4, type Ipv4 } from '../packet/address';
import { proxyTrouble } from '../walk/proxy';
import { verdictOf, type Verdict, type WalkFailure } from '../walk/failure';
import { createRecorder } from '../walk/recorder';
import type { PacketWalk } from '../walk/step';
import type { Lab } from './lab';
import { observe } from './observe';
import { candidateChanges } from './remedy/candidates';
import { retyped } from './remedy/names';
import type { Remedy } from './remedy/places';
import { askedProxy, proxyChanges } from './remedy/proxies';
import { otherResolvers } from './remedy/resolvers';
import { nameIt } from './remedy/programs';

export type { Remedy } from './remedy/places';

/** How many changes in a row are looked for. */
const MOST_CHANGES = 4;

/** How far a search goes: counted in what it does, so that it finds the same on every machine. */
interface SearchLimits {
  /** Changes that are tried. */
  readonly tries: number;
  /** Steps of the packets that are sent to try them. */
  readonly steps: number;
}

/** For somebody who asked. */
const THOROUGH: SearchLimits = { tries: 80, steps: Infinity };
/** For what nobody asked for: while typing, a search that finds nothing takes a tenth of a second. */
export const BRIEF_SEARCH: SearchLimits = { tries: 32, steps: 6000 };

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
  limits: SearchLimits = THOROUGH,
): Promise<readonly Remedy[] | undefined> {
  let steps = 0;
  const run = async (on: Lab, typed = script): Promise<Attempt> => {
    const fork = on.fork();
    const recorder = createRecorder();
    fork.world.recorder = recorder;
    const { exitCode } = await fork.run(typed, { ...QUIET, host, signal });
    const walks = recorder.walks();
    for (const walk of walks) steps += walk.steps.length;
    return { exitCode, walks };
  };
  const first = await run(lab);
  if (succeeded(first)) return [];
  for (const command of retyped(script, first.walks)) {
    const fork = lab.fork();
    const { exitCode } = await fork.run(command, { ...QUIET, host, signal });
    if (exitCode === 0) return [{ host: host ?? lab.firstHost, command, instead: true }];
  }
  const seen = new Set([keyOf(first)]);
  const queue: State[] = [{ lab, attempt: first, changes: [] }];
  let tries = 0;
  for (let state = queue.shift(); state; state = queue.shift()) {
    for (const change of changesFor(state, script)) {
      if (signal.aborted || tries++ >= limits.tries || steps > limits.steps) return undefined;
      const changed = state.lab.fork();
      if (change.instead) {
        if (succeeded(await run(state.lab, change.command))) return [{ ...change, host: host ?? lab.firstHost }];
        continue;
      }
      const { exitCode } = await changed.run(change.command, { ...QUIET, host: change.host, signal });
      if (exitCode !== 0) continue;
      // What was asked of a cluster has its effect a moment later: Pods start, and kube-proxy writes once a second.
      if (change.command.includes('kubectl ')) await changed.run(askedProxy(state.attempt.walks) ? 'sleep 4' : 'sleep 2', { ...QUIET, signal }); // prettier-ignore
      const attempt = await run(changed);
      const changes = [...state.changes, change];
      if (succeeded(attempt)) return changes;
      const key = keyOf(attempt);
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
  const trouble = proxyTrouble(walks);
  const proxied = trouble ? proxyChanges(world, trouble, script) : [];
  if (trouble && verdict.code !== 'failed') return proxied;
  if (verdict.code === 'name-unknown') {
    return [...otherResolvers(world, walks, undefined), ...nameIt({ lab: observe(world) }, verdict.step)];
  }
  if (verdict.code !== 'failed') return [];
  const { failure } = verdict;
  const lost = lostAddress(failure);
  const found = candidateChanges({ lab: observe(world), world, walks, failure, lost, script });
  const asked = otherResolvers(world, walks, lost === undefined ? undefined : formatIpv4(lost));
  return [...proxied, ...asked, ...found];
}

/** A command that ended well, and whose requests no proxy of the cluster answered for want of a server behind. */
function succeeded({ exitCode, walks }: Attempt): boolean {
  return exitCode === 0 && !proxyTrouble(walks);
}

function keyOf({ walks }: Attempt): string {
  const verdict: Verdict = verdictOf(walks);
  const trouble = proxyTrouble(walks);
  if (trouble && verdict.code !== 'failed') return [trouble.why.code, trouble.rule?.object, trouble.backend?.service, trouble.backend?.port].join('|'); // prettier-ignore
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
