import { sha1Bytes } from '../digest/sha1';
import { sha256 } from '../digest/sha256';
import { ExitError, exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import { toBytes } from '../http/bytes';
import type { Process } from '../tool';
import { hexOf } from '../x509/der';
import { one, readArguments, readInput, writeOutput } from './arguments';
import { OPENSSL } from './declaration';
import { genrsa, rsa } from './keys';
import { req } from './req';
import { sClient } from './s-client';
import { verify } from './verify';
import { x509 } from './x509';

/** openssl(1) 3.0.19, as far as people of a cluster need it. */
export const openssl: Program = {
  ...OPENSSL,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

type Command = (process: Process, words: readonly string[]) => number | Promise<number>;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['req', req],
  ['x509', x509],
  ['genrsa', genrsa],
  ['rsa', (process, words) => rsa(process, words)],
  ['pkey', (process, words) => rsa(process, words, 'pkey')],
  ['verify', verify],
  ['s_client', sClient],
  ['rand', rand],
  ['dgst', (process, words) => dgst(process, words)],
  ['sha256', (process, words) => dgst(process, ['-sha256', ...words])],
  ['sha1', (process, words) => dgst(process, ['-sha1', ...words])],
  ['version', version],
]);

/** Commands of the real one that a lab leaves out. */
const OTHERS: ReadonlySet<string> = new Set('asn1parse ca ciphers cmp cms crl crl2pkcs7 dhparam dsa dsaparam ec ecparam enc engine errstr fipsinstall gendsa genpkey help info kdf list mac nseq ocsp passwd pkcs12 pkcs7 pkcs8 pkeyparam pkeyutl prime rehash rsautl s_server s_time sess_id smime speed spkac srp storeutl ts md5 sha512 base64'.split(' ')); // prettier-ignore

function run(process: Process): number | Promise<number> {
  const [, name, ...words] = process.argv;
  if (name === undefined) throw new ExitError(0, HELP);
  const command = COMMANDS.get(name);
  if (command) return command(process, words);
  if (OTHERS.has(name)) throw new ExitError(1, `cka-net: openssl ${name} is not simulated yet\n`);
  throw new ExitError(1, `Invalid command '${name}'; type "help" for a list.\n`);
}

const HELP = `help:

Standard commands
dgst              genrsa            pkey              rand
req               rsa               s_client          sha1
sha256            verify            version           x509

`;

function version(process: Process, words: readonly string[]): number {
  process.out('OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19 27 Jan 2026)\n');
  if (words.includes('-a')) process.out('built on: Fri Apr  3 12:29:32 2026 UTC\nplatform: debian-amd64\n');
  return 0;
}

function rand(process: Process, words: readonly string[]): number {
  const args = readArguments('rand', words, { flags: 'base64 hex', valued: 'out', digests: false });
  const count = Number(args.operands[0] ?? '');
  if (!Number.isInteger(count) || args.operands.length === 0) throw new ExitError(1, 'rand: Use -help for summary.\n');
  let bytes = '';
  while (bytes.length < count) bytes += String.fromCharCode(process.world.random() & 255);
  const text = args.flags.has('hex') ? `${hexOf(bytes)}\n` : args.flags.has('base64') ? `${(btoa(bytes).match(/.{1,64}/g) ?? []).join('\n')}\n` : bytes; // prettier-ignore
  writeOutput(process, 'rand', one(args, 'out'), text);
  return 0;
}

function dgst(process: Process, words: readonly string[]): number {
  const args = readArguments('dgst', words, { flags: 'hex r c', valued: 'out' });
  const wide = !args.flags.has('sha1');
  const files = args.operands.length > 0 ? args.operands : [undefined];
  for (const file of files) {
    const bytes = toBytes(readInput(process, file, 'file'));
    const digest = hexOf(wide ? String.fromCharCode(...sha256(bytes)) : sha1Bytes(bytes));
    process.out(`${wide ? 'SHA2-256' : 'SHA1'}(${file ?? 'stdin'})= ${digest}\n`);
  }
  return 0;
}
