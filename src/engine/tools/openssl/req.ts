import { LAB_EPOCH_MS } from '../../kernel/clock';
import { ExitError } from '../clib/exit';
import type { Process } from '../tool';
import { makeCertificate, makeRequest, readRequest, type CertificateRequest } from '../x509/certificate';
import { bytesOfNumber, hexOf, numberOfBytes } from '../x509/der';
import { isNameType, nameOf, nameText, type Name } from '../x509/name';
import { pemBlocks, pemText } from '../x509/pem';
import { privateKeyPem, publicKeyPem, sign, verifies, type PrivateKey } from '../x509/rsa';
import { one, readArguments, readInput, THREAD, writeOutput, type Arguments } from './arguments';
import { extensionOf, extensionsOf, sectionsOf, selfSigned } from './extension-words';
import { generate, loadKey, searchMarks } from './keys';
import { requestText } from './print';

/** openssl-req(1). */

const DAY_MS = 86_400_000;

export function req(process: Process, words: readonly string[]): number {
  const args = readArguments('req', words, {
    flags: 'new x509 nodes noenc verify batch noout text subject modulus pubkey verbose utf8 newhdr',
    valued: 'newkey key keyout out in subj addext days set_serial config extensions reqexts inform outform nameopt section not_before not_after CA CAkey passin passout sigopt', // prettier-ignore
  });
  const { flags } = args;
  const makes = flags.has('new') || flags.has('x509') || args.values.has('newkey');
  return makes && one(args, 'in') === undefined ? make(process, args) : show(process, args);
}

function make(process: Process, args: Arguments): number {
  const { flags } = args;
  const given = one(args, 'key');
  let key: PrivateKey;
  if (given !== undefined) key = loadKey(process, given);
  else {
    const [, bits = '2048'] = /^rsa(?::(\d+))?$/.exec(one(args, 'newkey') ?? 'rsa:2048') ?? [];
    if (!/^rsa(:\d+)?$/.test(one(args, 'newkey') ?? 'rsa')) throw new ExitError(1, `cka-net: openssl req -newkey ${one(args, 'newkey') ?? ''} is not simulated yet\n`); // prettier-ignore
    key = generate(process, bits);
    process.err(searchMarks(process));
    if (!flags.has('nodes') && !flags.has('noenc')) {
      process.err('Enter PEM pass phrase:\n');
      throw new ExitError(1, 'cka-net: keys with a pass phrase are not simulated yet: -nodes leaves it out\n');
    }
    writeOutput(process, 'req', one(args, 'keyout') ?? 'privkey.pem', privateKeyPem(key), 0o600);
    process.err('-----\n');
  }
  const path = one(args, 'config');
  const config = path === undefined ? undefined : sectionsOf(readInput(process, path, 'config'));
  const settings = config?.get('req');
  const subject = subjectOf(process, args, config?.get(settings?.get('distinguished_name') ?? ''), settings?.get('prompt') === 'no'); // prettier-ignore
  const keys = { own: key, issuer: key };
  const named = flags.has('x509') ? (one(args, 'extensions') ?? settings?.get('x509_extensions')) : (one(args, 'reqexts') ?? settings?.get('req_extensions')); // prettier-ignore
  const section = named === undefined ? undefined : config?.get(named);
  const extensions = [
    ...(section && config ? extensionsOf(section, keys, config) : []),
    ...(args.values.get('addext') ?? []).map((text) => {
      const [, name = '', value = ''] = /^\s*([^=\s]+)\s*=\s*(.*)$/s.exec(text) ?? [];
      return extensionOf(name, value, keys, config);
    }),
  ];
  const signer = (message: string): string => sign(key, message);
  if (!flags.has('x509')) {
    finish(process, args, { label: 'CERTIFICATE REQUEST', der: makeRequest({ subject, key, extensions }, signer) });
    return 0;
  }
  const days = Number(one(args, 'days') ?? 30);
  const notBeforeMs = nowMs(process);
  const serial = one(args, 'set_serial');
  const der = makeCertificate(
    {
      serial: serial === undefined ? randomSerial(process) : BigInt(serial),
      ...{ issuer: subject, subject, key, notBeforeMs, notAfterMs: notBeforeMs + days * DAY_MS },
      extensions: selfSigned(keys, extensions),
    },
    signer,
  );
  finish(process, args, { label: 'CERTIFICATE', der });
  return 0;
}

function finish(
  process: Process,
  args: Arguments,
  { label, der }: { readonly label: string; readonly der: string },
): void {
  const request = label === 'CERTIFICATE REQUEST' ? readRequest(der) : undefined;
  if (args.flags.has('text') && request) process.out(requestText(request));
  if (!args.flags.has('noout')) writeOutput(process, 'req', one(args, 'out'), pemText(label, der));
}

/** Whole seconds of the lab's clock. */
export function nowMs({ world }: Process): number {
  return LAB_EPOCH_MS + Math.floor(world.nowUs / 1e6) * 1000;
}

/** Twenty bytes, the first bit of them zero (rand_serial). */
export function randomSerial({ world }: Process): bigint {
  let bytes = String.fromCharCode((world.random() & 0x7f) | 0x10);
  while (bytes.length < 20) bytes += String.fromCharCode(world.random() & 255);
  return numberOfBytes(bytes);
}

