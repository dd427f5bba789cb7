import type { Word } from '../../grammar';
import type { CommandDeclaration, FlagDeclaration } from '../../engine/tools/kubectl/args/types';
import { GLOBAL_FLAGS } from '../../engine/tools/kubectl/declarations/global-flags';
import { KUBECTL } from '../../engine/tools/kubectl/declarations/kubectl';
import type { ResourceType } from '../../engine/kubernetes/api/resource-type';
import { resourceKey, type ApiObject, type LabView } from '../lab/lab-view';
import type { Completion } from './completion';

/** A kubectl command line up to the cursor. */
export interface KubectlLine {
  /** From the root to the command that is being typed: kubectl, create, service, clusterip. */
  readonly commands: readonly CommandDeclaration[];
  /** Its operands. */
  readonly operands: readonly string[];
  /** The flag whose value is being typed. */
  readonly flag: FlagDeclaration | undefined;
  readonly namespace: string;
  /** Behind `--`: another program's line. */
  readonly inner: boolean;
}

/** Reads the words behind `kubectl`. */
export function readKubectl(words: readonly Word[]): KubectlLine {
  const commands: CommandDeclaration[] = [KUBECTL];
  const operands: string[] = [];
  let flag: FlagDeclaration | undefined;
  let namespace = 'default';
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    flag = undefined;
    if (word === '--') return { commands, operands, flag, namespace, inner: true };
    if (word.startsWith('-') && word !== '-') {
      const found = findFlag(commands, word);
      const takesNext = found && found.type !== 'bool' && found.noValue === undefined && !word.includes('=');
      if (found?.name === 'namespace')
        namespace = (word.includes('=') ? word.split('=')[1] : words[i + 1]) ?? namespace;
      if (takesNext) {
        if (i + 1 === words.length) flag = found;
        i++;
      }
      continue;
    }
    const inner =
      operands.length === 0
        ? commands.at(-1)?.commands?.find((c) => c.name === word || c.aliases?.includes(word))
        : undefined;
    if (inner) commands.push(inner);
    else operands.push(word);
  }
  return { commands, operands, flag, namespace, inner: false };
}

function findFlag(commands: readonly CommandDeclaration[], word: string): FlagDeclaration | undefined {
  const [head = word] = word.split('=', 1);
  return flagsOf(commands).find(
    ({ name, short }) => head === `--${name}` || (short !== undefined && head === `-${short}`),
  );
}

function flagsOf(commands: readonly CommandDeclaration[]): readonly FlagDeclaration[] {
  return [...(commands.at(-1)?.flags ?? []), ...GLOBAL_FLAGS].filter(({ hidden }) => hidden !== true);
}

/** Commands that take a type and names, and those that take only names of one type. */
const TYPED: ReadonlySet<string> = new Set(['get', 'describe', 'delete', 'edit', 'label', 'annotate', 'patch', 'explain', 'events', 'wait', 'expose', 'scale', 'autoscale', 'can-i']); // prettier-ignore
const OF_ONE: ReadonlyMap<string, string> = new Map([
  ['logs', 'pods'],
  ['exec', 'pods'],
  ['attach', 'pods'],
  ['port-forward', 'pods'],
  ['debug', 'pods'],
  ['cp', 'pods'],
  ['cordon', 'nodes'],
  ['uncordon', 'nodes'],
  ['drain', 'nodes'],
]);

/** What may be typed next. */
export function kubectlCompletions(
  line: KubectlLine,
  partial: string,
  lab: LabView | undefined,
): readonly Completion[] {
  if (partial.startsWith('-') && !partial.includes('=')) return flagCompletions(line);
  if (line.flag) return flagValues(line, line.flag, lab);
  const command = line.commands.at(-1);
  const inner = (line.operands.length === 0 ? command?.commands : undefined) ?? [];
  return [
    ...inner.map(({ name, words }): Completion => ({ label: name, kind: 'command', words, rank: 1 })),
    ...operandCompletions(line, partial, lab),
  ];
}

function flagCompletions({ commands }: KubectlLine): readonly Completion[] {
  return flagsOf(commands).flatMap(({ name, short, type, words, default: fallback }) => {
    const detail = type === 'bool' ? '' : `${type}${fallback === '' || fallback === '[]' ? '' : ` (${fallback})`}`;
    const long: Completion = { label: `--${name}`, kind: 'option', words, rank: 2, detail };
    return short === undefined ? [long] : [{ ...long, label: `-${short}` }, long];
  });
}

/** Values that a flag's name alone decides: kubectl's own usage texts. */
const FLAG_VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['output', ['yaml', 'json', 'wide', 'name', 'jsonpath=', 'custom-columns=', 'go-template=']],
  ['dry-run', ['client', 'server', 'none']],
  ['restart', ['Never', 'OnFailure', 'Always']],
  ['type', ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName', 'strategic', 'merge', 'json']],
  ['protocol', ['TCP', 'UDP', 'SCTP']],
  ['for', ['condition=Ready', 'condition=Available', 'delete', 'create', 'jsonpath=']],
  ['image', ['nginx', 'busybox', 'busybox:1.28', 'nicolaka/netshoot', 'curlimages/curl', 'httpd:2.4-alpine', 'redis:alpine', 'alpine']], // prettier-ignore
  ['sort-by', ['.metadata.name', '.metadata.creationTimestamp', '.lastTimestamp']],
  ['field-selector', ['status.phase=Running', 'metadata.name=', 'spec.nodeName=', 'type=Warning']],
  ['cascade', ['background', 'foreground', 'orphan']],
]);

