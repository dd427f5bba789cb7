import { parseIpv6, type Ipv4 } from '../../packet/address';
import type { HostFiles } from '../tool';
import { inetAton } from './inet-aton';
import { hostByName } from './name-files';

/** getaddrinfo(3)'s errors with gai_strerror's text. */
export const GAI_ERRORS = {
  EAI_NONAME: 'Name or service not known',
  EAI_AGAIN: 'Temporary failure in name resolution',
  EAI_ADDRFAMILY: 'Address family for hostname not supported',
} as const;

export type Resolution =
  | { readonly type: 'inet'; readonly address: Ipv4; readonly canonicalName: string }
  | { readonly type: 'inet6'; readonly address: string }
  | { readonly type: 'error'; readonly error: keyof typeof GAI_ERRORS };

/**
 * Resolves a name or address text as getaddrinfo(3) does with the `hosts:` line of the host's nsswitch.conf: `files` is /etc/hosts; `dns` answers
 * EAI_AGAIN, because no name server is reachable in a lab without one.
 */
export function getaddrinfo(files: HostFiles, text: string): Resolution {
  const address = inetAton(text);
  if (address !== undefined && !/\s/.test(text)) return { type: 'inet', address, canonicalName: text };
  const ipv6 = parseIpv6(text.replace(/%.*/, ''));
  if (ipv6 !== undefined) return { type: 'inet6', address: ipv6 };
  // glibc refuses what no host name can be before it asks anybody (res_hnok).
  if (!/^[A-Za-z0-9_.][-A-Za-z0-9_.]*$/.test(text)) return { type: 'error', error: 'EAI_NONAME' };
  for (const service of hostServices(files)) {
    if (service === 'dns') return { type: 'error', error: 'EAI_AGAIN' };
    const found = service === 'files' ? hostByName(files, text) : undefined;
    if (found) return { type: 'inet', ...found };
  }
  return { type: 'error', error: 'EAI_NONAME' };
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
