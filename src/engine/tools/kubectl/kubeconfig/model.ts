import { isList, isMap, compare, textAt, type Json, type JsonMap } from '../json/types';

/** A kubeconfig (client-go/tools/clientcmd/api/v1), entries by name. */
export interface Kubeconfig {
  readonly currentContext: string;
  readonly clusters: ReadonlyMap<string, JsonMap>;
  readonly contexts: ReadonlyMap<string, JsonMap>;
  readonly users: ReadonlyMap<string, JsonMap>;
}

export const EMPTY: Kubeconfig = { currentContext: '', clusters: new Map(), contexts: new Map(), users: new Map() };

/** The kinds of entries, and what an entry's body is called in the file. */
export const SECTIONS = { clusters: 'cluster', contexts: 'context', users: 'user' } as const;
export type Section = keyof typeof SECTIONS;

/** Fields in the order of Go's structures. */
export const FIELDS: Readonly<Record<Section, readonly string[]>> = {
  clusters: [
    'server',
    'tls-server-name',
    'insecure-skip-tls-verify',
    'certificate-authority',
    'certificate-authority-data',
    'proxy-url',
    'disable-compression',
    'extensions',
  ],
  contexts: ['cluster', 'user', 'namespace', 'extensions'],
  users: [
    'client-certificate',
    'client-certificate-data',
    'client-key',
    'client-key-data',
    'token',
    'tokenFile',
    'as',
    'as-uid',
    'as-groups',
    'as-user-extra',
    'username',
    'password',
    'auth-provider',
    'exec',
    'extensions',
  ],
};

/** Fields that name files, which stand relative to the kubeconfig. */
export const PATHS: Readonly<Record<Section, readonly string[]>> = {
  clusters: ['certificate-authority'],
  contexts: [],
  users: ['client-certificate', 'client-key', 'tokenFile'],
};

const REQUIRED: Readonly<Record<Section, readonly string[]>> = {
  clusters: ['server'],
  contexts: ['cluster', 'user'],
  users: [],
};

/** Reads what a file holds. */
export function fromJson(value: Json): Kubeconfig {
  const read = (section: Section): ReadonlyMap<string, JsonMap> => {
    const list = isMap(value) ? value[section] : undefined;
    const entries = (isList(list) ? list : []).flatMap((entry): [string, JsonMap][] => {
      const body = isMap(entry) ? entry[SECTIONS[section]] : undefined;
      return isMap(entry) ? [[textAt(entry, 'name'), isMap(body) ? body : {}]] : [];
    });
    return new Map([...entries].reverse());
  };
  return {
    currentContext: textAt(value, 'current-context'),
    clusters: read('clusters'),
    contexts: read('contexts'),
    users: read('users'),
  };
}

/** A kubeconfig as it is printed and written: fields in Go's order, entries by name. */
export function toJson(config: Kubeconfig): JsonMap {
  const list = (section: Section): Json => {
    const entries = [...config[section]].sort(([a], [b]) => compare(a, b));
    if (entries.length === 0) return null;
    return entries.map(([name, body]) => ({ name, [SECTIONS[section]]: ordered(section, body) }));
  };
  return {
    kind: 'Config',
    apiVersion: 'v1',
    clusters: list('clusters'),
    users: list('users'),
    contexts: list('contexts'),
    'current-context': config.currentContext,
  };
}

function ordered(section: Section, body: JsonMap): JsonMap {
  const fields = FIELDS[section].flatMap((name): [string, Json][] => {
    const value = body[name];
    if (REQUIRED[section].includes(name)) return [[name, value ?? '']];
    if (value === undefined || value === null || value === '' || value === false) return [];
    return [[name, value]];
  });
  return Object.fromEntries(fields);
}

/** A copy with one entry set, or taken away. */
export function withEntry(config: Kubeconfig, section: Section, name: string, body: JsonMap | undefined): Kubeconfig {
  const entries = new Map(config[section]);
  if (body === undefined) entries.delete(name);
  else entries.set(name, body);
  return { ...config, [section]: entries };
}
