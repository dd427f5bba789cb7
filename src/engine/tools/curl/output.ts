import { KernelError, strerror } from '../../kernel/errno';
import { fromBytes } from '../http/bytes';
import type { Process } from '../tool';
import type { CurlOptions } from './options';
import { warning } from './texts';
import { CurlError } from './error';

/** Where the answer to one URL goes: standard output, or a file, which is made with the first byte. */
export class Output {
  private begun = false;

  constructor(
    private readonly process: Process,
    private readonly options: CurlOptions,
    /** Undefined for standard output. */
    readonly file: string | undefined,
  ) {}

  get toFile(): boolean {
    return this.file !== undefined && this.file !== '-';
  }

  /** Throws CurlError when the file cannot be written. */
  write(bytes: string): void {
    if (bytes === '') return;
    const { process, file, options } = this;
    if (file === undefined || file === '-') return process.out(fromBytes(bytes));
    if (file === '/dev/null') return;
    try {
      if (!this.begun && options.flags.has('create-dirs')) makeFolders(process, file);
      process.files.write(file, (this.begun ? process.files.read(file) : '') + fromBytes(bytes));
      this.begun = true;
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      if (!options.flags.has('s')) process.err(warning(`Failed to open the file ${file}: ${strerror(error.errno)}`));
      throw new CurlError(23, 'Failure writing output to destination');
    }
  }
}

function makeFolders({ files }: Process, file: string): void {
  const parts = file.split('/').slice(0, -1);
  for (let i = 1; i <= parts.length; i++) {
    const folder = parts.slice(0, i).join('/');
    if (folder !== '' && !files.exists(folder)) files.makeDirectory(folder);
  }
}

/** -C: how many bytes are there already. */
export function resumesAt(
  { files }: Process,
  { continueAt }: CurlOptions,
  { file }: { readonly file: string | undefined },
): number {
  if (continueAt !== '-') return Number(continueAt ?? 0);
  return file !== undefined && files.exists(file) ? files.readBytes(file).length : 0;
}

/** -O: the last part of the URL's path; undefined when there is none. */
export function remoteName(target: string): string | undefined {
  const path = target.replace(/[?#].*$/, '');
  return path.slice(path.lastIndexOf('/') + 1) || undefined;
}
