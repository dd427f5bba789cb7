import type { Ipv4, Ipv6 } from '../../packet/address';
import { parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import type { HostFiles } from '../tool';
import { inetAton } from './inet-aton';
import { hostsByName } from './name-files';

/** getaddrinfo(3)'s errors with gai_strerror's text. */
export const GAI_ERRORS = {
  EAI_NONAME: 'Name or service not known',
  EAI_NODATA: 'No address associated with hostname',
  EAI_AGAIN: 'Temporary failure in name resolution',
  EAI_ADDRFAMILY: 'Address family for hostname not supported',
} as const;

export type Resolution =
  | { readonly type: 'inet'; readonly address: Ipv4; readonly canonicalName: string }
  | {
      readonly type: 'inet6';
      readonly address: Ipv6;
      /** The device after `%`. */
      readonly scope?: string;
      readonly canonicalName: string;
    }
  | { readonly type: 'error'; readonly error: keyof typeof GAI_ERRORS };

export interface Hints {
  /** ai_family; both when undefined. */
  readonly family?: 'inet' | 'inet6' | undefined;
  /** Whether this host has a way there: what has none comes last (RFC 6724, rule 1). */
  readonly reachable?: (address: IpAddress) => boolean;
  /** Whether `%` may be followed by this device. */
  readonly isDevice?: (name: string) => boolean;
}

/**
 * Resolves a name or address text as getaddrinfo(3) does with the `hosts:` line of the host's nsswitch.conf, without waiting for anybody: `files`
 * is /etc/hosts; `dns` answers EAI_AGAIN. Of several addresses this is the first to try. `resolveName` of lookup.ts asks the DNS too.
 */
export function getaddrinfo(files: HostFiles, text: string, hints: Hints = {}): Resolution {
  const all = getaddrinfoAll(files, text, hints);
  if ('error' in all) return { type: 'error', error: all.error };
  const [first] = all.found;
  return first ?? { type: 'error', error: 'EAI_NONAME' };
}

type Found = Exclude<Resolution, { type: 'error' }>;
export type AllResolved = { readonly found: readonly Found[] } | { readonly error: keyof typeof GAI_ERRORS };

/** The same with every address, best first: IPv6 before IPv4 (RFC 6724, rule 6) unless only one of them can be reached. */
function getaddrinfoAll(files: HostFiles, text: string, hints: Hints = {}): AllResolved {
  const local = resolveLocally(files, text, hints);
  return local === 'ask-dns' ? { error: 'EAI_AGAIN' } : local;
}

/** What an address, or the services in front of `dns`, decide; `ask-dns` when it is the DNS's turn. */
export function resolveLocally(files: HostFiles, text: string, hints: Hints): AllResolved | 'ask-dns' {
  const literal = literalAddress(text, hints);
  if (literal) {
    if ('error' in literal) return literal;
    if (hints.family !== undefined && hints.family !== literal.type) return { error: 'EAI_ADDRFAMILY' };
    return { found: [literal] };
  }
  // glibc refuses what no host name can be before it asks anybody (res_hnok).
  if (!/^[A-Za-z0-9_.][-A-Za-z0-9_.]*$/.test(text)) return { error: 'EAI_NONAME' };
  for (const service of hostServices(files)) {
    if (service === 'dns') return 'ask-dns';
    if (service !== 'files') continue;
    const named = inFiles(files, text, hints);
    if (named) return named;
  }
  return { error: 'EAI_NONAME' };
}

/** What /etc/hosts says about a name; undefined when it does not know it. */
export function inFiles(files: HostFiles, text: string, hints: Hints): AllResolved | undefined {
  const all = hostsByName(files, text);
  const wanted = all.filter(({ type }) => hints.family === undefined || type === hints.family);
  if (wanted.length > 0) return { found: sorted(wanted, hints) };
  return all.length > 0 ? { error: 'EAI_ADDRFAMILY' } : undefined;
}

function literalAddress(
  text: string,
  { isDevice }: Hints,
): Exclude<Resolution, { type: 'error' }> | { readonly error: keyof typeof GAI_ERRORS } | undefined {
  const ipv4 = inetAton(text);
  if (ipv4 !== undefined && !/\s/.test(text)) return { type: 'inet', address: ipv4, canonicalName: text };
  const percent = text.indexOf('%');
  const ipv6 = parseIpv6(percent < 0 ? text : text.slice(0, percent));
  if (ipv6 === undefined) return undefined;
  if (percent < 0) return { type: 'inet6', address: ipv6, canonicalName: text };
  const scope = text.slice(percent + 1);
  if (isDevice && !isDevice(scope)) return { error: 'EAI_NONAME' };
  return { type: 'inet6', address: ipv6, scope, canonicalName: text };
}

/** IPv6 before IPv4; what cannot be reached after what can. */
export function sorted<T extends { readonly type: 'inet' | 'inet6'; readonly address: IpAddress }>(
  found: readonly T[],
  { reachable = () => true }: Hints,
): readonly T[] {
  if (found.length < 2) return found;
  const rank = (each: T): number => (reachable(each.address) ? 0 : 2) + (each.type === 'inet6' ? 0 : 1);
  return [...found].sort((a, b) => rank(a) - rank(b));
}

/** The services of nsswitch.conf's `hosts:` line without their [actions]; glibc's default when there is no such line. */
export function hostServices(files: HostFiles): readonly string[] {
  const text = files.exists('/etc/nsswitch.conf') ? files.read('/etc/nsswitch.conf') : '';
  const line = /^[ \t]*hosts:([^#\n]*)/m.exec(text)?.[1] ?? 'files dns';
  return line
    .replace(/\[[^\]]*\]/g, ' ')
    .trim()
    .split(/\s+/);
}
