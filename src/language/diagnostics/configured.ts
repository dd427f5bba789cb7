import type { Remedy } from '../../engine';
import { analyseScript, rolesOf, type AnalysedCommand } from './analysed';
import type { Blamed, ScriptOnHost, ScriptsSoFar } from './blame';
import type { Fix } from './problem';
import { overSsh } from './ssh-form';

const ROUTE = /^ip (?:-n (\S+) )?route add /;

/**
 * Where a route that another host or namespace lacks would have been written: in the cell with the last command that gave it an address or a route. Undefined when no cell
 * configures it, or when the remedy is another one than a route.
 */
export function configuringPlace(scripts: ScriptsSoFar, remedy: readonly Remedy[]): Blamed | undefined {
  const [only, ...more] = remedy;
  const [, netns = ''] = (only && ROUTE.exec(only.command)) ?? [];
  if (!only || more.length > 0 || !ROUTE.test(only.command)) return undefined;
  for (let cell = scripts.length - 1; cell >= 0; cell--) {
    const on = scripts[cell];
    const found = on && analyseScript(on.script).findLast((each) => configures(each, on, only.host, netns));
    if (!on || !found) continue;
    const { start, end } = found.command;
    return { cell, start, end, fix: insertAtEnd(on, only) };
  }
  return undefined;
}

/** `ip addr add`, `ip route add` and their like, typed for this host and namespace. */
function configures(analysed: AnalysedCommand, { host }: ScriptOnHost, wanted: string, netns: string): boolean {
  const part = analysed.parts.at(-1);
  if (part?.program !== 'ip' || (part.host ?? host) !== wanted || (part.netns ?? '') !== netns) return false;
  // In a loop the namespace is a variable.
  if (analysed.words.some(({ value }) => value === undefined)) return false;
  return rolesOf(analysed, part).some(
    ({ path: [object = '', verb = ''] }) =>
      /^(address|addr|route)$/.test(object) && /^(add|replace|change|append)$/.test(verb),
  );
}

/** At the end of the cell: devices may be switched on after they got their address. */
function insertAtEnd({ script: { source }, host }: ScriptOnHost, remedy: Remedy): Fix {
  const text = remedy.host === host ? remedy.command : overSsh(remedy.host, remedy.command);
  const at = source.trimEnd().length;
  return { kind: 'insert-after', text, edits: [{ start: at, end: at, newText: `\n${text}` }] };
}
