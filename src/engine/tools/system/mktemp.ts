import { KernelError, strerror } from '../../kernel/errno';
import type { Process, Tool } from '../../shell/process';
import { exitStatus, ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import { MKTEMP } from './declarations';

const TRY = "Try 'mktemp --help' for more information.\n";
const CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LEAST_XS = 3;

/** mktemp(1) of coreutils 9.1: a new file or directory with a name nobody has, made up from the lab's seed. */
export const mktemp: Tool = {
  name: 'mktemp',
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const { options, operands, error } = parseOptions(MKTEMP, process.argv.slice(1));
  if (error !== undefined) throw new ExitError(1, `mktemp: ${error}\n${TRY}`);
  const given = new Map(options.map(({ flag, value }) => [flag, value ?? '']));
  if (operands.length > 1) throw new ExitError(1, `mktemp: too many templates\n${TRY}`);
  const [template = 'tmp.XXXXXXXXXX'] = operands;
  const [whole, suffixThere = ''] = /X([^X/]*)$/.exec(template) ?? [];
  const suffix = given.get('suffix') ?? suffixThere;
  const body =
    given.has('suffix') || whole === undefined ? template : template.slice(0, template.length - suffixThere.length);
  const count = /X*$/.exec(body)?.[0].length ?? 0;
  if (count < LEAST_XS) throw new ExitError(1, `mktemp: too few X's in template '${template}'\n`);
  const inTemporary = operands.length === 0 || given.has('t') || given.has('p');
  const folder = given.get('p') || process.env.get('TMPDIR') || '/tmp';
  const pattern = `${inTemporary ? `${folder.replace(/\/$/, '')}/` : ''}${body}`;
  const directory = given.has('d');
  const name = freeName(process, pattern, count, suffix);
  if (!given.has('u')) {
    try {
      if (directory) process.files.makeDirectory(name, 0o700);
      else process.files.write(name, '', 0o600);
    } catch (problem) {
      if (!(problem instanceof KernelError)) throw problem;
      if (given.has('q')) return 1;
      const what = directory ? 'directory' : 'file';
      throw new ExitError(
        1,
        `mktemp: failed to create ${what} via template '${pattern}${suffix}': ${strerror(problem.errno)}\n`,
      );
    }
  }
  process.out(`${name}\n`);
  return 0;
}

function freeName({ world, files }: Process, pattern: string, count: number, suffix: string): string {
  for (;;) {
    const letters = Array.from({ length: count }, () => CHARACTERS.charAt(world.random() % CHARACTERS.length));
    const name = pattern.slice(0, pattern.length - count) + letters.join('') + suffix;
    if (!files.exists(name)) return name;
  }
}
