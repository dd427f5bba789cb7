import type { Remedy } from '../../engine';
import { failureOf } from '../../engine/walk/explain';
import type { PacketWalk } from '../../engine';
import type { ShellScript, ShellWord, Span } from '../syntax/shell-script';
import { analyseScript, type AnalysedCommand } from './analysed';
import { EXCHANGE } from './lost-codes';
import type { Fix } from './problem';
import { replaceWith } from './report';

/** A word of some cell that is why another cell's packets are lost, and what it should have been. */
export interface Blamed extends Span {
  readonly cell: number;
  readonly fix: Fix;
}

/** A shell cell that ran, and the host that it ran on. */
export interface ScriptOnHost {
  readonly script: ShellScript;
  readonly host: string;
}

/** The cells down to the one whose packets are lost; undefined for those that are not shell or not run. */
export type ScriptsSoFar = readonly (ScriptOnHost | undefined)[];

/**
 * Looks for the word that the remedy takes back: an address with a wrong length or one that another has, a rule that drops, forwarding switched
 * off. Undefined when what is missing was never written.
 */
export function blame(
  scripts: ScriptsSoFar,
  walks: readonly PacketWalk[],
  remedy: readonly Remedy[],
): Blamed | undefined {
  const [only, ...more] = remedy;
  if (!only || more.length > 0) return undefined;
  const [, next, , old] = EXCHANGE.exec(only.command) ?? [];
  if (next !== undefined && old !== undefined) return wordBehind(scripts, (c) => addressWord(c, old), next);
  if (/^sysctl -w net\.ipv4\.ip_forward=1$/.test(only.command)) {
    return wordBehind(
      scripts,
      ({ words }) => words.find(({ value }) => value === 'net.ipv4.ip_forward=0'),
      'net.ipv4.ip_forward=1',
    );
  }
  const cause = failureOf(walks)?.cause;
  if (cause?.code === 'rule') return ruleBehind(scripts, cause.rule);
  if (cause?.code === 'policy') {
    const { chain } = cause;
    return wordBehind(scripts, ({ words }) => policyWord(words, chain), 'ACCEPT');
  }
  return undefined;
}

function wordBehind(
  scripts: ScriptsSoFar,
  find: (command: AnalysedCommand) => ShellWord | undefined,
  text: string,
): Blamed | undefined {
  for (let cell = scripts.length - 1; cell >= 0; cell--) {
    const script = scripts[cell]?.script;
    for (const command of script ? analyseScript(script).toReversed() : []) {
      const word = find(command);
      if (word) return { cell, start: word.start, end: word.end, fix: replaceWith(word, text) };
    }
  }
  return undefined;
}

/** The word that gave a device this address. */
function addressWord({ words, roles }: AnalysedCommand, address: string): ShellWord | undefined {
  const role = roles.find(({ type, path, index }) => {
    const value = words[index]?.value;
    if (type !== 'cidr' || value === undefined || path.at(-1) === 'delete') return false;
    return value === address || (address.endsWith('/32') && value === address.slice(0, -'/32'.length));
  });
  return role && words[role.index];
}

/** `DROP` of `iptables -P FORWARD DROP`. */
function policyWord(words: readonly ShellWord[], chain: string): ShellWord | undefined {
  const at = words.findIndex(({ value }) => value === '-P' || value === '--policy');
  return at >= 0 && words[at + 1]?.value === chain ? words[at + 2] : undefined;
}

/** The command that wrote a rule; taking its line out takes the rule out. */
function ruleBehind(scripts: ScriptsSoFar, rule: string): Blamed | undefined {
  const wanted = rule.split(' ');
  const [, chain = ''] = wanted;
  const target = wanted[wanted.indexOf('-j') + 1];
  for (let cell = scripts.length - 1; cell >= 0; cell--) {
    const script = scripts[cell]?.script;
    if (!script) continue;
    for (const { words, command } of analyseScript(script).toReversed()) {
      const typed = words.map(({ value }) => value ?? '');
      const adds = typed.findIndex((word) => /^(-A|-I|--append|--insert)$/.test(word));
      if (!typed.some((word) => /^iptables/.test(word)) || adds < 0 || typed[adds + 1] !== chain) continue;
      if (target !== undefined && typed[typed.indexOf('-j') + 1] !== target) continue;
      // What iptables prints may be more than was typed (`-m tcp`, /32), never less.
      const said = typed.slice(adds + 2).filter((word) => !/^\d+$/.test(word));
      if (!said.every((word) => wanted.some((own) => own === word || own === `${word}/32`))) continue;
      const fix = removeLine(script.source, command);
      if (!fix) continue;
      const first = words[adds] ?? command;
      return { cell, start: first.start, end: command.end, fix };
    }
  }
  return undefined;
}

/** Takes a command out that has its line to itself. */
export function removeLine(source: string, command: Span): Fix | undefined {
  const whole = lineOf(source, command);
  return (
    whole && { kind: 'remove', text: source.slice(command.start, command.end), edits: [{ ...whole, newText: '' }] }
  );
}

/** The line of a command that has it to itself. */
function lineOf(source: string, { start, end }: Span): Span | undefined {
  const from = source.lastIndexOf('\n', start - 1) + 1;
  const newline = source.indexOf('\n', end);
  const to = newline < 0 ? source.length : newline;
  if (source.slice(from, start).trim() !== '' || source.slice(end, to).trim() !== '') return undefined;
  return newline < 0 ? { start: Math.max(0, from - 1), end: to } : { start: from, end: to + 1 };
}
