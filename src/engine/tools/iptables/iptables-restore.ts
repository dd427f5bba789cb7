import { KernelError, strerror } from '../../kernel/errno';
import { familyOfSet } from './family-of-set';
import { openNetfilter, type Family } from '../../kernel/netfilter/control';
import { exitStatus, ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Declaration, Program } from '../grammar/types';
import type { Process } from '../tool';
import { IP6TABLES_RESTORE, IPTABLES_RESTORE } from './declaration';
import { VERSION } from './problem';
import { restore, type RestoreSettings } from './restore';

/** What -h prints. */
const usage = (
  name: string,
): string => `Usage: ${name} [-c] [-v] [-V] [-t] [-h] [-n] [-T table] [-M command] [-4] [-6] [file]
\t   [ --counters ]
\t   [ --verbose ]
\t   [ --version]
\t   [ --test ]
\t   [ --help ]
\t   [ --noflush ]
\t   [ --table=<TABLE> ]
\t   [ --modprobe=<command> ]
\t   [ --ipv4 ]
\t   [ --ipv6 ]
`;

function program(declaration: Declaration, family: Family): Program {
  return {
    ...declaration,
    run: (process) =>
      exitStatus(
        (text) => process.err(text),
        () => run(process, declaration.name, family),
      ),
  };
}

/** iptables-restore(8) 1.8.9 on nf_tables. */
export const iptablesRestore: Program = program(IPTABLES_RESTORE, 'inet');

/** ip6tables-restore(8). */
export const ip6tablesRestore: Program = program(IP6TABLES_RESTORE, 'inet6');

/** The same by the names that say they work on nf_tables. */
export const restoreByNft: readonly Program[] = [
  program({ ...IPTABLES_RESTORE, name: 'iptables-nft-restore' }, 'inet'),
  program({ ...IP6TABLES_RESTORE, name: 'ip6tables-nft-restore' }, 'inet6'),
];

function run(process: Process, name: string, family: Family): number {
  const { options, operands, error } = parseOptions(IPTABLES_RESTORE, process.argv.slice(1));
  const flags = new Map(options.map(({ flag, value }) => [flag, value]));
  const tryHelp = `Try \`${name} -h' for more information.\n`;
  for (const { flag } of options) {
    if (flag === 'V') process.out(`${name} v${VERSION}\n`);
    if (flag === 'h') process.err(usage(name));
    if (flag === 'V' || flag === 'h') return 0;
    if (flag === 'b') process.err('-b/--binary option is not implemented\n');
    if (flag === 'ipv4' || flag === 'ipv6') throw new ExitError(1, tryHelp);
  }
  if (error !== undefined) throw new ExitError(1, `${name}: ${error}\n${tryHelp}`);
  const files = flags.has('w') || flags.has('W') ? operands.filter((word) => !/^\d+$/.test(word)) : operands;
  if (files.length > 1) throw new ExitError(1, 'Unknown arguments found on commandline\n');
  const settings: RestoreSettings = {
    program: name,
    family,
    files: process.files,
    socket: openNetfilter(process.world, process.netns, family),
    familyOfSet: (name) => familyOfSet(process, name),
    counters: flags.has('c'),
    noflush: flags.has('n'),
    test: flags.has('t'),
    table: flags.get('T'),
    verbose: options.filter(({ flag }) => flag === 'v').length,
    out: (text) => process.out(text),
    err: (text) => process.err(text),
  };
  restore(readInput(process, files[0]), settings);
  return 0;
}

function readInput(process: Process, file: string | undefined): string {
  if (file === undefined) return process.stdin;
  try {
    return process.files.read(file);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(1, `Can't open ${file}: ${strerror(error.errno)}\n`);
  }
}
