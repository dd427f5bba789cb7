import { ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import { isFamily, readFamilies } from '../nettools/families';
import { ROUTABLE_FAMILIES } from '../route/texts';
import type { Process } from '../tool';
import { NETSTAT } from './declaration';
import { USAGE, VERSION } from './texts';

/** Tables of sockets, in the order netstat prints them. */
export const PROTOCOLS = ['tcp', 'sctp', 'udp', 'udplite', 'raw'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** What the command line of netstat asks for. */
export interface NetstatOptions {
  /** Letters of getopt; options without one by their long name. */
  readonly flags: ReadonlySet<string>;
  /** How often -e was given. */
  readonly extend: number;
  /** Tables of Internet sockets; undefined when the command line names no table of any kind, which means all. */
  readonly protocols: ReadonlySet<Protocol> | undefined;
  /** The tables come from an address family, so a table that the kernel lacks is no error. */
  readonly byFamily: boolean;
  readonly inet: boolean;
  readonly inet6: boolean;
  readonly unix: boolean;
  /** The last family named, for -r and -s. */
  readonly family: string;
}

const PROTOCOL_FLAGS: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['t', 'tcp'],
  ['S', 'sctp'],
  ['u', 'udp'],
  ['U', 'udplite'],
  ['w', 'raw'],
]);
/** Address families netstat has lists of, that this kernel has not: their long names and what the complaint calls them. */
const ABSENT: ReadonlyMap<string, string> = new Map([
  ['ipx', 'AF IPX'],
  ['ax25', 'AF AX25'],
  ['x25', 'AF X25'],
  ['netrom', 'AF NETROM'],
  ['rose', 'AF ROSE'],
]);
const USAGE_STATUS = 3;

/** main() of netstat.c. Undefined when there is nothing more to do (-V, -h). Throws ExitError. */
export function readCommandLine(process: Process): NetstatOptions | undefined {
  const { options, error } = parseOptions(NETSTAT, process.argv.slice(1));
  const flags = new Set<string>();
  const protocols = new Set<Protocol>();
  const families: string[] = [];
  let extend = 0;
  for (const { flag, value = '' } of options) {
    const protocol = PROTOCOL_FLAGS.get(flag);
    if (protocol !== undefined) protocols.add(protocol);
    else if (flag === 'A') families.push(...readFamilies(value));
    else if (flag === '4' || flag === '6') families.push(flag === '4' ? 'inet' : 'inet6');
    else if (flag === 'x') families.push('unix');
    else if (isFamily(flag)) families.push(...readFamilies(flag));
    else if (flag === 'e') extend++;
    else if (flag === 'V') {
      process.out(VERSION);
      return undefined;
    } else if (flag === 'h') {
      process.err(ROUTABLE_FAMILIES);
      process.out(USAGE);
      return undefined;
    } else if (flag === '?') throw new ExitError(USAGE_STATUS, USAGE + ROUTABLE_FAMILIES);
    else if (flag === 'Z') throw new ExitError(1, 'SELinux is not enabled on this machine.\n');
    else flags.add(flag);
  }
  const wrong = error !== undefined || ['i', 'r', 'M', 's'].filter((flag) => flags.has(flag)).length > 1;
  if (wrong) {
    const why = error === undefined ? '' : `netstat: ${error}\n`;
    throw new ExitError(USAGE_STATUS, why + USAGE + ROUTABLE_FAMILIES);
  }
  if (flags.has('n')) for (const what of ['hosts', 'ports', 'users']) flags.add(`numeric-${what}`);
  let [inet, inet6] = [families.includes('inet'), families.includes('inet6')];
  const byFamily = (inet || inet6) && protocols.size === 0;
  if (byFamily) for (const protocol of PROTOCOLS) protocols.add(protocol);
  if ((protocols.size > 0 || flags.has('g')) && !inet && !inet6) inet = inet6 = true;
  const unix = families.includes('unix');
  const absent = families.map((name) => ABSENT.get(name)).find((name) => name !== undefined);
  const anything = protocols.size > 0 || unix || flags.has('g') || absent !== undefined;
  if (absent !== undefined && !flags.has('r') && !flags.has('i')) {
    throw new ExitError(1, `netstat: no support for \`${absent}' on this system.\n`);
  }
  return {
    flags,
    extend,
    protocols: anything ? protocols : undefined,
    byFamily,
    inet: inet || !anything,
    inet6: inet6 || !anything,
    unix: unix || !anything,
    family: families.at(-1) ?? 'inet',
  };
}
