import { ExitError, exitStatus } from '../clib/exit';
import { FAMILY_NAMES } from '../nettools/hardware-address';
import { IFCONFIG_VERSION } from '../nettools/version';
import type { Process } from '../tool';
import type { Program } from '../grammar/types';
import { Configuration } from './configure';
import { IFCONFIG } from './declaration';
import { allInterfaces, findInterface, formatLong, formatShort } from './show';
import { HELP } from './texts';

const NAME_LENGTH = 15;

/** ifconfig(8) of net-tools 2.10. */
export const ifconfig: Program = {
  ...IFCONFIG,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const words = process.argv.slice(1);
  let all = false;
  let short = false;
  for (; words[0]?.startsWith('-'); words.shift()) {
    const [option] = words;
    if (option === '-a') all = true;
    else if (option === '-s') short = true;
    else if (option === '-V' || option === '-version' || option === '--version') {
      process.out(IFCONFIG_VERSION);
      return 0;
    } else if (option === '-?' || option === '-h' || option === '-help' || option === '--help') {
      process.out(HELP.out);
      process.err(HELP.err);
      return 0;
    } else if (option !== '-v') {
      const problem = `ifconfig: option \`${option ?? ''}' not recognised.\n`;
      throw new ExitError(1, `${problem}ifconfig: \`--help' gives usage information.\n`);
    }
  }
  const [name, ...rest] = words;
  if (name === undefined) return showAll(process, all, short);
  const interfaceName = name.slice(0, NAME_LENGTH);
  if (rest.length === 0) return showOne(process, interfaceName, short);
  const [first = ''] = rest;
  if (!FAMILY_NAMES.has(first)) return new Configuration(process, interfaceName, 'inet').apply(rest);
  if (first !== 'inet' && first !== 'inet6') {
    throw new ExitError(2, `cka-net: ifconfig for address family ${first} is not simulated yet\n`);
  }
  return new Configuration(process, interfaceName, first).apply(rest.slice(1));
}

function showAll(process: Process, all: boolean, short: boolean): number {
  const shown = allInterfaces(process.netlink().links()).filter(({ link }) => all || link.up);
  process.out(short ? formatShort(shown) : shown.map(formatLong).join(''));
  return 0;
}

function showOne(process: Process, name: string, short: boolean): number {
  const link = process.netlink().link(name.replace(/:.*/, ''));
  if (!link) {
    process.out(short ? formatShort([]) : '');
    throw new ExitError(1, `${name}: error fetching interface information: Device not found\n`);
  }
  const shown = findInterface(link, name);
  process.out(short ? formatShort([shown]) : formatLong(shown));
  return 0;
}
