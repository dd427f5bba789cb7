import { openNftables } from '../../kernel/nftables/control';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { readCommands, type Step, type Work } from './commands';
import { NFT } from './declaration';
import { Draft } from './draft';
import { Lister } from './list';
import type { Format } from './print-value';
import { NftError, NotSimulated, report } from './problem';
import { Reader } from './reader';
import { tokens } from './lexer';

const VERSION = 'nftables v1.0.6 (Lester Gooch #5)\n';
const BUILT_WITH = '  cli:\t\teditline\n  json:\t\tyes\n  minigmp:\tno\n  libxtables:\tyes\n';

/** nft(8) 1.0.6, as Debian 12 ships it. */
export const nft: Program = {
  ...NFT,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const { options, operands, error } = parseOptions(NFT, ownOptions(process.argv.slice(1)));
  if (error !== undefined) throw new ExitError(1, `nft: ${error}\n`);
  const given = new Map(options.map(({ flag, value }) => [flag, value]));
  for (const missing of ['i', 'o', 'd', 'N']) {
    if (given.has(missing)) throw new ExitError(1, `cka-net: nft -${missing} is not simulated yet\n`);
  }
  if (given.has('v')) {
    process.out(VERSION);
    return 0;
  }
  if (given.has('V')) {
    process.out(VERSION + BUILT_WITH);
    return 0;
  }
  if (given.has('h')) {
    process.out(`Usage: nft [ options ] [ cmds... ]\n\n  ${NFT.synopsis}\n`);
    return 0;
  }
  const file = given.get('f');
  if (file === undefined && operands.length === 0) throw new ExitError(1, 'nft: no command specified\n');
  const text = file === undefined ? `${operands.join(' ')}\n` : readInput(process, file);
  const name = file === undefined ? undefined : file === '-' ? '/dev/stdin' : file;
  return perform(process, text, name, given);
}

/** Options stand before the command; words of the language may begin with a dash. */
function ownOptions(args: readonly string[]): readonly string[] {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') break;
    if (!arg.startsWith('-') || arg === '-') return [...args.slice(0, at), '--', ...args.slice(at)];
    if (/^-[a-zA-Z]*[fDId]$/.test(arg) || /^--(?:file|define|includepath|debug)$/.test(arg)) at++;
  }
  return args;
}

function readInput({ files, stdin }: Process, file: string): string {
  if (file === '-' || file === '/dev/stdin') return stdin;
  if (!files.exists(file)) {
    throw new ExitError(1, `internal:0:0-0: Error: Could not open file "${file}": No such file or directory\n\n\n`);
  }
  return files.read(file);
}

function formatOf(process: Process, given: ReadonlyMap<string, string | undefined>): Format {
  const numeric = given.has('n');
  const { files } = process;
  const socket = process.netlink();
  return {
    files,
    nameOfIfindex: (ifindex) => socket.link(ifindex)?.name,
    handles: given.has('a'),
    stateless: given.has('s'),
    terse: given.has('t'),
    numeric,
    numericProtocols: numeric || given.has('p'),
    numericPriority: numeric || given.has('y'),
    services: given.has('S'),
  };
}

function perform(
  process: Process,
  text: string,
  file: string | undefined,
  given: ReadonlyMap<string, string | undefined>,
): number {
  // prettier-ignore
  const socket = openNftables(process.world, process.netns);
  const format = formatOf(process, given);
  const lister = new Lister(process, format, given.has('j'));
  const draft = new Draft(socket, (name) => lister.isCompat(name));
  const printed: string[] = [];
  const work: Work = {
    draft,
    format,
    lister,
    out: (line) => void printed.push(line),
    echo: given.has('e') ? (line) => void printed.push(line) : () => undefined,
    nowUs: process.world.nowUs,
  };
  const failed = runText(process, work, text, file, given.get('D'));
  if (!failed && !given.has('c')) draft.commit();
  if (!failed && given.has('e') && draft.changed) printed.push(`# new generation ${draft.generation} by process ${process.pid} (nft)\n`); // prettier-ignore
  for (const line of printed) process.out(line);
  return failed ? 1 : 0;
}

/** Reads everything, then does it; what the kernel refuses is said for every command. */
function runText(
  process: Process,
  work: Work,
  text: string,
  file: string | undefined,
  defined: string | undefined,
): boolean {
  // prettier-ignore
  const netlink = process.netlink();
  const steps: Step[] = [];
  const complain = (error: NftError): void => {
    if (error instanceof NotSimulated) throw new ExitError(1, `cka-net: nft ${error.message} is not simulated yet\n`);
    process.err(report(text, file, error));
  };
  try {
    const reader = new Reader(text, {
      files: process.files,
      ifindexOf: (name) => netlink.link(name)?.ifindex,
      newId: () => process.world.allocateId(),
    });
    const [name, ...value] = defined?.split('=') ?? [];
    if (name !== undefined)
      reader.define(
        name,
        tokens(value.join('=')).filter(({ kind }) => kind !== 'end'),
      );
    readCommands(reader, steps, work.format, ({ text: path, place }) => {
      const paths = included(process, path);
      if (paths.length === 0 && !/[*?[]/.test(path)) {
        throw new NftError(`File not found: ${path}`, place);
      }
      for (const each of paths) {
        steps.push(() => {
          if (runText(process, work, process.files.read(each), each, undefined)) throw new ExitError(1);
        });
      }
    });
  } catch (error) {
    if (!(error instanceof NftError)) throw error;
    complain(error);
    return true;
  }
  let failed = false;
  for (const step of steps) {
    try {
      step(work);
    } catch (error) {
      if (!(error instanceof NftError)) throw error;
      complain(error);
      failed = true;
      if (!error.message.startsWith('Could not process rule')) return true;
    }
  }
  return failed;
}

/** The files that an `include` names: one, or those of a folder that fit a pattern. */
function included({ files }: Process, path: string): readonly string[] {
  const at = path.startsWith('/') ? path : `/etc/${path.replace(/^\.\//, '')}`;
  const own = path.startsWith('/') || files.exists(path) ? path : at;
  if (!/[*?]/.test(path)) return files.exists(own) ? [own] : [];
  const folder = own.slice(0, own.lastIndexOf('/')) || '/';
  const pattern = new RegExp(`^${own.slice(folder.length + 1).replace(/[.+^${}()|\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`); // prettier-ignore
  if (!files.exists(folder)) return [];
  return [...files.list(folder)].sort().filter((name) => pattern.test(name)).map((name) => `${folder}/${name}`); // prettier-ignore
}
