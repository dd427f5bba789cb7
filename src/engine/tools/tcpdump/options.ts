import { strerror, KernelError } from '../../kernel/errno';
import { ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Process } from '../tool';
import { TCPDUMP } from './declaration';
import type { PrintStyle } from './print/context';
import { USAGE, VERSION } from './texts';

/** What the command line of tcpdump asks for. */
export interface TcpdumpOptions {
  style: PrintStyle;
  device?: string;
  /** -c; 0 is without end. */
  count: number;
  /** --count */
  onlyCount: boolean;
  /** How often -t was given. */
  times: number;
  nano: boolean;
  /** -x, -X, -A, and whether they begin with the link header. */
  dump?: { readonly as: 'hex' | 'both' | 'text'; readonly link: boolean };
  numbered: boolean;
  lineBuffered: boolean;
  direction: 'in' | 'out' | 'inout';
  write?: string;
  print: boolean;
  read?: string;
  snapshot: number;
  list: boolean;
  expression: string;
}

const MAX_SNAPSHOT = 262_144;
/** Real, and for other things than a lab has. */
const NOT_BUILT: ReadonlySet<string> = new Set(['d', 'C', 'G', 'W', 'E', 'M', 'm', 'T', 'V', 'y', 'z', 'I', 'J', 'L']);

/** Reads the options in their order. Throws ExitError; that of -h and --version has the text in `shown`. */
export function readOptions(process: Process): TcpdumpOptions | { readonly shown: string } {
  const { options: given, operands, error } = parseOptions(TCPDUMP, process.argv.slice(1), 'first-operand');
  const style = { numeric: false, verbose: 0, link: false, quick: false, absolute: false, trusting: false };
  const options: TcpdumpOptions = {
    style,
    count: 0,
    onlyCount: false,
    times: 0,
    nano: false,
    numbered: false,
    lineBuffered: false,
    direction: 'inout',
    print: false,
    snapshot: MAX_SNAPSHOT,
    list: false,
    expression: operands.join(' '),
  };
  const dumps = { x: 0, X: 0, A: 0 };
  for (const { flag, value = '' } of given) {
    if (NOT_BUILT.has(flag)) throw new ExitError(1, `cka-net: tcpdump -${flag} is not simulated yet\n`);
    switch (flag) {
      case 'h':
        return { shown: USAGE };
      case 'version':
        return { shown: VERSION };
      case 'n':
        style.numeric = true;
        break;
      case 'v':
        style.verbose++;
        break;
      case 'e':
        style.link = true;
        break;
      case 'q':
        style.quick = true;
        break;
      case 'S':
        style.absolute = true;
        break;
      case 'K':
        style.trusting = true;
        break;
      case 't':
        options.times++;
        break;
      case 'x':
      case 'X':
      case 'A':
        dumps[flag]++;
        break;
      case 'nano':
        options.nano = true;
        break;
      case '#':
        options.numbered = true;
        break;
      case 'l':
        options.lineBuffered = true;
        break;
      case 'print':
        options.print = true;
        break;
      case 'count':
        options.onlyCount = true;
        break;
      case 'D':
        options.list = true;
        break;
      case 'c':
        options.count = integer(value);
        if (!(options.count > 0)) throw new ExitError(1, `tcpdump: invalid packet count ${value}\n`);
        break;
      case 's': {
        const length = integer(value);
        if (!(length >= 0) || length > MAX_SNAPSHOT) throw new ExitError(1, `tcpdump: invalid snaplen ${value} (must be >= 0 and <= ${MAX_SNAPSHOT})\n`); // prettier-ignore
        options.snapshot = length === 0 ? MAX_SNAPSHOT : length;
        break;
      }
      case 'Q':
        if (value !== 'in' && value !== 'out' && value !== 'inout') {
          throw new ExitError(1, `tcpdump: unknown capture direction \`${value}'\n`);
        }
        options.direction = value;
        break;
      case 'i':
        options.device = value;
        break;
      case 'w':
        options.write = value;
        break;
      case 'r':
        options.read = value;
        break;
      case 'F':
        options.expression = expressionIn(process, value);
        break;
      default:
    }
  }
  if (error !== undefined) throw new ExitError(1, `tcpdump: ${error}\n${USAGE}`);
  const asked = dumps.A > 0 ? 'A' : dumps.X > 0 ? 'X' : dumps.x > 0 ? 'x' : undefined;
  if (asked) options.dump = { as: ({ A: 'text', X: 'both', x: 'hex' } as const)[asked], link: dumps[asked] > 1 };
  return options;
}

/** atoi(3) of a whole number; NaN for anything else. */
function integer(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : NaN;
}

/** -F: the file without its comments. */
function expressionIn({ files }: Process, path: string): string {
  try {
    return files.read(path).replaceAll(/#.*/g, ' ').replaceAll('\n', ' ');
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(1, `tcpdump: can't open ${path}: ${strerror(error.errno)}\n`);
  }
}
