import { formatG, strtod, strtol } from '../clib/numbers';
import { ExitError } from '../clib/exit';
import { GAI_ERRORS, getaddrinfo } from '../resolver/getaddrinfo';
import { lookUp } from '../resolver/lookup';
import type { Process } from '../tool';
import type { Ipv4 } from '../../packet/address';
import type { IpAddress } from '../../packet/ipv6-address';
import { operandsProblem, parseClif } from './clif';
import { TRACEROUTE } from './declaration';
import { USAGE, VERSION } from './texts';

export type MethodName = 'default' | 'udp' | 'icmp' | 'tcp';

/** What the command line of traceroute asks for; times in microseconds. */
export interface TracerouteOptions {
  method: MethodName;
  firstHop: number;
  maxHops: number;
  perHop: number;
  simultaneous: number;
  /** -p: a port, or for ICMP a sequence number; 0 when not given. */
  port: number;
  sourcePort: number;
  tos: number;
  /** -1 when not given. */
  packetLength: number;
  waitUs: number;
  hereFactor: number;
  nearFactor: number;
  sendIntervalUs: number;
  /** -4 or -6; undefined: whatever the host has. */
  family: 'inet' | 'inet6' | undefined;
  source?: IpAddress;
  device?: string;
  dontFragment: boolean;
  numeric: boolean;
  mtu: boolean;
  back: boolean;
  tcpInfo: boolean;
  /** As typed, and its address. */
  host: string;
  destination: IpAddress;
  /** The link of a link-local address. */
  scope?: { readonly name: string; readonly ifindex: number };
}

const METHODS: ReadonlyMap<string, MethodName> = new Map(
  (['default', 'udp', 'icmp', 'tcp'] as const).map((name) => [name, name]),
);
/** Methods of the real program that the simulator has not. */
const OTHER_METHODS: ReadonlySet<string> = new Set(['tcpconn', 'udplite', 'dccp', 'raw']);
const REFUSED: ReadonlyMap<string, string> = new Map(
  ['-g', '-r', '-A', '-UL', '-D', '-P'].map((name) => [name, `traceroute ${name}`]),
);

interface Draft {
  moduleName: string;
  wait: number;
  sendSeconds: number;
}

/** Reads the command line as main() of traceroute.c. Throws ExitError; `undefined` when help or version was asked for. */
export async function readCommandLine(process: Process): Promise<TracerouteOptions | undefined> {
  const { argv } = process;
  if (argv.length <= 1) {
    process.err(USAGE);
    return undefined;
  }
  const draft: Draft = { moduleName: 'default', wait: 5, sendSeconds: 0 };
  const options: TracerouteOptions = {
    method: 'default',
    firstHop: 1,
    maxHops: 30,
    perHop: 3,
    simultaneous: 16,
    port: 0,
    sourcePort: 0,
    tos: 0,
    packetLength: -1,
    waitUs: 0,
    hereFactor: 3,
    nearFactor: 10,
    sendIntervalUs: 0,
    // traceroute.c: a name that ends in a digit says the family.
    family: argv[0]?.endsWith('6') ? 'inet6' : argv[0]?.endsWith('4') ? 'inet' : undefined,
    dontFragment: false,
    numeric: false,
    mtu: false,
    back: false,
    tcpInfo: false,
    host: '',
    destination: 0 as Ipv4,
  };
  const result = parseClif(argv, TRACEROUTE.options, (name, value = '') =>
    readOption(process, options, draft, name, value),
  );
  if (result.kind === 'exit') return undefined;
  if (result.kind === 'error') throw new ExitError(2, result.message);
  const { operands } = result;
  const problem = operandsProblem(operands);
  if (problem !== undefined) throw new ExitError(2, problem);
  const [host, length] = operands;
  const found = await resolve(process, host?.text ?? '', options.family);
  if (found === undefined) throw new ExitError(2, cannotHandle('host', host, 1));
  if (length) {
    const number = integer(length.text);
    if (number === undefined) throw new ExitError(2, cannotHandle('packetlen', length, 2));
    options.packetLength = number | 0;
  }
  return check({ ...options, host: host?.text ?? '', ...found }, draft);
}

function cannotHandle(name: string, operand: { text: string; argc: number } | undefined, position: number): string {
  return `Cannot handle "${name}" cmdline arg \`${operand?.text ?? ''}' on position ${position} (argc ${operand?.argc ?? 0})\n`;
}

