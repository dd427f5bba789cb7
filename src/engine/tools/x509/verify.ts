import type { Certificate } from './certificate';
import { altNames, isAuthority, maySign } from './extensions';
import { nameText, valuesOf, type Name } from './name';
import { verifies } from './rsa';

/** Whom a chain of certificates can be traced to (crypto/x509/x509_vfy.c), with OpenSSL's numbers and words. */
export interface VerifyFailure {
  readonly number: number;
  readonly words: string;
  /** How far from the server's own certificate. */
  readonly depth: number;
  readonly certificate: Certificate;
}

export const VERIFY_WORDS: ReadonlyMap<number, string> = new Map([
  [0, 'ok'],
  [7, 'certificate signature failure'],
  [9, 'certificate is not yet valid'],
  [10, 'certificate has expired'],
  [18, 'self-signed certificate'],
  [19, 'self-signed certificate in certificate chain'],
  [20, 'unable to get local issuer certificate'],
  [21, 'unable to verify the first certificate'],
]);

/** The first thing that is wrong with a chain; `chain` begins with the certificate to look at. */
export function verifyChain(
  chain: readonly Certificate[],
  trusted: readonly Certificate[],
  nowMs: number,
): VerifyFailure | undefined {
  const [first, ...others] = chain;
  if (!first) return undefined;
  const path = [first];
  const failure = (number: number, depth: number): VerifyFailure => ({
    number,
    words: VERIFY_WORDS.get(number) ?? '',
    depth,
    certificate: path[depth] ?? first,
  });
  for (let current = first; ;) {
    if (isSelfIssued(current)) {
      if (!trusted.some(({ der }) => der === current.der)) return failure(path.length === 1 ? 18 : 19, path.length - 1);
      break;
    }
    const anchor = trusted.find((each) => hasIssued(each, current));
    if (anchor) {
      path.push(anchor);
      break;
    }
    const next = others.find((each) => !path.includes(each) && hasIssued(each, current));
    if (!next) return failure(20, path.length - 1);
    path.push(next);
    current = next;
  }
  for (const [depth, certificate] of [...path.entries()].reverse()) {
    const issuer = path[depth + 1] ?? certificate;
    if (!verifies(issuer.key, certificate.signed, certificate.signature)) return failure(7, depth);
    if (certificate.notBeforeMs > nowMs) return failure(9, depth);
    if (certificate.notAfterMs < nowMs) return failure(10, depth);
  }
  return undefined;
}

/** EXFLAG_SS: its own issuer, and allowed to sign certificates if it says what it is for. */
function isSelfIssued({ issuer, subject, extensions }: Certificate): boolean {
  return sameName(issuer, subject) && maySign(extensions);
}

function hasIssued(authority: Certificate, certificate: Certificate): boolean {
  return (
    sameName(authority.subject, certificate.issuer) &&
    (authority.version < 3 || isAuthority(authority.extensions)) &&
    verifies(authority.key, certificate.signed, certificate.signature)
  );
}

function sameName(a: Name, b: Name): boolean {
  return nameText(a) === nameText(b);
}

/** By what a certificate is for a host: the name in it that fits (RFC 6125). */
export type HostMatch =
  | { readonly by: 'alternative' | 'common name' | 'address'; readonly name: string }
  | { readonly by: 'nothing'; readonly common: string | undefined };

export function matchHost({ extensions, subject }: Certificate, host: string): HostMatch {
  const isAddress = /^[\d.]+$|:/.test(host);
  const names = altNames(extensions);
  const kind = names.filter(({ type }) => type === (isAddress ? 'IP' : 'DNS'));
  const found = kind.find(({ value }) => (isAddress ? value === host : fits(value, host)));
  if (found) return { by: isAddress ? 'address' : 'alternative', name: found.value };
  const common = valuesOf(subject, 'CN').at(-1);
  if (names.some(({ type }) => type === 'DNS' || type === 'IP')) return { by: 'nothing', common: undefined };
  if (common !== undefined && (isAddress ? common === host : fits(common, host)))
    return { by: 'common name', name: common };
  return { by: 'nothing', common };
}

function fits(pattern: string, host: string): boolean {
  const [wanted, given] = [pattern.toLowerCase(), host.toLowerCase().replace(/\.$/, '')];
  if (!wanted.startsWith('*.')) return wanted === given;
  const dot = given.indexOf('.');
  return dot > 0 && given.slice(dot) === wanted.slice(1) && wanted.slice(2).includes('.');
}
