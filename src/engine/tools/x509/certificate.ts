import { bits, elements, inside, integer, NotDer, numberOfBytes, sequence, time, timeOf } from './der';
import { encodeExtensions, extensionRequest, readExtensions, type Extension } from './extensions';
import { encodeName, readName, type Name } from './name';
import { pemBlocks } from './pem';
import { publicKeyInfo, readPublicKeyInfo, SHA256_WITH_RSA, tagged, type PublicKey } from './rsa';

/** A certificate (RFC 5280), and a request for one (RFC 2986). */
export interface Certificate {
  readonly version: number;
  readonly serial: bigint;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  readonly key: PublicKey;
  readonly extensions: readonly Extension[];
  /** What is signed. */
  readonly signed: string;
  readonly signature: string;
  readonly der: string;
}

export interface CertificateRequest {
  readonly subject: Name;
  readonly key: PublicKey;
  readonly extensions: readonly Extension[];
  readonly signed: string;
  readonly signature: string;
  readonly der: string;
}

export type NewCertificate = Omit<Certificate, 'version' | 'signed' | 'signature' | 'der'>;

/** The bytes of a certificate; without extensions it is one of version 1. */
export function makeCertificate(facts: NewCertificate, signer: (message: string) => string): string {
  const { serial, issuer, subject, notBeforeMs, notAfterMs, key, extensions } = facts;
  const signed = sequence(
    ...(extensions.length > 0 ? [tagged(0, integer(2n))] : []),
    integer(serial),
    SHA256_WITH_RSA,
    encodeName(issuer),
    sequence(time(notBeforeMs), time(notAfterMs)),
    encodeName(subject),
    publicKeyInfo(key),
    ...(extensions.length > 0 ? [tagged(3, encodeExtensions(extensions))] : []),
  );
  return sequence(signed, SHA256_WITH_RSA, bits(signer(signed)));
}

export function makeRequest(
  { subject, key, extensions }: Pick<CertificateRequest, 'subject' | 'key' | 'extensions'>,
  signer: (message: string) => string,
): string {
  const signed = sequence(integer(0n), encodeName(subject), publicKeyInfo(key), extensionRequest(extensions));
  return sequence(signed, SHA256_WITH_RSA, bits(signer(signed)));
}

const VERSION = 0xa0;
const EXTENSIONS = 0xa3;

/** Undefined when the bytes are no certificate with an RSA key. */
export function readCertificate(der: string): Certificate | undefined {
  try {
    const [body, , signature] = inside(der);
    if (!body || !signature) return undefined;
    const parts = [...elements(body.content)];
    const version = parts[0]?.tag === VERSION ? Number(numberOfBytes(inside(parts.shift()?.whole ?? '')[0]?.content ?? '')) : 0; // prettier-ignore
    const [serial, , issuer, validity, subject, key, ...rest] = parts;
    if (!serial || !issuer || !validity || !subject || !key) return undefined;
    const [from, until] = elements(validity.content);
    if (!from || !until) return undefined;
    const extensions = rest.find(({ tag }) => tag === EXTENSIONS);
    return {
      version: version + 1,
      serial: numberOfBytes(serial.content),
      issuer: readName(issuer.content),
      subject: readName(subject.content),
      notBeforeMs: timeOf(from),
      notAfterMs: timeOf(until),
      key: readPublicKeyInfo(key.whole),
      extensions: extensions ? readExtensions(elements(extensions.content)[0]?.content ?? '') : [],
      signed: body.whole,
      signature: signature.content.slice(1),
      der,
    };
  } catch (error) {
    if (error instanceof NotDer) return undefined;
    throw error;
  }
}

/** Undefined when the bytes are no request with an RSA key. */
export function readRequest(der: string): CertificateRequest | undefined {
  try {
    const [body, , signature] = inside(der);
    if (!body || !signature) return undefined;
    const [, subject, key, attributes] = elements(body.content);
    if (!subject || !key) return undefined;
    const [wanted] = attributes ? elements(attributes.content) : [];
    const set = wanted && elements(wanted.content)[1];
    const list = set && elements(set.content)[0];
    return {
      subject: readName(subject.content),
      key: readPublicKeyInfo(key.whole),
      extensions: list ? readExtensions(list.content) : [],
      signed: body.whole,
      signature: signature.content.slice(1),
      der,
    };
  } catch (error) {
    if (error instanceof NotDer) return undefined;
    throw error;
  }
}

/** The certificates of a text, in its order. */
export function certificatesOf(text: string): readonly Certificate[] {
  return pemBlocks(text)
    .filter(({ label }) => label === 'CERTIFICATE' || label === 'TRUSTED CERTIFICATE' || label === 'X509 CERTIFICATE')
    .flatMap(({ der }) => readCertificate(der) ?? []);
}
