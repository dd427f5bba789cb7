import {
  createLab,
  createRecorder,
  BRIEF_SEARCH,
  findRemedy,
  observe,
  type Differences,
  type Remedy,
  type Lab,
  type LabObservation,
  type PacketWalk,
} from '../../engine';
import { labView, type LabView } from '../lab/lab-view';

/** A lab that belongs to the diagnostics alone, so that nothing here can reach the user's. */
export interface DryLab {
  /** The host a cell runs on that names none. */
  readonly firstHost: string;
  readonly hasCluster: boolean;
  /** What it looks like now, for completion, hover and rules about objects. */
  view(): LabView;
  observe(): LabObservation;
  /** An independent copy, shell state included. */
  fork(): DryLab;
  /** Whether what runs on one of the two has the effect it has on the other, unless it asks how the statement before ended; see Lab.sameAs. */
  sameAs(other: DryLab, differences: Differences): boolean;
  /** Runs one statement to its end, or until `signal` fires. */
  run(statement: string, options: DryOptions): Promise<DryResult>;
  /** What would make a statement succeed on this lab, as tried on forks; undefined when nothing that was tried does. */
  remedy(statement: string, options: DryOptions): Promise<readonly Remedy[] | undefined>;
}

/** Labs that are here, for comparing them. */
const LABS = new WeakMap<DryLab, Lab>();

interface DryOptions {
  readonly host: string | undefined;
  readonly signal: AbortSignal;
}

export interface DryResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The packets that were sent. */
  readonly walks: readonly PacketWalk[];
}

/** Output beyond this is of no use to a diagnostic; a statement that prints more is heavy and is cut off soon anyway. */
const OUTPUT_LIMIT = 64 * 1024;

/** A dry lab for a lab's name or definition (undefined: `empty`). Rejects with LabDefinitionError when the definition is wrong. */
export async function openDryLab(definition: unknown): Promise<DryLab> {
  return over(await createLab(definition ?? 'empty'));
}

function over(lab: Lab): DryLab {
  const remedies = new Map<string, readonly Remedy[] | undefined>();
  const dry: DryLab = {
    firstHost: lab.firstHost,
    hasCluster: lab.world.cluster !== undefined,
    view: () => labView(lab),
    observe: () => observe(lab.world),
    fork: () => over(lab.fork()),
    sameAs(other, differences) {
      const others = LABS.get(other);
      return others !== undefined && lab.sameAs(others, differences);
    },
    async remedy(statement, { host, signal }) {
      if (host !== undefined && !lab.hostNames.includes(host)) return [];
      const key = `${host ?? ''}\n${statement}`;
      if (remedies.has(key)) return remedies.get(key);
      const found = await findRemedy(lab, statement, host, signal, BRIEF_SEARCH);
      // What was broken off may be found another time.
      if (!signal.aborted) remedies.set(key, found);
      return found;
    },
    async run(statement, { host, signal }) {
      if (host !== undefined && !lab.hostNames.includes(host)) {
        const stderr = `cka-net: this lab has no host named ${host}; its hosts are ${lab.hostNames.join(', ')}\n`;
        return { exitCode: 255, stdout: '', stderr, walks: [] };
      }
      let stdout = '';
      let stderr = '';
      const recorder = createRecorder();
      lab.world.recorder = recorder;
      const { exitCode } = await lab.run(statement, {
        host,
        signal,
        pace: 'virtual',
        stdout: (text) => (stdout = (stdout + text).slice(0, OUTPUT_LIMIT)),
        stderr: (text) => (stderr = (stderr + text).slice(0, OUTPUT_LIMIT)),
      });
      lab.world.recorder = undefined;
      remedies.clear();
      return { exitCode, stdout, stderr, walks: recorder.walks() };
    },
  };
  LABS.set(dry, lab);
  return dry;
}
