import type { Match, Target } from '../../kernel/netfilter/model';
import { ExitError } from '../clib/exit';
import type { LongName } from './arguments';
import type { Extension, Loading, Surroundings } from './extension';
import { findMatch, findTarget } from './extensions';
import { BASE_OPTIONS } from './options';
import type { OptionDeclaration } from '../grammar/types';

/** iptables' own long options, and its option string, from the declaration. */
const BASE_LONGS: readonly LongName[] = BASE_OPTIONS.flatMap((option) => longNames(option, ''));
export const LETTERS = BASE_OPTIONS.map(({ names, value, valueOptional }) => {
  const letter = names.find((name) => /^-[^-]$/.test(name))?.slice(1) ?? '';
  return letter + (letter === '' || value === undefined ? '' : valueOptional ? '::' : ':');
}).join('');

function longNames({ names, value, valueOptional }: OptionDeclaration, prefix: string): readonly LongName[] {
  const letter = names.find((name) => /^-[^-]$/.test(name))?.slice(1);
  const id = prefix === '' && letter !== undefined ? letter : `${prefix}${names[0] ?? ''}`;
  const argument = value === undefined ? 'none' : valueOptional ? 'optional' : 'required';
  return names.filter((name) => name.startsWith('--')).map((name) => ({ name: name.slice(2), argument, id }));
}

interface Instance<Result> {
  readonly extension: Extension<Result>;
  readonly loading: Loading<Result>;
}

/** The matches and the target a command line has loaded so far, and the options that they add to it. */
export class LoadedExtensions {
  private readonly matches: Instance<Match>[] = [];
  private target: Instance<Target> | undefined;
  /** Newest first, as an exact name found in two of them means the newest. */
  private added: readonly LongName[] = [];

  constructor(private readonly around: Surroundings) {}

  get longs(): readonly LongName[] {
    return [...BASE_LONGS, ...this.added];
  }

  hasMatch(name: string): boolean {
    return this.matches.some(({ extension }) => extension.name === name);
  }

  get matchCount(): number {
    return this.matches.length;
  }

  /** `-m NAME`. False when iptables knows no such match. */
  loadMatch(name: string): boolean {
    const extension = findMatch(name);
    if (extension === undefined) return false;
    if (extension === 'other') throw new ExitError(2, `cka-net: iptables -m ${name} is not simulated yet\n`);
    if (!this.hasMatch(name)) this.addOptions(extension, 'm');
    this.matches.push({ extension, loading: extension.load(this.around) });
    return true;
  }

  /** `-j NAME`. False when that is no target: it must be a chain. */
  loadTarget(name: string): boolean {
    const extension = findTarget(name);
    if (extension === undefined) return false;
    if (extension === 'other') throw new ExitError(2, `cka-net: iptables -j ${name} is not simulated yet\n`);
    this.addOptions(extension, 'j');
    this.target = { extension, loading: extension.load(this.around) };
    return true;
  }

  /** Gives an option to the extension it belongs to; false when it belongs to none. */
  take(id: string, value: string, inverted: boolean): boolean {
    const [kind, extension, name = ''] = id.split(' ');
    const instances: readonly Instance<unknown>[] = kind === 'm' ? this.matches : this.target ? [this.target] : [];
    const owner = instances.findLast((instance) => instance.extension.name === extension);
    owner?.loading.take({ name, value, inverted });
    return owner !== undefined;
  }

  finishMatches(): readonly Match[] {
    return this.matches.map(({ loading }) => loading.finish());
  }

  finishTarget(): Target | undefined {
    return this.target?.loading.finish();
  }

  /** What `-h` prints after iptables' own help. */
  get help(): string {
    return [...(this.target ? [this.target] : []), ...this.matches]
      .map(({ extension }) => `\n${extension.help}`)
      .join('');
  }

  private addOptions({ name, options }: Extension<unknown>, kind: string): void {
    this.added = [...options.flatMap((option) => longNames(option, `${kind} ${name} `)), ...this.added];
  }
}
