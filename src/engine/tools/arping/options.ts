import { ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import { strtolOrErr } from '../iputils/numbers';
import { ARPING } from './declaration';
import { USAGE } from './texts';

/** What the command line of arping asks for. */
export interface ArpingOptions {
  broadcastOnly: boolean;
  /** -D: duplicate address detection. */
  detect: boolean;
  unsolicited: boolean;
  /** -A: replies instead of requests. */
  advertise: boolean;
  quitOnReply: boolean;
  quiet: boolean;
  /** -c; undefined is without end. */
  count?: number;
  /** -w; 0 is without end. */
  timeoutSeconds: number;
  /** -i; 0 sends but one. */
  intervalSeconds: number;
  device?: string;
  source?: string;
  target: string;
}

const INT_MAX = 2147483647n;

/** The options in command-line order, so that of two mistakes the first is reported; 'version' for -V. Throws ExitError. */
export function readOptions(args: readonly string[]): ArpingOptions | 'version' {
  const { options: given, operands, error } = parseOptions(ARPING, args);
  const options: ArpingOptions = {
    broadcastOnly: false,
    detect: false,
    unsolicited: false,
    advertise: false,
    quitOnReply: false,
    quiet: false,
    timeoutSeconds: 0,
    intervalSeconds: 1,
    target: '',
  };
  for (const { flag, value = '' } of given) {
    if (flag === 'V') return 'version';
    readOption(options, flag, value);
  }
  if (error !== undefined) throw new ExitError(2, `arping: ${error}\n${USAGE}`);
  const [target] = operands;
  if (target === undefined || operands.length !== 1) throw new ExitError(2, USAGE);
  return { ...options, target };
}

function readOption(options: ArpingOptions, flag: string, value: string): void {
  switch (flag) {
    case 'b':
      options.broadcastOnly = true;
      return;
    case 'D':
      options.detect = true;
      options.quitOnReply = true;
      return;
    case 'A':
      options.advertise = true;
      options.unsolicited = true;
      return;
    case 'U':
      options.unsolicited = true;
      return;
    case 'q':
      options.quiet = true;
      return;
    case 'f':
      options.quitOnReply = true;
      return;
    case 'c':
      options.count = strtolOrErr('arping', value, 1n, INT_MAX);
      return;
    case 'w':
      options.timeoutSeconds = strtolOrErr('arping', value, 0n, INT_MAX);
      return;
    case 'i':
      options.intervalSeconds = strtolOrErr('arping', value, 0n, INT_MAX);
      return;
    case 'I':
      options.device = value;
      return;
    case 's':
      options.source = value;
      return;
    default:
      throw new ExitError(2, USAGE);
  }
}
