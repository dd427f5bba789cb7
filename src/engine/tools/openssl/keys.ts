import { ExitError } from '../clib/exit';
import type { Process } from '../tool';
import { bytesOfNumber, hexOf } from '../x509/der';
import { newKey, privateKeyPem, publicKeyPem, readPrivateKey, rsaPrivateKeyPem, type PrivateKey } from '../x509/rsa';
import { one, readArguments, readInput, writeOutput } from './arguments';

/** openssl-genrsa(1), openssl-rsa(1), and what other commands do with keys. */

/** A new key of 2,048 bits, the only length that a lab makes. Throws ExitError. */
export function generate({ world }: Process, bits: string): PrivateKey {
  if (!/^\d+$/.test(bits)) throw new ExitError(1, `genrsa: Can't parse "${bits}" as a number\n`);
  if (Number(bits) < 512) throw new ExitError(1, `Error generating RSA key\n`);
  if (bits !== '2048') throw new ExitError(1, `cka-net: RSA keys of ${bits} bits are not simulated yet: 2048 are\n`);
  return newKey(() => world.random());
}

/** The dots and plus signs of the search for two primes. */
export function searchMarks({ world }: Process): string {
  const dots = (): string => Array.from({ length: 4 + (world.random() % 40) }, () => (world.random() % 6 === 0 ? '+' : '.')).join(''); // prettier-ignore
  const row = '+'.repeat(65);
  const line = (): string => `${dots()}${row}*${dots()}${row}*${dots()}${row}\n`;
  return line() + line();
}

/** The private key of a file. Throws ExitError. */
export function loadKey(process: Process, path: string | undefined, tail = ''): PrivateKey {
  const key = readPrivateKey(readInput(process, path, 'private key', tail));
  if (!key) throw new ExitError(1, `Could not read private key from ${path ?? '<stdin>'}\n${tail}`);
  return key;
}

export function genrsa(process: Process, words: readonly string[]): number {
  const args = readArguments('genrsa', words, { flags: 'traditional verbose quiet 3 f4 F4', valued: 'out', digests: false }); // prettier-ignore
  const key = generate(process, args.operands[0] ?? '2048');
  const pem = args.flags.has('traditional') ? rsaPrivateKeyPem(key) : privateKeyPem(key);
  writeOutput(process, 'genrsa', one(args, 'out'), pem, 0o600);
  return 0;
}

export function rsa(process: Process, words: readonly string[], command = 'rsa'): number {
  const args = readArguments(command, words, { flags: 'pubout check noout modulus traditional text pubin', valued: 'in out inform outform' }); // prettier-ignore
  const key = loadKey(process, one(args, 'in'));
  const { flags } = args;
  if (flags.has('text')) process.out(`Private-Key: (${key.n.toString(2).length} bit, 2 primes)\n`);
  if (flags.has('modulus')) process.out(`Modulus=${hexOf(bytesOfNumber(key.n)).toUpperCase()}\n`);
  if (flags.has('check')) process.out('RSA key ok\n');
  if (flags.has('noout')) return 0;
  if (command === 'rsa') process.err('writing RSA key\n');
  const pem = flags.has('pubout') ? publicKeyPem(key) : flags.has('traditional') ? rsaPrivateKeyPem(key) : privateKeyPem(key); // prettier-ignore
  writeOutput(process, command, one(args, 'out'), pem, 0o600);
  return 0;
}
