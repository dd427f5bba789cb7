import { ExitError } from '../clib/exit';
import { strtod, strtol } from '../clib/numbers';
import { strtolOrErr } from '../iputils/numbers';
import { parseIpv4, type Ipv4, type Ipv6 } from '../../packet/address';
import { parseIpv6 } from '../../packet/ipv6-address';
import type { GivenOption } from '../clib/getopt';
import { NODEINFO_USAGE, USAGE } from './texts';

/** What the command line of ping asks for; times in the units ping keeps them in. */
export interface PingOptions {
  family?: 'inet' | 'inet6';
  /** Stop after this many replies (-c); 0 means never. */
  count: number;
  /** Whole seconds until ping stops whatever happened (-w); 0 means never. */
  deadlineSeconds: number;
  /** Wait for a late reply after the last packet (-W), microseconds. */
  lingerUs: number;
  intervalMs: number;
  intervalGiven: boolean;
  preload: number;
  dataLength: number;
  ttl?: number;
  tos: number;
  identifier?: number;
  source?: Ipv4;
  source6?: Ipv6;
  flowLabel?: number;
  /** -N: ask for node information instead of an echo. */
  nodeInformation?: boolean;
  device?: string;
  pathMtuDiscovery?: 'do' | 'dont' | 'want';
  /** Record route (-R) or timestamps (-T) in the IP header. */
  ipOption?: 'R' | 'T';
  adaptive: boolean;
  audible: boolean;
  broadcast: boolean;
  flood: boolean;
  multicastLoop: boolean;
  numeric: boolean;
  outstanding: boolean;
  quiet: boolean;
  stickySource: boolean;
  timestamps: boolean;
  verbose: boolean;
  version: boolean;
}

/** Where option reading writes on its way: warnings to `err`, the pattern line of -p to `out`. */
export interface OptionOutput {
  out(text: string): void;
  err(text: string): void;
}

const INT_MAX = 2147483647;
const LONG_MAX = 9223372036854775807n;
const MAX_INTERVAL_SECONDS = INT_MAX / 1000;

/**
 * Reads the options in command-line order as iputils' ping.c does, so that of two mistakes the first one is reported.
 * Throws ExitError with ping's own text and status (1 for numbers, 2 for everything else).
 */
export function readOptions(
  given: readonly GivenOption[],
  output: OptionOutput,
  family?: 'inet' | 'inet6',
): PingOptions {
  const options: PingOptions = {
    ...(family && { family }),
    count: 0,
    deadlineSeconds: 0,
    lingerUs: 10_000_000,
    intervalMs: 1000,
    intervalGiven: false,
    preload: 1,
    dataLength: 56,
    tos: 0,
    adaptive: false,
    audible: false,
    broadcast: false,
    flood: false,
    multicastLoop: true,
    numeric: false,
    outstanding: false,
    quiet: false,
    stickySource: false,
    timestamps: false,
    verbose: false,
    version: false,
  };
  for (const { flag, value = '' } of given) readOption(options, flag, value, output);
  return options;
}

function readOption(options: PingOptions, flag: string, value: string, output: OptionOutput): void {
  switch (flag) {
    case '4':
    case '6': {
      const family = flag === '4' ? 'inet' : 'inet6';
      if (options.family !== undefined && options.family !== family) fail('only one -4 or -6 option may be specified');
      options.family = family;
      return;
    }
    case 'A':
      options.adaptive = true;
      return;
    case 'a':
      options.audible = true;
      return;
    case 'B':
      options.stickySource = true;
      return;
    case 'b':
      options.broadcast = true;
      return;
    case 'c':
      options.count = number(value, 1n, LONG_MAX);
      return;
    case 'D':
      options.timestamps = true;
      return;
    case 'e':
      options.identifier = number(value, 0n, 65535n);
      return;
    case 'f':
      options.flood = true;
      options.numeric = true;
      return;
    case 'I':
      readInterface(options, value);
      return;
    case 'i': {
      const seconds = duration(value, 'bad timing interval', output);
      if (seconds > MAX_INTERVAL_SECONDS) fail(`bad timing interval: ${value}`);
      options.intervalMs = Math.trunc(seconds * 1000);
      options.intervalGiven = true;
      return;
    }
    case 'l':
      options.preload = number(value, 1n, 65536n);
      return;
    case 'M':
      if (value !== 'do' && value !== 'dont' && value !== 'want') fail(`invalid -M argument: ${value}`);
      options.pathMtuDiscovery = value;
      return;
    case 'm':
      number(value, 0n, 4294967295n);
      return;
    case 'n':
      options.numeric = true;
      return;
    case 'O':
      options.outstanding = true;
      return;
    case 'p':
      readPattern(options, value, output);
      return;
    case 'Q':
      options.tos = readTos(value);
      return;
    case 'q':
      options.quiet = true;
      return;
    case 'S':
      number(value, 1n, BigInt(INT_MAX));
      return;
    case 's':
      options.dataLength = number(value, 0n, BigInt(INT_MAX));
      return;
    case 'R':
    case 'T':
      readIpOption(options, flag, value);
      return;
    case 't':
      options.ttl = number(value, 0n, 255n);
      return;
    case 'V':
      options.version = true;
      return;
    case 'v':
      options.verbose = true;
      return;
    case 'W': {
      const seconds = duration(value, 'bad linger time', output);
      if (seconds < 0 || seconds > MAX_INTERVAL_SECONDS) fail(`bad linger time: ${value}`);
      options.lingerUs = Math.trunc(seconds * 1_000_000);
      return;
    }
    case 'w':
      options.deadlineSeconds = number(value, 0n, BigInt(INT_MAX));
      return;
    case 'h':
    case '?':
      throw new ExitError(2, USAGE);
    case 'F':
      options.flowLabel = readFlowLabel(value);
      return;
    case 'L':
      options.multicastLoop = false;
      return;
    case 'N':
      if (!NODE_QUERIES.test(value)) throw new ExitError(2, NODEINFO_USAGE);
      options.nodeInformation = true;
      return;
    case 'C':
    case 'd':
    case 'U':
      return; // a connected socket, SO_DEBUG and user-to-user time change nothing one can see here
    default:
      throw new ExitError(2, `cka-net: ping -${flag} is not simulated yet\n`);
  }
}

