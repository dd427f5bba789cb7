import type { Match, Target } from '../../kernel/netfilter/model';
import { ExitError } from '../clib/exit';
import type { LongName } from './arguments';
import type { Extension, Loading, Surroundings } from './extension';
import { findMatch, findTarget } from './extensions';
import { LongNames } from './long-names';
import { BASE_OPTIONS } from './options';
import type { OptionDeclaration } from '../grammar/types';

/** iptables' own long options, and its option string, from the declaration. */
const BASE_LONGS = new LongNames(BASE_OPTIONS.flatMap((option) => longNames(option, '')));
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
  /** Every option that may be typed now. */
  longs = BASE_LONGS;

  constructor(private readonly around: Surroundings) {}

  hasMatch(name: string): boolean {
    return this.matches.some(({ extension }) => extension.name === name);
  }

  get matchCount(): number {
    return this.matches.length;
  }

  private get program(): string {
    return this.around.family === 'inet6' ? 'ip6tables' : 'iptables';
  }

  /** `-m NAME`. False when iptables knows no such match. */
  loadMatch(name: string): boolean {
    const extension = findMatch(name, this.around.family);
    if (extension === undefined) return false;
    if (extension === 'other') throw new ExitError(2, `cka-net: ${this.program} -m ${name} is not simulated yet\n`);
    if (!this.hasMatch(name)) this.addOptions(extension, 'm');
    this.matches.push({ extension, loading: extension.load(this.around) });
    return true;
  }

  /** `-j NAME`. False when that is no target: it must be a chain. */
  loadTarget(name: string): boolean {
    const extension = findTarget(name, this.around.family);
    if (extension === undefined) return false;
    if (extension === 'other') throw new ExitError(2, `cka-net: ${this.program} -j ${name} is not simulated yet\n`);
    this.addOptions(extension, 'j');
    this.target = { extension, loading: extension.load(this.around) };
    return true;
  }

  /** Gives an option to the extension it belongs to; false when it belongs to none. */
  take(id: string, value: string, inverted: boolean): boolean {
    const [kind, extension, name] = partsOf(id);
    const owner =
      kind === 'm' ? this.matches.findLast((instance) => instance.extension.name === extension) : this.target;
    if (owner?.extension.name !== extension) return false;
    owner.loading.take({ name, value, inverted });
    return true;
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
    const prefix = `${kind} ${name} `;
    this.longs = this.longs.with(prefix, () => options.flatMap((option) => longNames(option, prefix)));
  }
}

/** `m tcp --dport`: whether a match or a target has the option, its name, and the option. There are only so many ids. */
function partsOf(id: string): readonly [kind: string, extension: string, name: string] {
  let parts = idParts.get(id);
  if (!parts) {
    const [kind = '', extension = '', name = ''] = id.split(' ');
    idParts.set(id, (parts = [kind, extension, name]));
  }
  return parts;
}

const idParts = new Map<string, readonly [string, string, string]>();
