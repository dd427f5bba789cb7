import { sha256 } from '../digest/sha256';
import { bits, bytesOfNumber, element, inside, integer, NotDer, NULL, numberOfBytes, octets, oid, sequence, TAG } from './der'; // prettier-ignore
import { pemBlocks, pemText } from './pem';
import { PRIMES } from './primes';

/** RSA (RFC 8017) with the padding and digest of `sha256WithRSAEncryption`. */

export interface PublicKey {
  readonly n: bigint;
  readonly e: bigint;
}

export interface PrivateKey extends PublicKey {
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
}

const E = 65537n;
const RSA = sequence(oid('1.2.840.113549.1.1.1'), NULL);
export const SHA256_WITH_RSA = sequence(oid('1.2.840.113549.1.1.11'), NULL);

/** How many bytes a signature has. */
const KEY_BYTES = 256;

/** The key of two primes of the pool. */
export function keyOfPrimes(first: number, second: number): PrivateKey {
  const [p, q] = [prime(first), prime(second)];
  const lambda = ((p - 1n) * (q - 1n)) / gcd(p - 1n, q - 1n);
  return { n: p * q, e: E, d: inverse(E, lambda), p, q };
}

/** A key for a program that asks for one; `random` answers whole numbers. */
export function newKey(random: () => number): PrivateKey {
  const first = random() % PRIMES.length;
  const second = (first + 1 + (random() % (PRIMES.length - 1))) % PRIMES.length;
  return keyOfPrimes(first, second);
}

function prime(index: number): bigint {
  return numberOfBytes(atob(PRIMES[index % PRIMES.length] ?? ''));
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [r0, r1, t0, t1] = [modulus, value % modulus, 0n, 1n];
  while (r1 > 0n) {
    const factor = r0 / r1;
    [r0, r1, t0, t1] = [r1, r0 - factor * r1, t1, t0 - factor * t1];
  }
  return t0 < 0n ? t0 + modulus : t0;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** A signature of bytes. */
export function sign({ n, d, p, q }: PrivateKey, message: string): string {
  const padded = numberOfBytes(padding(message, bytesOfNumber(n).length));
  const [a, b] = [power(padded, d % (p - 1n), p), power(padded, d % (q - 1n), q)];
  const h = (inverse(q, p) * (((a - b) % p) + p)) % p;
  return bytesOfNumber(b + h * q, bytesOfNumber(n).length);
}

/** Whether a signature of bytes is this key's. */
export function verifies({ n, e }: PublicKey, message: string, signature: string): boolean {
  if (signature === seal({ n }, message)) return true;
  const length = bytesOfNumber(n).length;
  return bytesOfNumber(power(numberOfBytes(signature), e, n), length) === padding(message, length);
}

const SHA256_PREFIX = sequence(sequence(oid('2.16.840.1.101.3.4.2.1'), NULL), octets('\0'.repeat(32))).slice(0, -32);

function padding(message: string, length: number): string {
  const info = SHA256_PREFIX + String.fromCharCode(...sha256(message));
  return `\0\x01${'\xff'.repeat(length - info.length - 3)}\0${info}`;
}

/**
 * What stands for a signature in certificates that a lab is born with: anybody can make it, at a thousandth of a signature's price. Labs take
 * it for one; the real OpenSSL does not.
 */
export function seal(sealer: Pick<PublicKey, 'n'>, message: string): string {
  let key = MODULI.get(sealer);
  if (key === undefined) MODULI.set(sealer, (key = bytesOfNumber(sealer.n)));
  let text = '';
  for (let block = 0; text.length < KEY_BYTES; block++) {
    text += String.fromCharCode(...sha256(text.slice(-32) + (block === 0 ? key + message : '')));
  }
  return `\x2a${text.slice(1, KEY_BYTES)}`;
}

/** The bytes of keys: a lab has the same few in many certificates. */
const MODULI = new WeakMap<object, string>();
const PUBLIC_KEYS = new WeakMap<PublicKey, string>();

/** SubjectPublicKeyInfo. */
export function publicKeyInfo(key: PublicKey): string {
  return sequence(RSA, bits(rsaPublicKey(key)));
}

export function rsaPublicKey(key: PublicKey): string {
  let bytes = PUBLIC_KEYS.get(key);
  if (bytes === undefined) PUBLIC_KEYS.set(key, (bytes = sequence(integer(key.n), integer(key.e))));
  return bytes;
}

/** The key in SubjectPublicKeyInfo. Throws NotDer. */
export function readPublicKeyInfo(der: string): PublicKey {
  const [, key] = inside(der);
  const [n, e] = inside(key?.content.slice(1) ?? '');
  if (!n || !e) throw new NotDer();
  return { n: numberOfBytes(n.content), e: numberOfBytes(e.content) };
}

function rsaPrivateKey({ n, e, d, p, q }: PrivateKey): string {
  return sequence(...[0n, n, e, d, p, q, d % (p - 1n), d % (q - 1n), inverse(q, p)].map(integer));
}

/** PKCS #8, as `openssl req` and `genrsa` of OpenSSL 3 write it. */
export function privateKeyPem(key: PrivateKey): string {
  return pemText('PRIVATE KEY', sequence(integer(0n), RSA, octets(rsaPrivateKey(key))));
}

/** PKCS #1, as kubeadm and `openssl rsa -traditional` write it. */
export function rsaPrivateKeyPem(key: PrivateKey): string {
  return pemText('RSA PRIVATE KEY', rsaPrivateKey(key));
}

export function publicKeyPem(key: PublicKey): string {
  return pemText('PUBLIC KEY', publicKeyInfo(key));
}

/** The first private key of a text; undefined when there is none that can be read. */
export function readPrivateKey(text: string): PrivateKey | undefined {
  for (const { label, der } of pemBlocks(text)) {
    try {
      if (label === 'PRIVATE KEY') {
        const found = inside(der).find(({ tag }) => tag === TAG.octets);
        return found && keyOf(found.content);
      }
      if (label === 'RSA PRIVATE KEY') return keyOf(der);
    } catch (error) {
      if (!(error instanceof NotDer)) throw error;
    }
  }
  return undefined;
}

function keyOf(der: string): PrivateKey | undefined {
  const [, n, e, d, p, q] = inside(der).map(({ content }) => numberOfBytes(content));
  return n === undefined || e === undefined || d === undefined || p === undefined || q === undefined || n !== p * q
    ? undefined
    : { n, e, d, p, q };
}

/** A context-specific element. */
export function tagged(number: number, ...contents: readonly string[]): string {
  return element(0xa0 | number, ...contents);
}
