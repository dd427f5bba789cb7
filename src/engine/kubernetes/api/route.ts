import type { ApiRequest } from './request';

/** What a path below /api or /apis asks for (apiserver's pkg/endpoints/request/requestinfo.go). */
export interface ResourceRoute {
  readonly group: string;
  readonly version: string;
  /** Undefined: all namespaces, or a resource without. */
  readonly namespace: string | undefined;
  readonly plural: string;
  /** '' for a whole collection. */
  readonly name: string;
  readonly subresource: string;
  /** What follows the subresource: a path to proxy to. */
  readonly rest: string;
}

/** The route of a path, or undefined when it is no resource's. */
export function parseRoute(path: string): ResourceRoute | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const legacy = parts[0] === 'api';
  if (!legacy && parts[0] !== 'apis') return undefined;
  const [group = '', version = '', ...below] = legacy ? ['', ...parts.slice(1)] : parts.slice(1);
  if (version === '' || below.length === 0) return undefined;
  const words = below.map(decode);
  const inNamespace = words[0] === 'namespaces' && words.length > 2 && !NAMESPACE_SUBRESOURCES.has(words[2] ?? '');
  const [plural = '', name = '', subresource = '', ...rest] = inNamespace ? words.slice(2) : words;
  return {
    group,
    version,
    namespace: inNamespace ? words[1] : undefined,
    plural,
    name,
    subresource,
    rest: rest.join('/'),
  };
}

const NAMESPACE_SUBRESOURCES: ReadonlySet<string> = new Set(['status', 'finalize']);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The first value of a query parameter. */
export function queryValue(request: Pick<ApiRequest, 'query'>, key: string): string | undefined {
  return request.query.find(([name]) => name === key)?.[1];
}

/** Whether a boolean parameter is set (strconv.ParseBool; `?watch` alone counts). */
export function queryFlag(request: Pick<ApiRequest, 'query'>, key: string): boolean {
  const value = queryValue(request, key);
  return value !== undefined && !['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value);
}
