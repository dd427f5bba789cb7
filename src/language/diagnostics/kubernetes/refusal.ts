import type { Manifest } from '../../manifest/manifest';
import { rootType, type Path } from '../../manifest/schema';
import type { Problem } from '../problem';
import { report } from '../report';
import { nameOf } from './shapes';

/** `The Service "web" is invalid: spec.ports[0].port: Invalid value: …`, one line or one for each error. */
const INVALID = /^The (\S+) "([^"]+)" is invalid: ?(.*)$/;
const SERVER = /^Error from server \((\w+)\): (?:error when (?:creating|applying patch|retrieving)[^:]*: )?(.*)$/;
const STRICT = /unknown field|strict decoding error/;

/** What the API server answered to a manifest that was applied on a fork, at the fields that it names. */
export function refusals(stderr: string, manifests: readonly Manifest[]): readonly Problem[] {
  const problems: Problem[] = [];
  let current: Manifest | undefined;
  for (const line of stderr.split('\n')) {
    const invalid = INVALID.exec(line);
    if (invalid) {
      current = manifests.find(({ kind, value }) => kind === invalid[1] && nameOf(value ?? {}) === invalid[2]);
      if (current && invalid[3] !== undefined && invalid[3] !== '') problems.push(...atField(current, invalid[3]));
    } else if (/^\* /.test(line) && current) problems.push(...atField(current, line.slice(2)));
    else {
      const [, reason = '', message = ''] = SERVER.exec(line) ?? [];
      // Fields that a built-in type does not have are flagged where they stand; of other types only the cluster knows.
      if (STRICT.test(message)) problems.push(...unknownFields(message, manifests));
      if (message === '' || STRICT.test(message)) continue;
      const only = manifests.find(({ value }) => message.includes(`"${nameOf(value ?? {})}"`)) ?? manifests[0];
      const span = only?.spanOf(['metadata', 'name']) ?? only?.keySpanOf(['kind']);
      if (only && span && reason !== 'InternalError') problems.push(report('api-refused', span, { message }));
    }
  }
  return problems;
}

/** `strict decoding error: unknown field "spec.sise"`, of a custom resource. */
function unknownFields(message: string, manifests: readonly Manifest[]): readonly Problem[] {
  return [...message.matchAll(/unknown field "([^"]+)"/g)].flatMap(([, field = '']) => {
    const path = pathOf(field);
    const custom = manifests.find((each) => rootType(each.apiVersion, each.kind) === undefined && each.keySpanOf(path));
    const span = custom?.keySpanOf(path);
    return custom && span ? [report('unknown-field', span, { kind: custom.kind, text: String(path.at(-1)) })] : [];
  });
}

function atField(manifest: Manifest, message: string): readonly Problem[] {
  const [, field = ''] = /^([\w.[\]"/-]+?): /.exec(message) ?? [];
  let path = pathOf(field);
  let span = manifest.spanOf(path);
  while (!span && path.length > 0) {
    path = path.slice(0, -1);
    span = path.length === 0 ? undefined : (manifest.keySpanOf(path) ?? manifest.spanOf(path));
  }
  const place = span ?? manifest.spanOf(['kind']);
  return place ? [report('api-refused', place, { message })] : [];
}

/** `spec.ports[0].port` as a path. */
function pathOf(field: string): Path {
  return [...field.matchAll(/([\w-]+)|\[(\d+)\]|\[([^\]]+)\]/g)].map(([, name, index, key]) =>
    index === undefined ? (name ?? key ?? '') : Number(index),
  );
}
