/** How the client wants objects (apiserver's pkg/endpoints/handlers/negotiation). */
export interface Accepted {
  readonly as: 'object' | 'metadata' | 'table';
  readonly discovery: boolean;
}

/** Reads an Accept header: the first media type that the server can answer with. */
export function negotiate(accept: string): Accepted | undefined {
  if (accept.trim() === '') return { as: 'object', discovery: false };
  for (const range of accept.split(',')) {
    const [media = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (!['application/json', '*/*', 'application/*', 'application/yaml'].includes(media)) continue;
    const values = new Map(parameters.map((part) => part.split('=', 2) as [string, string]));
    const as = values.get('as');
    if (as === undefined) return { as: 'object', discovery: false };
    const group = values.get('g');
    if (group === 'apidiscovery.k8s.io' && values.get('v') === 'v2') return { as: 'object', discovery: true };
    if (group !== 'meta.k8s.io' || values.get('v') !== 'v1') continue;
    if (as === 'Table') return { as: 'table', discovery: false };
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList')
      return { as: 'metadata', discovery: false };
  }
  return undefined;
}
