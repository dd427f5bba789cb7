// Writes what the API server knows of the built-in kinds' fields: `node scripts/kubernetes/schema.mjs MODELS MACHINERY API APIMACHINERY APIEXTENSIONS`.
//
// MODELS and MACHINERY are unpacked npm packages (`npm pack kubernetes-models@5.1.0`, `npm pack @kubernetes-models/apimachinery@3.0.2`): names,
// documentation, required fields and enumerations, made from Kubernetes' OpenAPI. API, APIMACHINERY and APIEXTENSIONS are git directories of
// kubernetes/api, kubernetes/apimachinery and kubernetes/apiextensions-apiserver: from the generated.proto files of RELEASE come which fields
// that release has, their numbers on the wire, and the merge keys and list types of their markers; from types.go, what Go writes when a field
// is empty and what Go's decoder calls its type.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const RELEASE = 'v0.35.2';
const [models = '', machinery = '', api = '', apimachinery = '', apiextensions = ''] = process.argv.slice(2);
const OUT = path.resolve(import.meta.dirname, '../../src/engine/kubernetes/api/schema');

/**
 * Proto package → where its documentation is, and what its types are called in OpenAPI.
 * @type {[git: string, file: string, docs: string, prefix: string][]}
 */
const PACKAGES = [
  ['core/v1', 'v1'],
  ['apps/v1', 'apps/v1'],
  ['autoscaling/v1', 'autoscaling/v1'],
  ['autoscaling/v2', 'autoscaling/v2'],
  ['batch/v1', 'batch/v1'],
  ['networking/v1', 'networking.k8s.io/v1'],
  ['policy/v1', 'policy/v1'],
  ['rbac/v1', 'rbac.authorization.k8s.io/v1'],
  ['storage/v1', 'storage.k8s.io/v1'],
  ['scheduling/v1', 'scheduling.k8s.io/v1'],
  ['coordination/v1', 'coordination.k8s.io/v1'],
  ['discovery/v1', 'discovery.k8s.io/v1'],
  ['events/v1', 'events.k8s.io/v1'],
  ['node/v1', 'node.k8s.io/v1'],
  ['authentication/v1', 'authentication.k8s.io/v1'],
  ['authorization/v1', 'authorization.k8s.io/v1'],
  ['certificates/v1', 'certificates.k8s.io/v1'],
  ['admissionregistration/v1', 'admissionregistration.k8s.io/v1'],
].map(([proto = '', docs = '']) => [
  api,
  `${proto}/generated.proto`,
  path.join(models, docs),
  `io.k8s.api.${proto.replace('/', '.')}`,
]);
PACKAGES.push(
  [
    apimachinery,
    'pkg/apis/meta/v1/generated.proto',
    path.join(machinery, 'apis/meta/v1'),
    'io.k8s.apimachinery.pkg.apis.meta.v1',
  ],
  [
    apiextensions,
    'pkg/apis/apiextensions/v1/generated.proto',
    path.join(models, 'apiextensions.k8s.io/v1'),
    'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1',
  ],
);

/** Types that are no messages in JSON. */
const SCALARS = new Map([
  ['string', 's'],
  ['int32', 'i'],
  ['int64', 'l'],
  ['bool', 'b'],
  ['double', 'd'],
  ['bytes', 'y'],
  ['.k8s.io.apimachinery.pkg.apis.meta.v1.Time', 't'],
  ['.k8s.io.apimachinery.pkg.apis.meta.v1.MicroTime', 'T'],
  ['.k8s.io.apimachinery.pkg.apis.meta.v1.Duration', 'D'],
  ['.k8s.io.apimachinery.pkg.api.resource.Quantity', 'q'],
  ['.k8s.io.apimachinery.pkg.util.intstr.IntOrString', 'x'],
  ['.k8s.io.apimachinery.pkg.runtime.RawExtension', 'r'],
  ['.k8s.io.apimachinery.pkg.apis.meta.v1.FieldsV1', 'f'],
]);
const OWN_SCALARS = new Set(['Time', 'MicroTime', 'Duration', 'FieldsV1']);
/** JSONSchemaProps' fields of any JSON. */
const ANY_JSON = new Set(['JSON', 'JSONSchemaPropsOrBool', 'JSONSchemaPropsOrArray', 'JSONSchemaPropsOrStringArray']);

