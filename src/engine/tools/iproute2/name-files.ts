import type { HostFiles } from '../tool';
import { unsigned } from './address-words';

/** Names that an administrator may add to: /etc/iproute2/rt_tables and the like (lib/rt_names.c rtnl_hash_initialize, rtnl_tab_initialize). */
export class NameFile {
  private constructor(
    private readonly numbers: ReadonlyMap<string, number>,
    private readonly names: ReadonlyMap<number, string>,
  ) {}

  /**
   * The names in a file and in `FILE.d/*.conf`; `builtin` are those the program knows by itself. What a file says behind a line that cannot be
   * read does not count, and `complain` is told.
   */
  static read(
    files: HostFiles,
    path: string,
    builtin: readonly (readonly [number, string])[],
    complain: (text: string) => void,
  ): NameFile {
    const entries = [...builtin];
    for (const one of [path, ...extraFiles(files, `${path}.d`)]) {
      const { good, bad } = entriesOf(files.exists(one) ? files.read(one) : '');
      if (bad !== undefined) complain(`Database ${one} is corrupted at ${bad}\n`);
      entries.push(...good);
    }
    return new NameFile(new Map(entries.map(([number, name]) => [name, number])), new Map(entries));
  }

  /** A number by its name or in digits (base as strtoul guesses); undefined when it is neither. */
  number(word: string): number | undefined {
    return this.numbers.get(word) ?? unsigned(word);
  }

  /** The name of a number, or its digits. */
  text(number: number, numeric: boolean): string {
    return (numeric ? undefined : this.names.get(number)) ?? String(number);
  }
}

function extraFiles(files: HostFiles, directory: string): readonly string[] {
  if (!files.isDirectory(directory)) return [];
  const names = files.list(directory).filter((name) => name.endsWith('.conf') && !name.startsWith('.'));
  return names.map((name) => `${directory}/${name}`);
}

type Entry = readonly [number, string];

/** fread_id_name: lines `NUMBER NAME`, the number in decimal or 0x…. `bad` is the line that is none. */
function entriesOf(text: string): { readonly good: readonly Entry[]; readonly bad?: string } {
  const good: Entry[] = [];
  for (const line of text.split('\n')) {
    const content = line.replace(/^[ \t]+/, '');
    if (content === '' || content.startsWith('#')) continue;
    const match = /^(0x[0-9a-fA-F]+|[-+]?\d+)\s*(\S+)/.exec(content);
    if (match?.[1] === undefined || match[2] === undefined) return { good, bad: `${content}\n` };
    if (Number(match[1]) >= 0) good.push([Number(match[1]), match[2]]);
  }
  return { good };
}