/** What openssl.cnf of Debian asks for when there is no -subj. */
const QUESTIONS: readonly (readonly [type: string, question: string, usual: string])[] = [['C', 'Country Name (2 letter code)', 'AU'], ['ST', 'State or Province Name (full name)', 'Some-State'], ['L', 'Locality Name (eg, city)', ''], ['O', 'Organization Name (eg, company)', 'Internet Widgits Pty Ltd'], ['OU', 'Organizational Unit Name (eg, section)', ''], ['CN', 'Common Name (e.g. server FQDN or YOUR name)', ''], ['emailAddress', 'Email Address', '']]; // prettier-ignore
const PREFACE = `You are about to be asked to enter information that will be incorporated
into your certificate request.
What you are about to enter is what is called a Distinguished Name or a DN.
There are quite a few fields but you can leave some blank
For some fields there will be a default value,
If you enter '.', the field will be left blank.
-----
`;

function subjectOf(
  process: Process,
  args: Arguments,
  section: ReadonlyMap<string, string> | undefined,
  fixed: boolean,
): Name {
  const text = one(args, 'subj');
  if (text !== undefined) return parseSubject(process, text);
  if (fixed && section)
    return nameOf([...section].map(([type, value]) => [type.replace(/^\d+\./, ''), value] as const));
  if (args.flags.has('batch')) return nameOf(QUESTIONS.filter(([, , usual]) => usual !== '').map(([type, , usual]) => [type, usual] as const)); // prettier-ignore
  process.err(PREFACE);
  const lines = process.stdin.split('\n').slice(0, -1);
  const attributes: (readonly [string, string])[] = [];
  for (const [type, question, usual] of QUESTIONS) {
    process.err(`${question} [${usual}]:`);
    const line = lines.shift();
    if (line === undefined) throw new ExitError(1, `Error making certificate request\n`);
    const value = line === '' ? usual : line;
    if (value !== '.' && value !== '') attributes.push([type, value]);
  }
  if (!args.flags.has('x509'))
    process.err("\nPlease enter the following 'extra' attributes\nto be sent with your certificate request\nA challenge password []:An optional company name []:"); // prettier-ignore
  return nameOf(attributes);
}

/** `/CN=name/O=group`; a backslash takes the meaning of what follows (parse_name). */
function parseSubject(process: Process, text: string): Name {
  const refuse = (): never => {
    throw new ExitError(1, `req: subject name is expected to be in the format /type0=value0/type1=value1/type2=... where characters may be escaped by \\. This name is not in that format: '${text}'\n`); // prettier-ignore
  };
  if (!text.startsWith('/')) return refuse();
  const attributes: (readonly [string, string])[] = [];
  for (const [part] of text.slice(1).matchAll(/(?:\\.|[^\\/])+/gs)) {
    const equals = part.indexOf('=');
    if (equals < 0) throw new ExitError(1, `req: Hit end of string before finding the '='\n`);
    const [type, value] = [part.slice(0, equals), part.slice(equals + 1).replace(/\\(.)/gs, '$1')];
    if (!isNameType(type)) process.err(`req warning: Skipping unknown subject name attribute "${type}"\n`);
    else if (value === '')
      process.err(`req warning: No value provided for subject name attribute "${type}", skipped\n`);
    else attributes.push([type, value]);
  }
  return nameOf(attributes);
}

/** The request of a file. Throws ExitError. */
export function loadRequest(process: Process, path: string | undefined): CertificateRequest {
  let text = process.stdin;
  if (path !== undefined && path !== '-') {
    if (!process.files.exists(path))
      throw new ExitError(1, `Can't open "${path}" for reading, No such file or directory\n${THREAD}:error:80000002:system library:BIO_new_file:No such file or directory:../crypto/bio/bss_file.c:67:calling fopen(${path}, r)\n${THREAD}:error:10000080:BIO routines:BIO_new_file:no such file:../crypto/bio/bss_file.c:75:\nUnable to load X509 request\n`); // prettier-ignore
    text = process.files.read(path);
  }
  const block = pemBlocks(text).find(({ label }) => label === 'CERTIFICATE REQUEST' || label === 'NEW CERTIFICATE REQUEST'); // prettier-ignore
  const request = block && readRequest(block.der);
  if (!request) throw new ExitError(1, `Unable to load X509 request\n${THREAD}:error:0480006C:PEM routines:get_name:no start line:../crypto/pem/pem_lib.c:760:Expecting: CERTIFICATE REQUEST\n`); // prettier-ignore
  return request;
}

function show(process: Process, args: Arguments): number {
  const { flags } = args;
  const request = loadRequest(process, one(args, 'in'));
  if (flags.has('verify')) {
    const fine = verifies(request.key, request.signed, request.signature);
    process.err(`Certificate request self-signature ${fine ? 'verify OK' : 'did not match the contents'}\n`);
    if (!fine) return 1;
  }
  if (flags.has('text')) process.out(requestText(request));
  if (flags.has('subject')) process.out(`subject=${nameText(request.subject)}\n`);
  if (flags.has('pubkey')) process.out(publicKeyPem(request.key));
  if (flags.has('modulus')) process.out(`Modulus=${hexOf(bytesOfNumber(request.key.n)).toUpperCase()}\n`);
  if (!flags.has('noout')) writeOutput(process, 'req', one(args, 'out'), pemText('CERTIFICATE REQUEST', request.der));
  return 0;
}