/** What a node information query may ask for; over IPv4 it changes nothing. */
const NODE_QUERIES =
  /^(name|ipv6(-(all|compatible|global|linklocal|sitelocal))?|ipv4(-all)?|subject-(ipv6|ipv4|name|fqdn)=.*)$/;

/** ping.c parseflow: hexadecimal or decimal; IPv6 alone uses it. */
function readFlowLabel(text: string): number {
  const { value, rest } = strtol(text, /^0[xX]/.test(text) ? 16 : 10);
  if (rest !== '') fail(`bad value for flowinfo: ${text}`);
  if (value < 0n || value > 0xfffffn) fail(`flow value is greater than 20 bits: ${text}`);
  return Number(value);
}

function fail(message: string): never {
  throw new ExitError(2, `ping: ${message}\n`);
}

function number(text: string, min: bigint, max: bigint): number {
  return strtolOrErr('ping', text, min, max);
}

/** ping.c ping_strtod: what follows the number only draws a warning. */
function duration(text: string, message: string, output: OptionOutput): number {
  if (text === '') fail(`${message}: ${text}`);
  const { value, rest } = strtod(text);
  if (rest !== '' || value === Infinity || value === -Infinity) {
    output.err(`ping: option argument contains garbage: ${rest}\nping: this will become fatal error in the future\n`);
  }
  if (!Number.isFinite(value)) fail(`${message}: ${text}: Numerical result out of range`);
  return value;
}

function readTos(text: string): number {
  const { value, rest } = strtol(text, /^0[xX]/.test(text) ? 16 : 10);
  if (rest !== '') fail(`bad TOS value: ${text}`);
  const tos = Number(BigInt.asIntN(32, value));
  if (tos > 255) fail(`the decimal value of TOS bits must be in range 0-255: ${tos}`);
  return tos & 255;
}

function readInterface(options: PingOptions, text: string): void {
  const address = parseIpv4(text);
  if (text.includes(':')) {
    const [ipv6 = '', device] = text.split('%', 2);
    const source = parseIpv6(ipv6);
    if (source === undefined) fail(`invalid source address: ${text}`);
    options.source6 = source === '::' ? undefined : source;
    options.device = device ?? options.device;
    options.stickySource = true;
  } else if (address !== undefined) {
    options.source = address === 0 ? undefined : address;
    options.stickySource = true;
  } else {
    options.device = text;
  }
}

function readIpOption(options: PingOptions, flag: 'R' | 'T', value: string): void {
  if (options.ipOption !== undefined && options.ipOption !== flag) fail('only one of -T or -R may be used');
  if (flag === 'T' && !['tsonly', 'tsandaddr', 'tsprespec'].includes(value)) fail(`invalid timestamp type: ${value}`);
  options.ipOption = flag;
}

function readPattern(options: PingOptions, text: string, output: OptionOutput): void {
  const bad = text.search(/[^0-9a-fA-F]/);
  if (bad >= 0) fail(`patterns must be specified as hex digits: ${text.slice(bad)}`);
  const bytes = (text.slice(0, 32).match(/..?/g) ?? []).map((byte) => byte.toLowerCase().padStart(2, '0'));
  if (!options.quiet) output.out(`PATTERN: 0x${bytes.join('')}\n`);
}
