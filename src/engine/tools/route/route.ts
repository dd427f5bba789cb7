import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { isFamily, readFamilies } from '../nettools/families';
import { ROUTE_VERSION } from '../nettools/version';
import type { Process } from '../tool';
import { ROUTE_DECLARATION } from './declaration';
import { editRoute } from './edit';
import { showRoutes } from './show';
import { INET_USAGE, ROUTABLE_FAMILIES, USAGE } from './texts';

const E_OPTERR = 3;

/** route(8) of net-tools 2.10 for IPv4. */
export const route: Program = {
  ...ROUTE_DECLARATION,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

interface Settings {
  extend: number;
  numeric: boolean;
  fib: boolean;
  cache: boolean;
  help: boolean;
  family?: string;
}

function run(process: Process): number {
  // route marks -net and -host before getopt would take them apart.
  const marked = process.argv
    .slice(1)
    .map((word) => (word === '-net' || word === '-host' ? `#${word.slice(1)}` : word));
  const { options, operands, error } = parseOptions(ROUTE_DECLARATION, marked);
  const settings: Settings = { extend: 1, numeric: false, fib: false, cache: false, help: false };
  for (const { flag, value = '' } of options) {
    if (flag === 'V') {
      process.out(ROUTE_VERSION);
      return 0;
    }
    readOption(settings, flag, value);
  }
  if (error !== undefined) process.err(`route: ${error}\n`);
  if (settings.help || error !== undefined) return help(process, settings.family);
  if (settings.family !== undefined && settings.family !== 'inet') {
    throw new ExitError(2, `cka-net: route for address family ${settings.family} is not simulated yet\n`);
  }
  const [action, ...words] = operands;
  switch (action) {
    case undefined:
      return showRoutes(process, settings);
    case 'flush':
      throw new ExitError(E_OPTERR, `Flushing \`inet' routing table not supported\n${INET_USAGE}`);
    case 'add':
    case 'del':
    case 'delete':
      if (settings.cache) throw new ExitError(E_OPTERR, `Modifying \`inet' routing cache not supported\n${INET_USAGE}`);
      if (words.length === 0) {
        process.out(INET_USAGE);
        return 0;
      }
      editRoute(
        process,
        action === 'add' ? 'add' : 'del',
        words.map((word) => word.replace(/^#(net|host)$/, '-$1')),
      );
      return 0;
    default:
      throw new ExitError(E_OPTERR, USAGE + ROUTABLE_FAMILIES);
  }
}

function readOption(settings: Settings, flag: string, value: string): void {
  switch (flag) {
    case 'A':
      return setFamily(settings, value);
    case '4':
      settings.family = 'inet';
      return;
    case '6':
      settings.family = 'inet6';
      return;
    case 'e':
      settings.extend++;
      return;
    case 'n':
    case 'N':
      settings.numeric = true;
      return;
    case 'F':
      settings.fib = true;
      return;
    case 'C':
      settings.cache = true;
      return;
    case 'h':
    case '?':
      settings.help = true;
      return;
    default:
      if (isFamily(flag)) setFamily(settings, flag);
  }
}

function setFamily(settings: Settings, names: string): void {
  settings.family = readFamilies(names).at(-1);
}

function help(process: Process, family: string | undefined): number {
  if (family === 'inet') {
    process.out(INET_USAGE);
    return 0;
  }
  // Standard output is written when the program ends, standard error at once.
  process.err(ROUTABLE_FAMILIES);
  process.out(USAGE);
  return 0;
}
