import type { Process } from '../../tool';
import { CommandError } from '../errors/errors';
import { isMap, listAt, mapAt, textAt, type ApiObject, type Json, type JsonMap } from '../json/types';
import { toBase64 } from '../generators/data';
import { normal } from '../kubeconfig/files';
import type { Resource } from './build';

/** ConfigMaps and Secrets that a kustomization generates. Their hash is added at the end, when the content is settled. */
export function generated(process: Process, folder: string, kustomization: JsonMap): readonly Resource[] {
  const options = mapAt(kustomization, 'generatorOptions');
  const of = (field: string, kind: 'ConfigMap' | 'Secret'): readonly Resource[] =>
    listAt(kustomization, field).map((entry) => one(process, folder, entry, kind, options));
  return [...of('configMapGenerator', 'ConfigMap'), ...of('secretGenerator', 'Secret')];
}

function one(process: Process, folder: string, entry: Json, kind: 'ConfigMap' | 'Secret', common: JsonMap): Resource {
  const name = textAt(entry, 'name');
  const own = mapAt(entry, 'options');
  const data: Record<string, string> = {};
  const put = (key: string, value: string): void => {
    data[key] = kind === 'Secret' ? toBase64(value) : value;
  };
  const read = (path: string): string => {
    const full = normal(`${folder}/${path}`);
    if (!process.files.exists(full))
      throw new CommandError(
        `loading KV pairs: file sources: [${path}]: evalsymlink failure on '${full}' : lstat ${full}: no such file or directory`,
      );
    return process.files.read(full);
  };
  const words = (field: string): readonly string[] =>
    listAt(entry, field).map((item) => (typeof item === 'string' ? item : ''));
  for (const source of words('files')) {
    const equals = source.indexOf('=');
    put(equals < 0 ? (source.split('/').at(-1) ?? source) : source.slice(0, equals), read(source.slice(equals + 1)));
  }
  for (const literal of words('literals')) {
    const equals = literal.indexOf('=');
    if (equals <= 0)
      throw new CommandError(
        `loading KV pairs: literal sources: [${literal}]: invalid literal source ${literal}, expected key=value`,
      );
    put(literal.slice(0, equals), literal.slice(equals + 1).replace(/^(["'])(.*)\1$/s, '$2'));
  }
  for (const path of [...words('envs'), ...(textAt(entry, 'env') === '' ? [] : [textAt(entry, 'env')])])
    for (const line of read(path).split('\n')) {
      const text = line.trim();
      if (text === '' || text.startsWith('#')) continue;
      const equals = text.indexOf('=');
      put(equals < 0 ? text : text.slice(0, equals), equals < 0 ? '' : text.slice(equals + 1));
    }
  const labels = { ...mapAt(common, 'labels'), ...mapAt(own, 'labels') };
  const annotations = { ...mapAt(common, 'annotations'), ...mapAt(own, 'annotations') };
  const namespace = textAt(entry, 'namespace');
  const object: ApiObject = {
    apiVersion: 'v1',
    ...(Object.keys(data).length > 0 && { data }),
    kind,
    metadata: {
      name,
      ...(namespace !== '' && { namespace }),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    ...(kind === 'Secret' && { type: textAt(entry, 'type') || 'Opaque' }),
  } as ApiObject;
  const plain = [common, own].some((map) => isMap(map) && map.disableNameSuffixHash === true);
  return { object, original: name, hashed: !plain };
}
