import { KernelError } from '../../kernel/errno';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { FAMILY_NAMES, HARDWARE_NAMES } from '../nettools/hardware-address';
import { ARP_VERSION } from '../nettools/version';
import type { Process } from '../tool';
import { ARP } from './declaration';
import { deleteEntry, resolveHost, setEntry, usage } from './edit';
import { formatArp, isInet } from './show';
import { HARDWARE_TYPES, USAGE } from './texts';

const FAILED = 255;

/** arp(8) of net-tools 2.10. */
export const arp: Program = {
  ...ARP,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

interface Settings {
  what: 'show' | 'all' | 'file' | 'delete' | 'set';
  columns: boolean;
  numeric: boolean;
  fromDevice: boolean;
  verbose: boolean;
  typed: boolean;
  family: string;
  hardware: string;
  device?: string;
}

function run(process: Process): number {
  const { options, operands, error } = parseOptions(ARP, process.argv.slice(1));
  const settings: Settings = {
    what: 'show',
    columns: false,
    numeric: false,
    fromDevice: false,
    verbose: false,
    typed: false,
    family: 'inet',
    hardware: 'ether',
  };
  for (const { flag, value = '' } of options) {
    if (flag === 'V' || flag === 'h') {
      process.out(flag === 'V' ? ARP_VERSION : USAGE);
      if (flag === 'h') process.err(HARDWARE_TYPES);
      return 0;
    }
    readOption(process, settings, flag, value);
  }
  if (error !== undefined) usage(`arp: ${error}\n`);
  if (settings.family !== 'inet') {
    throw new ExitError(FAILED, `arp: ${settings.family}: kernel only supports 'inet'.\n`);
  }
  if (settings.hardware !== 'ether') {
    throw new ExitError(2, `cka-net: arp for hardware type ${settings.hardware} is not simulated yet\n`);
  }
  return act(process, settings, operands);
}

function readOption(process: Process, settings: Settings, flag: string, value: string): void {
  switch (flag) {
    case 'a':
      settings.what = 'all';
      return;
    case 'f':
      settings.what = 'file';
      return;
    case 'd':
      settings.what = 'delete';
      return;
    case 's':
      settings.what = 'set';
      return;
    case 'e':
      settings.columns = true;
      return;
    case 'n':
      settings.numeric = true;
      return;
    case 'D':
      settings.fromDevice = true;
      return;
    case 'N':
      process.err('arp: -N not yet supported.\n');
      return;
    case 'v':
      settings.verbose = true;
      return;
    case 'A':
    case 'p':
      if (!FAMILY_NAMES.has(value)) throw new ExitError(FAILED, `arp: ${value}: unknown address family.\n`);
      settings.family = value;
      return;
    case 'H':
    case 't':
      if (!HARDWARE_NAMES.has(value)) throw new ExitError(FAILED, `arp: ${value}: unknown hardware type.\n`);
      settings.hardware = value;
      settings.typed = true;
      return;
    case 'i':
      settings.device = value.slice(0, 15);
      return;
    default:
      usage();
  }
}

function act(process: Process, settings: Settings, operands: readonly string[]): number {
  const { what, device, fromDevice } = settings;
  switch (what) {
    case 'delete':
      deleteEntry(process, operands, device);
      return 0;
    case 'set':
      setEntry(process, operands, { device, fromDevice });
      return 0;
    case 'file':
      return setFromFile(process, operands[0] ?? '/etc/ethers', { device, fromDevice });
    case 'show':
    case 'all': {
      const [name] = operands;
      const host = name === undefined ? undefined : { name, address: resolveHost(process, name) };
      const all = what === 'all';
      const columns = settings.columns || !all;
      const netlink = process.netlink();
      const request = { ...settings, host, all, columns };
      process.out(
        formatArp(
          netlink.neighbours().filter(isInet),
          netlink.proxyNeighbours().filter(isInet),
          request,
          process.files,
        ),
      );
      return 0;
    }
  }
}

/** `arp -f`: one `HOST HWADDR …` per line, or ethers(5) lines with the hardware address first. */
function setFromFile(
  process: Process,
  path: string,
  options: { readonly device?: string; readonly fromDevice: boolean },
): number {
  let text: string;
  try {
    text = process.files.read(path);
  } catch (error) {
    if (error instanceof KernelError) throw new ExitError(FAILED, `arp: cannot open etherfile ${path} !\n`);
    throw error;
  }
  for (const [i, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [first, second, ...rest] = line.trim().split(/\s+/);
    if (first === undefined || second === undefined) {
      process.err(`arp: format error on line ${i + 1} of etherfile ${path} !\n`);
      continue;
    }
    const words = first.includes(':') ? [second, first, ...rest] : [first, second, ...rest];
    try {
      setEntry(process, words, options);
    } catch (error) {
      if (!(error instanceof ExitError) || error.status !== FAILED) throw error;
      process.err(`${error.message}arp: cannot set entry on line ${i + 1} of etherfile ${path} !\n`);
    }
  }
  return 0;
}
