import type { LabView } from '../lab/lab-view';
import { fieldAt, fieldsAt, knownKinds, rootType, type FieldMeaning, type Path } from '../manifest/schema';
import type { Completion, Completions } from './completion';
import { YAML_SNIPPETS } from './snippets';

/** What may be typed at `offset` of a manifest: fields by the API's schema, values by the schema and the lab. */
export function yamlCompletionsAt(text: string, offset: number, lab: LabView | undefined): Completions {
  const place = yamlPlace(text, offset);
  const root = rootType(place.apiVersion, place.kind);
  const items = place.key ? keys(place, root, text) : values(place, root, lab);
  const typed = text.slice(place.start, offset).toLowerCase();
  const end = offset + (/^[^\s:#,\]}]*/.exec(text.slice(offset))?.[0].length ?? 0);
  return { start: place.start, end, items: items.filter(({ label }) => label.toLowerCase().startsWith(typed)) };
}

interface YamlPlace {
  readonly apiVersion: string;
  readonly kind: string;
  readonly path: Path;
  /** A field's name is being typed, not its value. */
  readonly key: boolean;
  readonly start: number;
  /** Names that the same map already has. */
  readonly siblings: ReadonlySet<string>;
  readonly indent: number;
}

interface Line {
  readonly indent: number;
  readonly dash: boolean;
  readonly key: string | undefined;
}

/** By indentation alone, because what is being typed is no YAML yet. */
function yamlPlace(text: string, offset: number): YamlPlace {
  const documentStart = Math.max(0, text.lastIndexOf('\n---', offset - 1) + 1);
  const next = text.indexOf('\n---', offset);
  const document = text.slice(documentStart, next < 0 ? text.length : next);
  const lineFrom = text.lastIndexOf('\n', offset - 1) + 1;
  const typed = text.slice(lineFrom, offset);
  const above = text.slice(documentStart, lineFrom).split('\n').map(readLine);
  const below = text.slice(offset).split('\n').slice(1).map(readLine);
  const [, lead = '', dashes = '', rest = ''] = /^(\s*)((?:-\s+)*)(.*)$/.exec(typed) ?? [];
  const indent = lead.length + dashes.length;
  const colon = /^[\w./-]+:\s*/.exec(rest);
  const path = pathTo(above, indent, dashes !== '');
  const siblings = new Set<string>();
  if (dashes === '') {
    for (const { indent: i, key, dash } of above.toReversed()) {
      if (key === undefined || i > indent) continue;
      if (i < indent) break;
      siblings.add(key);
      if (dash) break;
    }
    for (const { indent: i, key, dash } of below) {
      if (key === undefined || i > indent) continue;
      if (i < indent || dash) break;
      siblings.add(key);
    }
  }
  const scalar = (name: string): string =>
    new RegExp(`^${name}:[ \\t]*["']?([^"'\\s#]*)`, 'm').exec(document)?.[1] ?? '';
  const common = { apiVersion: scalar('apiVersion'), kind: scalar('kind'), siblings, indent };
  if (!colon) return { ...common, path, key: true, start: offset - rest.length };
  const inside = /[[{,]\s*([^\s,[\]{}]*)$/.exec(rest);
  const start = offset - (inside ? (inside[1] ?? '').length : rest.length - colon[0].length);
  return { ...common, path: [...path, colon[0].replace(/:\s*$/, '')], key: false, start };
}

function readLine(line: string): Line {
  const [, lead = '', dashes = '', key] = /^(\s*)((?:-\s+)*)(?:([\w./-]+):)?/.exec(line) ?? [];
  return { indent: lead.length + dashes.length, dash: dashes !== '', key };
}

/** The fields that a line of this indentation lies in. */
function pathTo(above: readonly Line[], indent: number, dash: boolean): Path {
  const path: (string | number)[] = dash ? [0] : [];
  let limit = indent;
  let inList = dash;
  for (const { indent: at, key, dash: item } of above.toReversed()) {
    if (key === undefined) continue;
    const own = inList ? at < limit || (at <= limit - 2 && !item) : at < limit;
    if (at === limit && item && !inList) {
      path.unshift(0);
      inList = true;
      continue;
    }
    if (!own) continue;
    path.unshift(key);
    limit = at;
    inList = item;
    if (item) path.unshift(0);
  }
  return path;
}

function keys(place: YamlPlace, root: string | undefined, text: string): readonly Completion[] {
  if (root === undefined) {
    const top = place.path.length === 0;
    const start: readonly Completion[] = top
      ? ['apiVersion', 'kind', 'metadata', 'spec']
          .filter((name) => !place.siblings.has(name))
          .map((label) => ({ label, kind: 'field', insert: `${label}: `, rank: 1 }))
      : [];
    return top && !/^(apiVersion|kind):/m.test(text) ? [...start, ...YAML_SNIPPETS] : start;
  }
  return (fieldsAt(root, place.path) ?? [])
    .filter(({ name }) => !place.siblings.has(name) && !(place.path.length === 0 && name === 'status'))
    .map((field) => fieldCompletion(field, place.indent));
}

function fieldCompletion(field: FieldMeaning, indent: number): Completion {
  const inner = ' '.repeat(indent + 2);
  const tail = { scalar: ': ', map: `:\n${inner}`, list: `:\n${inner}- ` }[field.holds];
  return {
    label: field.name,
    kind: 'field',
    insert: `${field.name}${tail}`,
    detail: `${field.type}${field.required ? ' *' : ''}`,
    rank: field.required ? 0 : 1,
    ...(field.description !== '' && { words: { en: field.description, ko: field.description } }),
  };
}

function values(
  { path, apiVersion, kind }: YamlPlace,
  root: string | undefined,
  lab: LabView | undefined,
): readonly Completion[] {
  const name = path.at(-1);
  if (path.length === 1 && name === 'apiVersion') {
    const fitting = knownKinds().filter((each) => kind === '' || each.kind === kind);
    return [...new Set(fitting.map((each) => each.apiVersion))].map((label) => ({ label, kind: 'value', rank: 0 }));
  }
  if (path.length === 1 && name === 'kind') {
    const fitting = knownKinds().filter((each) => apiVersion === '' || each.apiVersion === apiVersion);
    return [...new Set(fitting.map((each) => each.kind))].map((label) => ({ label, kind: 'value', rank: 0 }));
  }
  const field = root === undefined ? undefined : fieldAt(root, path);
  const fixed = (field?.values ?? []).map((label): Completion => ({ label, kind: 'choice', rank: 0 }));
  return [...fixed, ...fromLab(path, lab)];
}

/** Names that the cluster has, for the fields that refer to them. */
function fromLab(path: Path, lab: LabView | undefined): readonly Completion[] {
  if (!lab?.hasCluster) return [];
  const name = path.at(-1);
  const parent = path.findLast((step, i) => typeof step === 'string' && i < path.length - 1);
  const names = (resource: string): readonly Completion[] =>
    [...new Set(lab.objects(resource).map(({ metadata }) => metadata.name ?? ''))].map((label) => ({ label, kind: 'object', rank: 0 })); // prettier-ignore
  if (name === 'namespace') return names('namespaces');
  if (name === 'nodeName' || name === 'kubernetes.io/hostname') return names('nodes');
  if (name === 'ingressClassName') return names('ingressclasses.networking.k8s.io');
  if (name === 'serviceAccountName') return names('serviceaccounts');
  if (name === 'storageClassName') return names('storageclasses.storage.k8s.io');
  if (name === 'name' && (parent === 'service' || parent === 'backendRefs')) return names('services');
  if (name === 'name' && /^configMap/.test(String(parent))) return names('configmaps');
  if (name === 'name' && /^secret/.test(String(parent))) return names('secrets');
  if (parent === 'matchLabels' || parent === 'selector' || parent === 'labels') {
    const found = lab.objects('pods').flatMap(({ metadata }) => metadata.labels?.[String(name)] ?? []);
    return [...new Set(found)].map((label) => ({ label, kind: 'label', rank: 0 }));
  }
  return [];
}
