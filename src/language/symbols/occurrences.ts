import { analyseScript } from '../diagnostics/analysed';
import type { CellText } from '../diagnostics/cell';
import { manifestsOf } from '../diagnostics/kubernetes/check';
import { namespaceOf } from '../diagnostics/kubernetes/shapes';
import type { Manifest } from '../manifest/manifest';
import type { Path } from '../manifest/schema';
import type { ShellParser } from '../syntax/shell-parser';
import type { Span } from '../syntax/shell-script';

/** What a name stands for. */
export type NameKind = 'device' | 'netns' | 'object' | 'label';

/** One place where a name of the notebook stands. */
export interface Occurrence extends Span {
  readonly cell: number;
  readonly kind: NameKind;
  /** `eth0`, `red`, `Service/web`, `app=web`. */
  readonly name: string;
  /** It is made here. */
  readonly defines: boolean;
  /** Where the name means this one: the namespace of an object or its labels, the host and namespace of a device. */
  readonly scope: string;
}

/** Every device, namespace, object and label that the cells name. */
export function occurrencesIn(parser: ShellParser, cells: readonly CellText[]): readonly Occurrence[] {
  return cells.flatMap((cell, index) => {
    const script = parser.parse(cell.yaml ? '' : cell.source);
    const words = cell.yaml ? [] : shellNames(script, index, cell.host ?? '');
    const manifests = manifestsOf(cell, script).flatMap((manifest) => manifestNames(manifest, index));
    return [...words, ...manifests].sort((a, b) => a.start - b.start);
  });
}

/** The name at a place, and everywhere else that it stands for the same. */
export function sameName(all: readonly Occurrence[], cell: number, offset: number): readonly Occurrence[] {
  const here = all.find((each) => each.cell === cell && each.start <= offset && offset <= each.end);
  if (!here) return [];
  const named = all.filter(({ kind, name }) => kind === here.kind && name === here.name);
  // A device that is made once goes by its name wherever it is moved; two of that name are told apart by where they are.
  const once = here.kind === 'device' && named.filter(({ defines }) => defines).length === 1;
  return once ? named : named.filter(({ scope }) => scope === here.scope);
}

/** The part of a name that another can replace: the value of a label, the name of an object. */
export function editableName({ kind, name }: Occurrence): string {
  if (kind === 'label') return name.slice(name.indexOf('=') + 1);
  return kind === 'object' ? name.slice(name.indexOf('/') + 1) : name;
}

function shellNames(script: ReturnType<ShellParser['parse']>, cell: number, cellHost: string): readonly Occurrence[] {
  return analyseScript(script).flatMap(({ words, roles, parts }) =>
    roles.flatMap((role): readonly Occurrence[] => {
      const word = words[role.index];
      // A quoted or expanded name cannot be replaced as it stands.
      if (role.role !== 'value' || word?.value === undefined || word.raw !== word.value) return [];
      const kind =
        role.type === 'device' || role.type === 'new-device'
          ? 'device'
          : role.type === 'netns' || role.type === 'new-netns'
            ? 'netns'
            : undefined;
      if (!kind || /^\d+$/.test(word.value)) return [];
      const made = role.type === 'new-device' || role.type === 'new-netns';
      const defines = made && role.path.at(-1) === 'add';
      const part = parts.findLast(({ start, end }) => start <= role.index && role.index < end);
      const host = part?.host ?? cellHost;
      const scope = kind === 'device' ? `${host}/${part?.netns ?? ''}` : host;
      return [{ cell, kind, name: word.value, start: word.start, end: word.end, defines, scope }];
    }),
  );
}

const REFERENCES: readonly (readonly [field: RegExp, kind: string])[] = [
  [/(^|\.)service\.name$/, 'Service'],
  [/backendRefs\.name$/, 'Service'],
  [/parentRefs\.name$/, 'Gateway'],
  [/^metadata\.namespace$/, 'Namespace'],
  [/ingressClassName$/, 'IngressClass'],
  [/configMap(Ref|KeyRef)?\.name$/, 'ConfigMap'],
  [/secret(Ref|KeyRef)?\.name$/, 'Secret'],
  [/serviceAccountName$/, 'ServiceAccount'],
];

function manifestNames(manifest: Manifest, cell: number): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const add = (kind: NameKind, name: string, path: Path, defines: boolean): void => {
    const span = manifest.spanOf(path);
    if (span) found.push({ cell, kind, name, ...span, defines, scope: scopeOf(kind, name, manifest) });
  };
  const visit = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) value.forEach((each, index) => visit(each, [...path, index]));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    } else if (typeof value === 'string') {
      const names = path.filter((step) => typeof step === 'string');
      const field = names.join('.');
      if (field === 'metadata.name') add('object', `${manifest.kind}/${value}`, path, true);
      const kind = REFERENCES.find(([pattern]) => pattern.test(field))?.[1];
      if (kind !== undefined) add('object', `${kind}/${value}`, path, false);
      const parent = names.at(-2);
      if (parent === 'labels') add('label', `${names.at(-1) ?? ''}=${value}`, path, true);
      if (parent === 'matchLabels' || (parent === 'selector' && manifest.kind === 'Service')) {
        add('label', `${names.at(-1) ?? ''}=${value}`, path, false);
      }
    }
  };
  visit(manifest.value, []);
  return found;
}

/** Kinds that are in no namespace. */
const CLUSTER_WIDE = /^(Namespace|IngressClass|GatewayClass|Node|PersistentVolume|StorageClass|PriorityClass|RuntimeClass|ClusterRole|ClusterRoleBinding|CustomResourceDefinition)\//; // prettier-ignore

function scopeOf(kind: NameKind, name: string, { value }: Manifest): string {
  return kind === 'object' && CLUSTER_WIDE.test(name) ? '' : namespaceOf(value ?? {});
}
