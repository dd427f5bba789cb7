import type { IpAddress } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import { strtolOrErr } from '../iputils/numbers';
import { iputilsVersion } from '../iputils/version';
import { GAI_ERRORS } from '../resolver/getaddrinfo';
import { lookUp } from '../resolver/lookup';
import type { Process } from '../tool';
import { TRACEPATH } from './declaration';

/** What the command line of tracepath asks for. */
export interface TracepathOptions {
  readonly destination: IpAddress;
  /** Bytes of the headers of IP and UDP. */
  readonly overhead: number;
  readonly numeric: boolean;
  readonly both: boolean;
  readonly length: number;
  readonly maxHops: number;
  readonly port: number;
}

const USAGE = `
Usage
  tracepath [options] <destination>

Options:
  -4             use IPv4
  -6             use IPv6
  -b             print both name and ip
  -l <length>    use packet <length>
  -m <hops>      use maximum <hops>
  -n             no dns name resolution
  -p <port>      use destination <port>
  -V             print version and exit
  <destination>  dns name or ip address

For more details see tracepath(8).
`;

/** Bytes of the headers of IP and UDP, and of the largest packet, by family. */
const OVERHEAD = { inet: 28, inet6: 48 } as const;
const DEFAULT_LENGTH = { inet: 65535, inet6: 128000 } as const;
const DEFAULT_HOPS = 30;
const DEFAULT_PORT = 44444;

/** Reads the options in command-line order as tracepath.c. Throws ExitError; undefined when the version was asked for. */
export async function readCommandLine(process: Process): Promise<TracepathOptions | undefined> {
  const { options, operands, error } = parseOptions(TRACEPATH, process.argv.slice(1));
  const number = (text: string, max: bigint): number => strtolOrErr('tracepath', text, 0n, max);
  let family: '4' | '6' | undefined;
  const flags = new Set<string>();
  let length = 0;
  let maxHops = DEFAULT_HOPS;
  let port = 0;
  for (const { flag, value = '' } of options) {
    switch (flag) {
      case '4':
      case '6':
        if (family !== undefined && family !== flag) fail(2, 'Only one -4 or -6 option may be specified');
        family = flag;
        break;
      case 'l':
        length = number(value, 2147483647n);
        break;
      case 'm':
        maxHops = number(value, 255n);
        break;
      case 'p':
        port = number(value, 65535n);
        break;
      case 'V':
        process.out(iputilsVersion('tracepath'));
        return undefined;
      case 'n':
      case 'b':
        flags.add(flag);
        break;
      default:
        throw new ExitError(255, USAGE);
    }
  }
  if (error !== undefined) throw new ExitError(255, `tracepath: ${error}\n${USAGE}`);
  const [operand] = operands;
  if (operand === undefined || operands.length !== 1) throw new ExitError(255, USAGE);
  // Backward compatibility: DESTINATION/PORT.
  const slash = port === 0 ? operand.indexOf('/') : -1;
  const host = slash < 0 ? operand : operand.slice(0, slash);
  if (slash >= 0) port = number(operand.slice(slash + 1), 65535n);
  else if (port === 0) port = DEFAULT_PORT;
  const destination = await resolve(process, host, family);
  const inet = typeof destination === 'number' ? 'inet' : 'inet6';
  const overhead = OVERHEAD[inet];
  if (length === 0) length = DEFAULT_LENGTH[inet];
  if (length <= overhead) fail(1, `pktlen must be within: ${overhead} < value <= 2147483647`);
  return { destination, overhead, numeric: flags.has('n'), both: flags.has('b'), length, maxHops, port };
}

async function resolve(process: Process, host: string, family: '4' | '6' | undefined): Promise<IpAddress> {
  const wanted = family === undefined ? undefined : family === '4' ? 'inet' : 'inet6';
  const resolved = await lookUp(process, host, { family: wanted });
  if (resolved.type === 'error') fail(1, `${host}: ${GAI_ERRORS[resolved.error]}`);
  return resolved.address;
}

function fail(status: number, message: string): never {
  throw new ExitError(status, `tracepath: ${message}\n`);
}
