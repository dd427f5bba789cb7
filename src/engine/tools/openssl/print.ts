import { hexOf, elements, inside, numberOfBytes } from '../x509/der';
import { altNames, EXTENSION, isAuthority, KEY_PURPOSES, KEY_USAGES, type Extension } from '../x509/extensions';
import type { Certificate, CertificateRequest } from '../x509/certificate';
import { bytesOfNumber, oidText } from '../x509/der';
import { nameText } from '../x509/name';
import type { PublicKey } from '../x509/rsa';
import { dateText } from '../curl/tls';

/** Certificates and requests in words (crypto/x509/t_x509.c, t_req.c, v3_prn.c). */

export function certificateText(certificate: Certificate): string {
  const { version, serial, issuer, subject, notBeforeMs, notAfterMs, key, extensions, signature } = certificate;
  return `Certificate:
    Data:
        Version: ${version} (0x${version - 1})
        Serial Number:${serialText(serial)}
        Signature Algorithm: sha256WithRSAEncryption
        Issuer: ${nameText(issuer)}
        Validity
            Not Before: ${dateText(notBeforeMs)}
            Not After : ${dateText(notAfterMs)}
        Subject: ${nameText(subject)}
        Subject Public Key Info:
${keyText(key, 12)}${extensions.length > 0 ? `        X509v3 extensions:\n${extensions.map((each) => extensionText(each, 12)).join('')}` : ''}${signatureText(signature)}`;
}

export function requestText({ subject, key, extensions, signature }: CertificateRequest): string {
  const wanted = extensions.length > 0 ? `            Requested Extensions:\n${extensions.map((each) => extensionText(each, 16)).join('')}` : '            (none)\n            Requested Extensions:\n'; // prettier-ignore
  return `Certificate Request:
    Data:
        Version: 1 (0x0)
        Subject: ${nameText(subject)}
        Subject Public Key Info:
${keyText(key, 12)}        Attributes:
${wanted}${signatureText(signature)}`;
}

/** A number of up to eight bytes in decimals, a longer one in pairs of digits. */
function serialText(serial: bigint): string {
  if (serial < 1n << 63n) return ` ${serial} (0x${serial.toString(16)})`;
  return `\n            ${pairs(bytesOfNumber(serial))}`;
}

function pairs(bytes: string): string {
  return (hexOf(bytes).match(/../g) ?? []).join(':');
}

function keyText({ n, e }: PublicKey, indent: number): string {
  const pad = ' '.repeat(indent);
  const bytes = bytesOfNumber(n);
  const signed = bytes.charCodeAt(0) >= 128 ? `\0${bytes}` : bytes;
  return `${pad}Public Key Algorithm: rsaEncryption
${pad}    Public-Key: (${n.toString(2).length} bit)
${pad}    Modulus:
${lines(signed, 15, indent + 8, ':')}${pad}    Exponent: ${e} (0x${e.toString(16)})
`;
}

function signatureText(signature: string): string {
  return `    Signature Algorithm: sha256WithRSAEncryption
    Signature Value:
${lines(signature, 18, 8, ':')}`;
}

function lines(bytes: string, each: number, indent: number, end: string): string {
  const found: string[] = [];
  for (let at = 0; at < bytes.length; at += each) {
    const last = at + each >= bytes.length;
    found.push(`${' '.repeat(indent)}${pairs(bytes.slice(at, at + each))}${last ? '' : end}\n`);
  }
  return found.join('');
}

const TITLES: ReadonlyMap<string, string> = new Map([
  [EXTENSION.subjectKeyIdentifier, 'X509v3 Subject Key Identifier'],
  [EXTENSION.keyUsage, 'X509v3 Key Usage'],
  [EXTENSION.subjectAltName, 'X509v3 Subject Alternative Name'],
  [EXTENSION.basicConstraints, 'X509v3 Basic Constraints'],
  [EXTENSION.authorityKeyIdentifier, 'X509v3 Authority Key Identifier'],
  [EXTENSION.extendedKeyUsage, 'X509v3 Extended Key Usage'],
]);

/** Names of extensions as `-ext` takes them. */
export const EXTENSION_NAMES: ReadonlyMap<string, string> = new Map(Object.entries(EXTENSION).map(([name, id]) => [name === 'extendedKeyUsage' ? 'extendedKeyUsage' : name, id])); // prettier-ignore

export function extensionText({ id, critical, value }: Extension, indent: number): string {
  const pad = ' '.repeat(indent);
  // OpenSSL leaves a space behind the colon of one that is not critical.
  return `${pad}${TITLES.get(id) ?? id}: ${critical ? 'critical' : ''}\n${pad}    ${valueText(id, value)}\n`;
}

function valueText(id: string, value: string): string {
  switch (id) {
    case EXTENSION.subjectKeyIdentifier:
      return pairs(elements(value)[0]?.content ?? '').toUpperCase();
    case EXTENSION.authorityKeyIdentifier:
      return pairs(inside(value).find(({ tag }) => tag === 0x80)?.content ?? '').toUpperCase();
    case EXTENSION.basicConstraints: {
      const path = inside(value)[1];
      return `CA:${isAuthority([{ id, critical: false, value }]) ? 'TRUE' : 'FALSE'}${path ? `, pathlen:${numberOfBytes(path.content)}` : ''}`;
    }
    case EXTENSION.keyUsage: {
      const bytes = elements(value)[0]?.content.slice(1) ?? '';
      return KEY_USAGES.filter((_name, place) => ((bytes.charCodeAt(place >> 3) || 0) & (0x80 >> (place & 7))) !== 0).join(', '); // prettier-ignore
    }
    case EXTENSION.extendedKeyUsage:
      return inside(value)
        .map(({ content }) => KEY_PURPOSES.find(([known]) => known === oidText(content))?.[2] ?? oidText(content))
        .join(', ');
    case EXTENSION.subjectAltName:
      return altNames([{ id, critical: false, value }]).map(({ type, value: name }) => (type === 'IP' ? `IP Address:${longAddress(name)}` : `${type}:${name}`)).join(', '); // prettier-ignore
    default:
      return pairs(value).toUpperCase();
  }
}

/** IPv6 addresses are not shortened. */
function longAddress(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? [] : new Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].map((group) => group.toUpperCase()).join(':');
}
