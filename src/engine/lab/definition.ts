import type { ClusterDefinition } from '../kubernetes/cluster/definition';

/** A lab as written in front matter or in its own YAML file; see "Public contracts" in the architecture. */
export interface LabDefinition {
  readonly hosts: readonly HostDefinition[];
  /** A cluster whose nodes are among the hosts. */
  readonly kubernetes?: ClusterDefinition;
}

export interface HostDefinition {
  readonly name: string;
  readonly interfaces: readonly InterfaceDefinition[];
  /** The words after `ip route add`. */
  readonly routes: readonly string[];
  readonly forwarding: boolean;
  readonly files: Readonly<Record<string, string>>;
  /** Shell, run as root when the lab starts. */
  readonly setup: string | undefined;
  /** Whether `lo` is up; only the lab `empty` leaves it down, as `unshare -n` does. */
  readonly loopbackUp: boolean;
}

export interface InterfaceDefinition {
  readonly name: string;
  /** The switch its cable goes to; undefined leaves it unplugged. */
  readonly switch: string | undefined;
  readonly addresses: readonly string[];
  readonly up: boolean;
  readonly mac: string | undefined;
}

/** What is wrong with a lab definition, at the path of keys and list positions where it stands. */
export interface LabProblem {
  readonly path: readonly (string | number)[];
  readonly facts:
    | { readonly code: 'lab-unknown'; readonly name: string; readonly known: readonly string[] }
    | { readonly code: 'lab-wrong-type'; readonly expected: string }
    | { readonly code: 'lab-missing-key'; readonly key: string }
    | { readonly code: 'lab-unknown-key'; readonly key: string; readonly known: readonly string[] }
    | { readonly code: 'lab-bad-value'; readonly value: string; readonly expected: string }
    | { readonly code: 'lab-duplicate'; readonly what: string; readonly name: string }
    | { readonly code: 'lab-no-hosts' }
    | { readonly code: 'lab-setup-failed'; readonly host: string; readonly command: string; readonly output: string };
}

/** One English sentence for a problem, for the command line and as the editor's fallback. */
export function labProblemText({ path, facts }: LabProblem): string {
  const at = path.length === 0 ? '' : ` (at ${path.join('.')})`;
  switch (facts.code) {
    case 'lab-unknown':
      return `there is no built-in lab named "${facts.name}"; choose one of ${facts.known.join(', ')}, or write the lab's hosts${at}`;
    case 'lab-wrong-type':
      return `${facts.expected} is needed here${at}`;
    case 'lab-missing-key':
      return `the key "${facts.key}" is missing${at}`;
    case 'lab-unknown-key':
      return `"${facts.key}" is not a key of a lab; possible here: ${facts.known.join(', ')}${at}`;
    case 'lab-bad-value':
      return `"${facts.value}" is not ${facts.expected}${at}`;
    case 'lab-duplicate':
      return `two ${facts.what} are named "${facts.name}"${at}`;
    case 'lab-no-hosts':
      return `a lab needs at least one host${at}`;
    case 'lab-setup-failed':
      return `on host ${facts.host} the lab's "${facts.command}" failed: ${facts.output.trim()}${at}`;
  }
}

/** A definition that cannot be used; carries every problem found. */
export class LabDefinitionError extends Error {
  constructor(readonly problems: readonly LabProblem[]) {
    super(problems.map(labProblemText).join('; '));
    this.name = 'LabDefinitionError';
  }
}
