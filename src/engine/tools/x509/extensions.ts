import { parseIpv4 } from '../../packet/address';
import { formatIp, parseIpv6, type IpAddress } from '../../packet/ipv6-address';
import { sha1Bytes } from '../digest/sha1';
import { bits, bytesOfNumber, element, elements, inside, integer, numberOfBytes, octets, oid, oidText, sequence, TAG, TRUE } from './der'; // prettier-ignore
import { rsaPublicKey, tagged, type PublicKey } from './rsa';

/** Extensions of certificates (RFC 5280, 4.2). */
export interface Extension {
  readonly id: string;
  readonly critical: boolean;
  readonly value: string;
}

export const EXTENSION = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const;

export const KEY_USAGES = ['Digital Signature', 'Non Repudiation', 'Key Encipherment', 'Data Encipherment', 'Key Agreement', 'Certificate Sign', 'CRL Sign', 'Encipher Only', 'Decipher Only']; // prettier-ignore
export const KEY_PURPOSES: readonly (readonly [id: string, short: string, long: string])[] = [['1.3.6.1.5.5.7.3.1', 'serverAuth', 'TLS Web Server Authentication'], ['1.3.6.1.5.5.7.3.2', 'clientAuth', 'TLS Web Client Authentication'], ['1.3.6.1.5.5.7.3.3', 'codeSigning', 'Code Signing'], ['1.3.6.1.5.5.7.3.4', 'emailProtection', 'E-mail Protection'], ['1.3.6.1.5.5.7.3.8', 'timeStamping', 'Time Stamping']]; // prettier-ignore

/** The identifier of a key: the SHA-1 sum of it. */
export function keyIdentifier(key: PublicKey): string {
  let known = IDENTIFIERS.get(key);
  if (known === undefined) IDENTIFIERS.set(key, (known = sha1Bytes(rsaPublicKey(key))));
  return known;
}

const IDENTIFIERS = new WeakMap<PublicKey, string>();

export function subjectKeyIdentifier(key: PublicKey): Extension {
  return { id: EXTENSION.subjectKeyIdentifier, critical: false, value: octets(keyIdentifier(key)) };
}

export function authorityKeyIdentifier(identifier: string): Extension {
  return { id: EXTENSION.authorityKeyIdentifier, critical: false, value: sequence(element(0x80, identifier)) };
}

export function basicConstraints(isAuthority: boolean, pathLength?: number, critical = true): Extension {
  const content = isAuthority ? [TRUE, ...(pathLength === undefined ? [] : [integer(BigInt(pathLength))])] : [];
  return { id: EXTENSION.basicConstraints, critical, value: sequence(...content) };
}

/** By their places in KEY_USAGES. */
export function keyUsage(places: readonly number[], critical = true): Extension {
  const bytes = [0, 0];
  for (const place of places) bytes[place >> 3] = (bytes[place >> 3] ?? 0) | (0x80 >> (place & 7));
  const last = Math.max(...places);
  const content = String.fromCharCode(...bytes.slice(0, (last >> 3) + 1));
  return { id: EXTENSION.keyUsage, critical, value: bits(content, 7 - (last & 7)) };
}

export function extendedKeyUsage(purposes: readonly string[], critical = false): Extension {
  return { id: EXTENSION.extendedKeyUsage, critical, value: sequence(...purposes.map(oid)) };
}

export type AltName =
  | { readonly type: 'DNS'; readonly value: string }
  | { readonly type: 'IP'; readonly value: IpAddress }
  | { readonly type: 'email' | 'URI'; readonly value: string };

const ALT_TAGS = { email: 0x81, DNS: 0x82, URI: 0x86, IP: 0x87 } as const;

export function subjectAltName(names: readonly AltName[], critical = false): Extension {
  const contents = names.map(({ type, value }) => element(ALT_TAGS[type], type === 'IP' ? addressBytes(value) : value));
  return { id: EXTENSION.subjectAltName, critical, value: sequence(...contents) };
}

function addressBytes(address: IpAddress): string {
  if (typeof address === 'number') return bytesOfNumber(BigInt(address), 4);
  const [head = '', tail] = formatIp(address).split('::');
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const all = tail === undefined ? before : [...before, ...new Array<string>(8 - before.length - after.length).fill('0'), ...after]; // prettier-ignore
  return all.map((group) => bytesOfNumber(BigInt(`0x${group}`), 2)).join('');
}

export function addressOf(text: string): IpAddress | undefined {
  return parseIpv4(text) ?? parseIpv6(text);
}

/** The names that a certificate is for; addresses as text. */
export function altNames(
  extensions: readonly Extension[],
): readonly { readonly type: string; readonly value: string }[] {
  const value = extensions.find(({ id }) => id === EXTENSION.subjectAltName)?.value;
  if (value === undefined) return [];
  return inside(value).map(({ tag, content }) => {
    const [type = 'othername'] = Object.entries(ALT_TAGS).find(([, each]) => each === tag) ?? [];
    return { type, value: type === 'IP' ? addressText(content) : content };
  });
}

function addressText(bytes: string): string {
  if (bytes.length === 4) return Array.from(bytes, (byte) => byte.charCodeAt(0)).join('.');
  const groups: string[] = [];
  for (let at = 0; at < bytes.length; at += 2) groups.push(numberOfBytes(bytes.slice(at, at + 2)).toString(16));
  const parsed = parseIpv6(groups.join(':'));
  return parsed === undefined ? groups.join(':') : formatIp(parsed);
}

export function isAuthority(extensions: readonly Extension[]): boolean {
  const value = extensions.find(({ id }) => id === EXTENSION.basicConstraints)?.value;
  return value !== undefined && inside(value)[0]?.tag === TAG.boolean;
}

/** Whether a certificate that says what its key is for names certificates. */
export function maySign(extensions: readonly Extension[]): boolean {
  const value = extensions.find(({ id }) => id === EXTENSION.keyUsage)?.value;
  return value === undefined || (((elements(value)[0]?.content.charCodeAt(1) ?? 0) >> 2) & 1) === 1;
}

export function encodeExtensions(extensions: readonly Extension[]): string {
  return sequence(
    ...extensions.map(({ id, critical, value }) => sequence(oid(id), ...(critical ? [TRUE] : []), octets(value))),
  );
}

/** Throws NotDer. */
export function readExtensions(content: string): readonly Extension[] {
  return elements(content).map((each) => {
    const parts = elements(each.content);
    return {
      id: oidText(parts[0]?.content ?? ''),
      critical: parts.length > 2 && parts[1]?.tag === TAG.boolean,
      value: parts.at(-1)?.content ?? '',
    };
  });
}

/** Extensions in the attributes of a request (PKCS #9, extensionRequest). */
export function extensionRequest(extensions: readonly Extension[]): string {
  if (extensions.length === 0) return tagged(0);
  return tagged(0, sequence(oid('1.2.840.113549.1.9.14'), element(TAG.set, encodeExtensions(extensions))));
}
