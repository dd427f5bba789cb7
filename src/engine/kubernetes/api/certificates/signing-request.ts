import { base64Decode } from '../kinds/base64';

/** Whom a certificate signing request is for: the names of its subject that Kubernetes looks at. */
interface CertificateSubject {
  /** The user. */
  readonly commonName: string;
  /** The groups. */
  readonly organizations: readonly string[];
}

const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';

/** The subject of `spec.request`: base64 of a PEM block with PKCS #10 in DER (RFC 2986); undefined when it is none. */
export function subjectOfRequest(request: string): CertificateSubject | undefined {
  const [, body = ''] = /-----BEGIN CERTIFICATE REQUEST-----([^-]*)-----END/.exec(base64Decode(request) ?? '') ?? [];
  try {
    const der = Uint8Array.from(atob(body.replace(/\s/g, '')), (char) => char.charCodeAt(0));
    // CertificationRequest ::= { CertificationRequestInfo ::= { version, subject, … }, … }
    const [whole] = elements(der);
    const [info] = elements(whole?.content);
    const [, subject] = elements(info?.content);
    if (!subject) return undefined;
    const names: { readonly type: string; readonly value: string }[] = [];
    for (const set of elements(subject.content)) {
      for (const attribute of elements(set.content)) {
        const [type, value] = elements(attribute.content);
        if (type && value) names.push({ type: objectIdentifier(type.content), value: text(value.content) });
      }
    }
    return {
      commonName: names.find(({ type }) => type === COMMON_NAME)?.value ?? '',
      organizations: names.filter(({ type }) => type === ORGANIZATION).map(({ value }) => value),
    };
  } catch {
    return undefined;
  }
}

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The elements of DER, one behind the other (X.690). */
function elements(bytes: Uint8Array = new Uint8Array()): readonly Element[] {
  const found: Element[] = [];
  let at = 0;
  while (at + 1 < bytes.length) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    at += 2;
    if (length > 0x80) {
      const count = length & 0x7f;
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + (bytes[at + i] ?? 0);
      at += count;
    }
    found.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return found;
}

function objectIdentifier(bytes: Uint8Array): string {
  const [first = 0] = bytes;
  const numbers = [Math.floor(first / 40), first % 40];
  let number = 0;
  for (const byte of bytes.subarray(1)) {
    number = number * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(number);
    number = 0;
  }
  return numbers.join('.');
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