function flagValues(line: KubectlLine, flag: FlagDeclaration, lab: LabView | undefined): readonly Completion[] {
  const fixed = FLAG_VALUES.get(flag.name) ?? [];
  const values = fixed.map((label): Completion => ({ label, kind: 'value', rank: 0, words: flag.words }));
  if (!lab) return values;
  switch (flag.name) {
    case 'namespace':
      return lab.objects('namespaces').map((object) => named(object));
    case 'selector':
      return labels(lab, line);
    case 'container':
      return containers(lab, line);
    case 'filename':
      return lab.files(lab.firstHost, '/root').map((label): Completion => ({ label, kind: 'file', rank: 0 }));
    case 'serviceaccount':
      return lab.objects('serviceaccounts', line.namespace).map((object) => named(object));
    case 'port':
      return ports(lab, line.namespace);
    default:
      return values;
  }
}

function named({ metadata }: ApiObject, prefix = ''): Completion {
  const namespace = metadata.namespace;
  return {
    label: `${prefix}${metadata.name ?? ''}`,
    kind: 'object',
    rank: 0,
    ...(namespace !== undefined && { detail: namespace }),
  };
}

function operandCompletions(line: KubectlLine, partial: string, lab: LabView | undefined): readonly Completion[] {
  if (!lab) return [];
  const verb = line.commands.map(({ name }) => name);
  const one = OF_ONE.get(verb[1] ?? '');
  const slash = partial.indexOf('/');
  if (slash > 0) {
    const type = findType(lab, partial.slice(0, slash));
    return type ? objectsOf(lab, type, line).map((object) => named(object, partial.slice(0, slash + 1))) : [];
  }
  if (one !== undefined) {
    const objects = lab.objects(one, one === 'nodes' ? undefined : line.namespace).map((object) => named(object));
    return line.operands.length === 0 ? objects : [];
  }
  const typed = TYPED.has(verb[1] ?? '') || (verb[1] === 'rollout' && verb.length > 2);
  if (!typed) return [];
  const [first] = line.operands;
  if (first === undefined) return resourceCompletions(lab);
  const type = findType(lab, first);
  return type ? objectsOf(lab, type, line).map((object) => named(object)) : [];
}

function resourceCompletions(lab: LabView): readonly Completion[] {
  const seen = new Set<string>();
  return lab.resources().flatMap((type): Completion[] => {
    if (seen.has(type.plural)) return [];
    seen.add(type.plural);
    const short = type.shortNames?.join(', ');
    const group = `${type.group === '' ? '' : `${type.group}/`}${type.version}`;
    return [{ label: type.plural, kind: 'resource', rank: COMMON.has(type.plural) ? 0 : 1, detail: [short, group].filter((part) => part !== undefined).join(' · ') }]; // prettier-ignore
  });
}

/** What learners of this field ask for most often comes first. */
const COMMON: ReadonlySet<string> = new Set(['pods', 'services', 'deployments', 'nodes', 'namespaces', 'endpointslices', 'networkpolicies', 'ingresses', 'configmaps', 'events']); // prettier-ignore

/** A type by its plural, singular or a short name. */
export function findType(lab: LabView, name: string): ResourceType | undefined {
  const [plain = name] = name.split('.', 1);
  return lab
    .resources()
    .find((t) => t.plural === plain || t.singular === plain || (t.shortNames ?? []).includes(plain));
}

function objectsOf(lab: LabView, type: ResourceType, { namespace }: KubectlLine): readonly ApiObject[] {
  return lab.objects(resourceKey(type), type.namespaced ? namespace : undefined);
}

/** Labels of the objects that are selected from: those of the named type, otherwise of Pods. */
function labels(lab: LabView, { namespace, operands }: KubectlLine): readonly Completion[] {
  const type = findType(lab, operands[0] ?? 'pods');
  const found = new Set<string>();
  for (const { metadata } of type ? lab.objects(resourceKey(type), type.namespaced ? namespace : undefined) : []) {
    for (const [key, value] of Object.entries(metadata.labels ?? {})) found.add(`${key}=${value}`);
  }
  return [...found].sort().map((label): Completion => ({ label, kind: 'label', rank: 0 }));
}

interface PodSpec {
  readonly spec?: {
    readonly containers?: readonly { readonly name: string; readonly image?: string; readonly ports?: readonly { readonly containerPort: number; readonly name?: string }[] }[]; // prettier-ignore
  };
}

function containers(lab: LabView, { namespace, operands }: KubectlLine): readonly Completion[] {
  const pods = lab.objects('pods', namespace) as unknown as readonly (PodSpec & ApiObject)[];
  const chosen = pods.filter(({ metadata }) => operands.length === 0 || operands.includes(metadata.name ?? ''));
  const found = new Map(
    chosen.flatMap(({ spec }) => (spec?.containers ?? []).map((c) => [c.name, c.image ?? ''] as const)),
  );
  return Array.from(found, ([label, detail]): Completion => ({ label, kind: 'object', rank: 0, detail }));
}

function ports(lab: LabView, namespace: string): readonly Completion[] {
  const pods = lab.objects('pods', namespace) as unknown as readonly PodSpec[];
  const found = new Map(
    pods.flatMap(({ spec }) => (spec?.containers ?? []).flatMap((c) => (c.ports ?? []).map((p) => [String(p.containerPort), c.name] as const))), // prettier-ignore
  );
  return Array.from(found, ([label, detail]): Completion => ({ label, kind: 'value', rank: 0, detail }));
}
