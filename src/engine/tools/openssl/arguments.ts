import { ExitError } from '../clib/exit';
import { KernelError, strerror } from '../../kernel/errno';
import type { Process } from '../tool';

/** The words of an openssl command: `-name`, `-name VALUE`, and what comes after (apps/lib/opt.c). */
export interface Arguments {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
}

/** Throws ExitError in openssl's words. */
export function readArguments(
  command: string,
  words: readonly string[],
  { flags, valued, digests = true }: { readonly flags: string; readonly valued: string; readonly digests?: boolean },
): Arguments {
  const known = new Set(flags.split(' '));
  const withValue = new Set(valued.split(' '));
  const found = new Set<string>();
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-') || word === '-' || operands.length > 0) {
      operands.push(word);
      continue;
    }
    if (word === '-help' || word === '--help') throw new ExitError(1, `cka-net: openssl ${command} -help is not simulated yet\n`); // prettier-ignore
    const [, name = '', attached] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (withValue.has(name)) {
      const value = attached ?? words[++at];
      if (value === undefined) throw new ExitError(1, `${command}: Option -${name} needs a value\n${USE_HELP(command)}`);
      values.set(name, [...(values.get(name) ?? []), value]);
    } else if (known.has(name) || (digests && DIGESTS.has(name))) found.add(name);
    else throw new ExitError(1, `${command}: Unknown option${digests ? ' or message digest' : ''}: ${name}\n${USE_HELP(command)}`); // prettier-ignore
  }
  return { flags: found, values, operands };
}

const DIGESTS = new Set(['sha256', 'sha1', 'sha224', 'sha384', 'sha512', 'md5']);
const USE_HELP = (command: string): string => `${command}: Use -help for summary.\n`;

export function one(args: Arguments, name: string): string | undefined {
  return args.values.get(name)?.at(-1);
}

/** The error queue's lines when a file cannot be opened, which begin with the thread's number. */
export const THREAD = '40075B98247F0000';

/** The text of a file, `-` or none being standard input. Throws ExitError. */
export function readInput(process: Process, path: string | undefined, what: string, tail = ''): string {
  if (path === undefined || path === '-') return process.stdin;
  try {
    return process.files.read(path);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const words = strerror(error.errno);
    throw new ExitError(
      1,
      `Could not open file or uri for loading ${what} from ${path}\n${THREAD}:error:16000069:STORE routines:ossl_store_get0_loader_int:unregistered scheme:../crypto/store/store_register.c:237:scheme=file\n${THREAD}:error:80000002:system library:file_open:${words}:../providers/implementations/storemgmt/file_store.c:266:calling stat(${path})\n${tail}`,
    );
  }
}

/** Writes to a file, or prints. Throws ExitError. */
export function writeOutput(
  process: Process,
  command: string,
  path: string | undefined,
  text: string,
  mode = 0o644,
): void {
  if (path === undefined) {
    process.out(text);
    return;
  }
  try {
    process.files.write(path, text, mode);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(1, `${command}: Can't open "${path}" for writing, ${strerror(error.errno)}\n`);
  }
}
