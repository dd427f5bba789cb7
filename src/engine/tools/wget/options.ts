import { parseOptions } from '../grammar/getopt-dialect';
import { WGET } from './declaration';

/** A command line of wget. */
export interface WgetOptions {
  readonly urls: readonly string[];
  readonly quiet: boolean;
  readonly showHeaders: boolean;
  readonly spider: boolean;
  /** `-` is standard output; undefined takes the name in the URL. */
  readonly output: string | undefined;
  readonly folder: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly tries: number | undefined;
  readonly userAgent: string | undefined;
  readonly headers: readonly string[];
  readonly data: string | undefined;
}

/** The options, or getopt's complaint. */
export function readOptions(args: readonly string[]): WgetOptions | string {
  const { options, operands, error } = parseOptions(WGET, args);
  if (error !== undefined) return error;
  const last = (name: string): string | undefined => options.filter(({ flag }) => flag === name).at(-1)?.value;
  const has = (name: string): boolean => options.some(({ flag }) => flag === name);
  const number = (name: string): number | undefined => {
    const text = last(name);
    return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text);
  };
  return {
    urls: operands,
    quiet: has('q'),
    showHeaders: has('S'),
    spider: has('spider'),
    output: last('O'),
    folder: last('P'),
    timeoutSeconds: number('T'),
    tries: number('t'),
    userAgent: last('U'),
    headers: options.filter(({ flag }) => flag === 'header').map(({ value = '' }) => value),
    data: last('post-data'),
  };
}

/** The file that a URL is saved as. */
export function fileName(target: string): string {
  const path = target.replace(/[?#].*$/, '');
  return path.slice(path.lastIndexOf('/') + 1) || 'index.html';
}
