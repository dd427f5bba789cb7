import { ExitError } from '../clib/exit';
import { GRPCURL } from './declaration';

/** What the command line of grpcurl says (Go's package flag: one dash or two, `-name value` or `-name=value`, up to the first word that is none). */

export interface Options {
  /** Those that may be given more than once too. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlySet<string>;
  readonly target: string;
  readonly verb: 'list' | 'describe' | 'invoke';
  readonly symbol: string;
}

/** Flags of the real one that a lab leaves out. */
const OTHERS: ReadonlySet<string> = new Set(['protoset', 'protoset-out', 'proto-out-dir', 'alts', 'alts-handshaker-service', 'alts-target-service-account', 'expand-headers', 'format-error', 'keepalive-time', 'max-msg-sz', 'unix', 'use-reflection']); // prettier-ignore

function usage(message: string): ExitError {
  return new ExitError(2, `${message}\nTry 'grpcurl -help' for more details.\n`);
}

export function readOptions(words: readonly string[], err: (text: string) => void): Options {
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      at++;
      break;
    }
    const match = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(word);
    if (!match) break;
    const [, name = '', attached] = match;
    const known = GRPCURL.options.find(({ names }) => names.includes(`-${name}`));
    if (OTHERS.has(name)) throw new ExitError(2, `cka-net: grpcurl -${name} is not simulated yet\n`);
    if (!known) throw new ExitError(2, `flag provided but not defined: -${name}\n${USAGE}`);
    if (!known.value) {
      if (attached !== 'false') flags.add(name);
      continue;
    }
    const value = attached ?? words[++at];
    if (value === undefined) throw new ExitError(2, `flag needs an argument: -${name}\n${USAGE}`);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  if (flags.has('help')) throw new ExitError(0, USAGE);
  if (flags.has('version')) throw new ExitError(0, `grpcurl v${VERSION}\n`);
  check(values, flags);
  const rest = words.slice(at);
  const [first] = rest;
  if (first === undefined) throw usage('Too few arguments.');
  const target = first === 'list' || first === 'describe' ? '' : first;
  if (target !== '') rest.shift();
  const verb = rest.shift();
  if (verb === undefined) throw usage('Too few arguments.');
  const told = verb === 'list' || verb === 'describe' ? verb : 'invoke';
  const symbol = told === 'invoke' ? verb : (rest.shift() ?? '');
  if (told !== 'invoke' && values.has('d'))
    err("Warning: The -d argument is not used with 'list' or 'describe' verb.\n");
  if (told !== 'invoke' && values.has('rpc-header')) err("Warning: The -rpc-header argument is not used with 'list' or 'describe' verb.\n"); // prettier-ignore
  if (rest.length > 0) throw usage('Too many arguments.');
  if (told === 'invoke' && target === '') throw usage('No host:port specified.');
  if (target === '' && !values.has('proto')) throw usage('No host:port specified, no protoset specified, and no proto sources specified.'); // prettier-ignore
  if (values.has('import-path') && !values.has('proto')) err('Warning: The -import-path argument is not used unless -proto files are used.\n'); // prettier-ignore
  return { values, flags, target, verb: told, symbol };
}

function check(values: ReadonlyMap<string, readonly string[]>, flags: ReadonlySet<string>): void {
  for (const name of ['connect-timeout', 'max-time']) {
    const given = values.get(name)?.at(-1);
    if (given !== undefined && !/^-?\d*\.?\d+(e[+-]?\d+)?$/i.test(given)) throw new ExitError(2, `invalid value "${given}" for flag -${name}: parse error\n${USAGE}`); // prettier-ignore
    if (given?.startsWith('-')) throw usage(`The -${name} argument must not be negative.`);
  }
  const plain = flags.has('plaintext');
  if (plain && flags.has('insecure')) throw usage('The -insecure argument can only be used with TLS.');
  for (const name of ['cert', 'key']) if (plain && values.has(name)) throw usage(`The -${name} argument can only be used with TLS.`); // prettier-ignore
  if (values.has('cert') !== values.has('key')) throw usage('The -cert and -key arguments must be used together and both be present.'); // prettier-ignore
  const format = values.get('format')?.at(-1) ?? 'json';
  if (format === 'text') throw new ExitError(2, 'cka-net: grpcurl -format text is not simulated yet\n');
  if (format !== 'json') throw usage("The -format option must be 'json' or 'text'.");
}

export const VERSION = '1.9.3';

const USAGE = `Usage:
	grpcurl [flags] [address] [list|describe] [symbol]

The 'address' is only optional when used with 'list' or 'describe' and a
protoset or proto flag is provided.

If 'list' is indicated, the symbol (if present) should be a fully-qualified
service name. If present, all methods of that service are listed. If not
present, all exposed services are listed, or all services defined in protosets.

If 'describe' is indicated, the descriptor for the given symbol is shown. The
symbol should be a fully-qualified service, enum, or message name. If no symbol
is given then the descriptors for all exposed or known services are shown.

If neither verb is present, the symbol must be a fully-qualified method name in
'service/method' or 'service.method' format. In this case, the request body will
be used to invoke the named method. If no body is given but one is required
(i.e. the method is unary or server-streaming), an empty instance of the
method's request type will be sent.

The address will typically be in the form "host:port" where host can be an IP
address or a hostname and port is a numeric port or service name. If an IPv6
address is given, it must be surrounded by brackets, like "[2001:db8::1]". For
Unix variants, if a -unix=true flag is present, then the address must be the
path to the domain socket.

Available flags:
${GRPCURL.options.map(({ names: [name = ''], value, words }) => `  ${name}${value ? ` ${value.type === 'number' ? 'float' : value.name === 'HEADER' || value.name === 'FOLDER' ? 'value' : 'string'}` : ''}\n    \t${words.en}\n`).join('')}`; // prettier-ignore