/** @typedef {{ name: string, type: string, number: number, markers: string[] }} ProtoField */

/** Messages that are owned as a whole wherever they stand. @type {Set<ProtoField[]>} */
const ATOMIC = new Set();

/** @param {string} git @param {string} file */
function show(git, file) {
  return execFileSync('git', ['--git-dir', git, 'show', `${RELEASE}:${file}`], {
    maxBuffer: 1 << 26,
    encoding: 'utf8',
  });
}

/** Messages of one generated.proto. @param {string} text */
function parseProto(text) {
  /** @type {Map<string, ProtoField[]>} */
  const messages = new Map();
  /** @type {ProtoField[] | undefined} */
  let fields;
  /** @type {string[]} */
  let markers = [];
  for (const line of text.split('\n')) {
    const message = /^message (\w+) \{/.exec(line);
    if (message) {
      fields = [];
      messages.set(message[1] ?? '', fields);
      if (marker(markers, 'structType') === 'atomic') ATOMIC.add(fields);
      markers = [];
      continue;
    }
    const comment = /^\s*\/\/\s*(\+.*)$/.exec(line);
    if (comment) markers.push((comment[1] ?? '').trim());
    const field = /^\s+(?:optional |repeated )?(map<string, [\w.]+>|[\w.]+) (\w+) = (\d+);/.exec(line);
    if (!field || !fields) continue;
    const repeated = /^\s+repeated /.test(line) ? '[]' : '';
    fields.push({ name: field[2] ?? '', type: repeated + (field[1] ?? ''), number: Number(field[3]), markers });
    markers = [];
  }
  return messages;
}

/** @typedef {{ description: string, required: boolean, enums: string[] }} DocField */

/** The interface of one model file. @param {string} file */
function parseModel(file) {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  const start = text.indexOf('export interface I');
  const end = text.indexOf('\n}', start);
  if (start < 0) return undefined;
  const before = text.slice(0, start);
  const description = commentBefore(before);
  /** @type {Map<string, DocField>} */
  const fields = new Map();
  let depth = 0;
  let comment = '';
  let inComment = false;
  for (const line of text.slice(text.indexOf('{', start) + 1, end).split('\n')) {
    if (depth === 0 && /^\s*\/\*\*/.test(line)) {
      inComment = true;
      comment = '';
    }
    if (inComment) {
      comment += `${line}\n`;
      if (line.includes('*/')) inComment = false;
      continue;
    }
    const field = depth === 0 ? /^ {4}"?([\w$.-]+)"?(\?)?: (.*)$/.exec(line) : undefined;
    if (field) {
      const enums = [...(field[3] ?? '').matchAll(/"([^"]*)"(?= \||;|\)|>)/g)].map((found) => found[1] ?? '');
      fields.set(field[1] ?? '', { description: cleanComment(comment), required: field[2] === undefined, enums });
      comment = '';
    }
    depth += (line.match(/\{/g) ?? []).length - (line.match(/\}/g) ?? []).length;
  }
  return { description, fields };
}

/** @param {string} text */
function commentBefore(text) {
  const at = text.lastIndexOf('/**');
  return at < 0 ? '' : cleanComment(text.slice(at));
}

/** @param {string} comment */
function cleanComment(comment) {
  return comment
    .replace(/^\s*\/\*\*/, '')
    .replace(/\*\/\s*$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .replaceAll('*\\/', '*/')
    .trim();
}

/** @param {ProtoField} field @param {string} prefix */
function typeCode(field, prefix) {
  let { type } = field;
  let shape = '';
  if (type.startsWith('[]')) [shape, type] = ['[', type.slice(2)];
  const map = /^map<string, (.*)>$/.exec(type);
  if (map) [shape, type] = ['{', map[1] ?? ''];
  const meta = prefix.endsWith('meta.v1');
  const scalar =
    SCALARS.get(type) ??
    (meta && OWN_SCALARS.has(type) ? SCALARS.get(`.k8s.io.apimachinery.pkg.apis.meta.v1.${type}`) : undefined);
  if (scalar) return shape + scalar;
  if (prefix.includes('apiextensions') && ANY_JSON.has(type)) return `${shape}a`;
  if (ALIASES.has(type)) return `${shape}@{${ALIASES.get(type)}}`;
  return `${shape}@${type.startsWith('.') ? openApiName(type) : `${prefix}.${type}`}`;
}

/** Messages that stand for a slice or map of something (`ExtraValue`, `Verbs`). */
const ALIASES = new Map();

/** `.k8s.io.api.core.v1.Pod` → `io.k8s.api.core.v1.Pod`. @param {string} type */
function openApiName(type) {
  return type
    .replace(/^\.k8s\.io\.api\./, 'io.k8s.api.')
    .replace(/^\.k8s\.io\.apimachinery\./, 'io.k8s.apimachinery.')
    .replace(/^\.k8s\.io\.apiextensions_apiserver\./, 'io.k8s.apiextensions-apiserver.');
}

/** @param {string[]} markers @param {string} name */
function marker(markers, name) {
  return markers.find((text) => text.startsWith(`+${name}=`))?.slice(name.length + 2);
}

/** @param {ProtoField} field */
function flags(field) {
  const { markers } = field;
  let text = '';
  const strategy = marker(markers, 'patchStrategy');
  const key = marker(markers, 'patchMergeKey');
  if (strategy?.includes('merge')) text += `~${key ?? ''}`;
  if (strategy?.includes('retainKeys')) text += '^';
  const list = marker(markers, 'listType');
  const keys = markers
    .filter((line) => line.startsWith('+listMapKey='))
    .map((line) => line.slice('+listMapKey='.length));
  if (list === 'map') text += `*${keys.join(',')}`;
  if (list === 'set') text += '%';
  if (list === 'atomic' || marker(markers, 'structType') === 'atomic' || marker(markers, 'mapType') === 'atomic')
    text += '=';
  return text;
}

/** @typedef {{ pointer: boolean, omitEmpty: boolean, omitZero: boolean, goType: string, inline: boolean }} GoField */

/** Struct fields of a types.go by struct and JSON name, and the names of types that are no structs. @param {string} text */
function parseGo(text) {
  /** @type {Map<string, Map<string, GoField>>} */
  const structs = new Map();
  /** @type {Set<string>} */
  const named = new Set();
  /** @type {Map<string, GoField> | undefined} */
  let fields;
  for (const line of text.split('\n')) {
    const struct = /^type (\w+) struct \{/.exec(line);
    if (struct) structs.set(struct[1] ?? '', (fields = new Map()));
    const alias = /^type (\w+) (?:string|int32|map\[.*|\[\].*)$/.exec(line);
    if (alias) named.add(alias[1] ?? '');
    if (line.startsWith('}')) fields = undefined;
    const field = /^\t(?:(\w+)\s+)?(\*?[\w.[\]*]+)\s+`json:"([^"]*)"[^`]*`/.exec(line);
    if (!field || !fields) continue;
    const [name = '', ...options] = (field[3] ?? '').split(',');
    const type = field[2] ?? '';
    fields.set(options.includes('inline') ? `&${type.split('.').pop() ?? ''}` : name, {
      pointer: type.startsWith('*'),
      omitEmpty: options.includes('omitempty'),
      omitZero: options.includes('omitzero'),
      inline: options.includes('inline'),
      goType: type.replace(/^\*/, ''),
    });
  }
  return { structs, named };
}

/** Names that generated.proto spells differently from JSON. */
const JSON_NAMES = new Map([
  ['aPIGroup', 'apiGroup'],
  ['uID', 'uid'],
  ['Webhooks', 'webhooks'],
  ['Expression', 'expression'],
  ['Name', 'name'],
]);

/** @param {string} type @param {string} name */
function jsonName(type, name) {
  if (!type.endsWith('.JSONSchemaProps')) return JSON_NAMES.get(name) ?? name;
  if (name === 'schema' || name === 'ref') return `$${name}`;
  return name
    .replace(/^x(?=Kubernetes)/, 'x-')
    .replace(/(?<=^x-.*)[A-Z]/g, (letter, at) => (at === 2 ? '' : '-') + letter.toLowerCase());
}

/** @type {Record<string, string>} */
const types = {};
/** @type {Record<string, Record<string, string | [string, string[]]>>} */
const texts = {};
/** @type {string[]} */
const missing = [];

for (const [git, file, docs, prefix] of PACKAGES) {
  const text = show(git, file);
  const messages = parseProto(text);
  const go = parseGo(
    show(git, file.replace('generated.proto', 'types.go')) +
      (prefix.includes('apiextensions') ? show(git, file.replace('generated.proto', 'types_jsonschema.go')) : ''),
  );
  for (const [name, fields] of messages) {
    if (prefix.endsWith('meta.v1') && (OWN_SCALARS.has(name) || ['Timestamp', 'Verbs'].includes(name))) continue;
    if (fields.length === 1 && fields[0]?.name === 'items' && fields[0].type === '[]string') ALIASES.set(name, '[s');
  }
  for (const [name, fields] of messages) {
    if (ALIASES.has(name)) continue;
    if (ANY_JSON.has(name) && prefix.includes('apiextensions')) continue;
    if (prefix.endsWith('meta.v1') && OWN_SCALARS.has(name)) continue;
    const model = parseModel(path.join(docs, `${name}.d.ts`));
    /** @type {Record<string, string | [string, string[]]>} */
    const described = {};
    if (model?.description) described[''] = model.description;
    const struct = go.structs.get(name);
    const parts = fields.map((proto) => {
      const field = { ...proto, name: jsonName(`${prefix}.${name}`, proto.name) };
      const documented = model?.fields.get(field.name);
      if (documented?.description || documented?.enums.length) {
        described[field.name] =
          documented.enums.length > 0 ? [documented.description, documented.enums] : documented.description;
      }
      // A message that the model does not know by its name is embedded: its fields are this type's own.
      const code = typeCode(field, prefix)
        .replace(/^@\{(.*)\}$/, '$1')
        .replace(/^([[{])@\{(.*)\}$/, '$1$2');
      const embedded = struct?.has(`&${field.type.split('.').pop() ?? ''}`) && !struct.has(field.name);
      const own = struct?.get(field.name);
      if (model && !documented && !embedded) missing.push(`${prefix}.${name}.${field.name}`);
      if (struct && !own && !embedded) missing.push(`Go ${prefix}.${name}.${field.name}`);
      if (embedded) return `&#${field.number}:${code}`;
      const empty = (own?.pointer ? '?' : '') + (own?.omitZero ? '0' : own?.omitEmpty ? '-' : '');
      const bare = own?.goType.replace(/^(\[\]|map\[\w+\])/, '') ?? '';
      const alias =
        /^[A-Z]/.test(bare) && go.named.has(bare) && !ALIASES.has(bare)
          ? `$${bare}`
          : bare === 'types.UID'
            ? '$types.UID'
            : '';
      return `${field.name}#${field.number}:${code}${documented?.required ? '!' : ''}${empty}${flags(field)}${alias}`;
    });
    types[`${prefix}.${name}`] = [...(ATOMIC.has(fields) ? ['='] : []), ...parts].join(' ');
    if (Object.keys(described).length > 0) texts[`${prefix}.${name}`] = described;
  }
}

/** Types that are one value in JSON are documented all the same. */
for (const [name, file] of [
  ['io.k8s.apimachinery.pkg.apis.meta.v1.Time', path.join(machinery, 'apis/meta/v1/Time.d.ts')],
  ['io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime', path.join(machinery, 'apis/meta/v1/MicroTime.d.ts')],
  ['io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1', path.join(machinery, 'apis/meta/v1/FieldsV1.d.ts')],
  ['io.k8s.apimachinery.pkg.util.intstr.IntOrString', path.join(machinery, 'util/intstr/IntOrString.d.ts')],
  ['io.k8s.apimachinery.pkg.runtime.RawExtension', path.join(machinery, 'runtime/RawExtension.d.ts')],
  [
    'io.k8s.apimachinery.pkg.api.resource.Quantity',
    path.resolve(import.meta.dirname, '../../node_modules/kubernetes-types/api/resource.d.ts'),
  ],
]) {
  const text = readFileSync(file ?? '', 'utf8');
  texts[name ?? ''] = { '': cleanComment(text.slice(text.indexOf('/**'), text.indexOf('*/') + 2)) };
}

writeFileSync(path.join(OUT, 'types.json'), `${JSON.stringify(types, undefined, 2)}\n`);
writeFileSync(path.join(OUT, 'documentation.json'), `${JSON.stringify(texts, undefined, 2)}\n`);
console.log(`${Object.keys(types).length} types; without documentation: ${missing.join(' ')}`);