function readOption(
  process: Process,
  options: TracerouteOptions,
  draft: Draft,
  name: string,
  value: string,
): 'taken' | 'unusable' | 'exit' {
  const refused = REFUSED.get(name);
  if (refused !== undefined) throw new ExitError(2, `cka-net: ${refused} is not simulated yet\n`);
  const count = COUNTS.get(name);
  if (count) {
    const number = integer(value);
    if (number !== undefined) options[count] = number >>> 0;
    return number === undefined ? 'unusable' : 'taken';
  }
  const toggle = FLAGS.get(name);
  if (toggle) {
    options[toggle] = true;
    return 'taken';
  }
  const method = METHOD_OPTIONS.get(name);
  if (method !== undefined) draft.moduleName = method;
  switch (name) {
    case '--help':
    case '-V':
      process.err(name === '-V' ? VERSION : USAGE);
      return 'exit';
    case '-4':
    case '-6':
      options.family = name === '-6' ? 'inet6' : 'inet';
      return 'taken';
    case '-M':
      draft.moduleName = value;
      return 'taken';
    case '-O':
      if (value !== 'info') throw new ExitError(2, `cka-net: traceroute -O ${value} is not simulated yet\n`);
      options.tcpInfo = true;
      return 'taken';
    case '-i':
      options.device = value;
      return 'taken';
    case '-s': {
      const own = getaddrinfo(process.files, value, { family: options.family });
      if (own.type === 'error') process.err(`${value}: ${GAI_ERRORS[own.error]}\n`);
      else options.source = own.address;
      return own.type === 'error' ? 'unusable' : 'taken';
    }
    case '-p':
    case '--sport': {
      const port = strtol(value, 0);
      if (port.empty) return 'unusable';
      options[name === '-p' ? 'port' : 'sourcePort'] = Number(BigInt.asUintN(32, port.value));
      return 'taken';
    }
    case '-w':
      return readWait(options, draft, value) ? 'taken' : 'unusable';
    case '-z': {
      const { value: seconds, rest } = strtod(value);
      draft.sendSeconds = seconds;
      return rest === '' && value !== '' ? 'taken' : 'unusable';
    }
    case '-l':
    case '--fwmark':
      return integer(value) === undefined ? 'unusable' : 'taken';
    default:
      return 'taken';
  }
}

const COUNTS: ReadonlyMap<string, 'firstHop' | 'maxHops' | 'perHop' | 'simultaneous' | 'tos'> = new Map([
  ['-f', 'firstHop'],
  ['-m', 'maxHops'],
  ['-q', 'perHop'],
  ['-N', 'simultaneous'],
  ['-t', 'tos'],
]);
const FLAGS: ReadonlyMap<string, 'dontFragment' | 'numeric' | 'mtu' | 'back'> = new Map([
  ['-F', 'dontFragment'],
  ['-n', 'numeric'],
  ['--mtu', 'mtu'],
  ['--back', 'back'],
]);
const METHOD_OPTIONS: ReadonlyMap<string, MethodName> = new Map([
  ['-I', 'icmp'],
  ['-T', 'tcp'],
  ['-U', 'udp'],
]);

/** strtoul(3) of a whole word, base 0; undefined when it is no number. */
function integer(text: string): number | undefined {
  const { value, rest, empty } = strtol(text, 0);
  return empty || rest !== '' ? undefined : Number(BigInt.asUintN(32, value));
}

/** set_wait_specs: MAX[,HERE[,NEAR]]; any character may separate them. */
function readWait(options: TracerouteOptions, draft: Draft, text: string): boolean {
  const factors = [0, 0, 0];
  let rest = text;
  for (const i of factors.keys()) {
    const read = strtod(rest);
    if (read.rest === rest) return false;
    factors[i] = read.value;
    rest = read.rest;
    if (rest === '') break;
    if (i === 2) return false;
    rest = rest.slice(1);
  }
  const [wait = 0, here = 0, near = 0] = factors;
  draft.wait = wait;
  options.hereFactor = here;
  options.nearFactor = near;
  return true;
}

/** getaddr(): says on standard error why a name cannot be resolved. */
async function resolve(
  process: Process,
  name: string,
  family: TracerouteOptions['family'],
): Promise<Pick<TracerouteOptions, 'destination' | 'scope'> | undefined> {
  const netlink = process.netlink();
  const isDevice = (device: string): boolean => netlink.link(device) !== undefined;
  const resolved = await lookUp(process, name, { family, isDevice });
  if (resolved.type === 'error') {
    process.err(`${name}: ${GAI_ERRORS[resolved.error]}\n`);
    return undefined;
  }
  const link = resolved.type === 'inet6' && resolved.scope !== undefined ? netlink.link(resolved.scope) : undefined;
  return { destination: resolved.address, ...(link && { scope: { name: link.name, ifindex: link.ifindex } }) };
}

function check(options: TracerouteOptions, { moduleName, wait, sendSeconds }: Draft): TracerouteOptions {
  const method = METHODS.get(moduleName);
  if (OTHER_METHODS.has(moduleName)) {
    throw new ExitError(2, `cka-net: traceroute -M ${moduleName} is not simulated yet\n`);
  }
  const { firstHop, maxHops, perHop, hereFactor, nearFactor, packetLength, mtu } = options;
  const refuse = (message: string): never => {
    throw new ExitError(2, `${message}\n`);
  };
  if (!method) return refuse(`Unknown traceroute module ${moduleName}`);
  if (firstHop === 0 || firstHop > maxHops) refuse('first hop out of range');
  if (maxHops > 255) refuse('max hops cannot be more than 255');
  if (perHop === 0 || perHop > 10) refuse('no more than 10 probes per hop');
  if (wait < 0 || hereFactor < 0 || nearFactor < 0) {
    refuse(`bad wait specifications \`${[wait, hereFactor, nearFactor].map(formatG).join(',')}' used`);
  }
  if (packetLength > 65000) refuse(`too big packetlen ${packetLength} specified`);
  if (sendSeconds < 0) refuse(`bad sendtime \`${formatG(sendSeconds)}' specified`);
  const oneByOne = options.sourcePort !== 0;
  return {
    ...options,
    method,
    waitUs: wait * 1_000_000,
    sendIntervalUs: (sendSeconds >= 10 ? sendSeconds / 1000 : sendSeconds) * 1_000_000,
    ...(oneByOne && { simultaneous: 1, hereFactor: 0, nearFactor: 0 }),
    ...(mtu && { dontFragment: true, simultaneous: 1, packetLength: packetLength < 0 ? 65000 : packetLength }),
  };
}
