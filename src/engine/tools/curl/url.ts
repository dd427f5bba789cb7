/** A URL as far as HTTP needs it. */
export interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Whether the port was written, so that it is in the Host header. */
  readonly portGiven: boolean;
  /** Path and query. */
  readonly target: string;
}

/** Reads a URL, the scheme being http when none is written; undefined when curl says it is malformed. */
export function parseUrl(text: string): Url | undefined {
  const match =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([/?][^#]*)?(?:#.*)?$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, scheme = 'http', host = '', port, rest = '/'] = match;
  if (host === '' || Number(port ?? 0) > 65_535 || /\s/.test(host)) return undefined;
  const name = scheme.toLowerCase();
  const given = port !== undefined && port !== '';
  const usual = name === 'https' ? 443 : 80;
  return {
    scheme: name,
    host,
    port: given ? Number(port) : usual,
    portGiven: given && Number(port) !== usual,
    target: rest.startsWith('?') ? `/${rest}` : rest,
  };
}

/** Where a Location header leads. */
export function redirected(from: Url, location: string): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(location)) return location;
  const place = `${from.scheme}://${from.host}${from.portGiven ? `:${from.port}` : ''}`;
  if (location.startsWith('//')) return `${from.scheme}:${location}`;
  if (location.startsWith('/')) return `${place}${location}`;
  return `${place}${from.target.replace(/\?.*$/, '').replace(/[^/]*$/, '')}${location}`;
}
