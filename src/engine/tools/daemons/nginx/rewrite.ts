import type { Directive } from './configuration';
import { expand, type RequestState } from './variables';

/** ngx_http_rewrite_module: `set`, `rewrite`, `return` and `if`, in the order they are written. */

export type Rewritten =
  | { readonly type: 'go-on'; readonly state: RequestState }
  /** `rewrite … last`: the location is looked for again. */
  | { readonly type: 'again'; readonly state: RequestState }
  /** The words of `return`; of `rewrite` with status and address when that redirects. */
  | { readonly type: 'return'; readonly state: RequestState; readonly words: readonly string[] };

/** Runs the rewriting directives of a server or location. */
export function rewritten(directives: readonly Directive[], start: RequestState): Rewritten {
  let state = start;
  for (const { words, block = [] } of directives) {
    const [name, first = '', second = ''] = words;
    if (name === 'set')
      state = { ...state, own: new Map([...state.own, [first.replace(/^\$/, ''), expand(second, state)]]) };
    else if (name === 'return') return { type: 'return', state, words };
    else if (name === 'break') return { type: 'go-on', state };
    else if (name === 'if' && holds(words.slice(1), state)) {
      const inner = rewritten(block, state);
      if (inner.type !== 'go-on') return inner;
      state = inner.state;
    } else if (name === 'rewrite') {
      const result = rewrite(words, state);
      if (!result) continue;
      if (result.type !== 'go-on') return result;
      state = result.state;
      if (words[3] === 'break') return result;
    }
  }
  return { type: 'go-on', state };
}

function rewrite(
  [, pattern = '', replacement = '', flag = '']: readonly string[],
  state: RequestState,
): Rewritten | undefined {
  const match = expression(pattern)?.exec(state.uri);
  if (!match) return undefined;
  const captures = new Map(
    match.map((text: string | undefined, index): [string, string] => [String(index), text ?? '']),
  );
  const within = { ...state, own: new Map([...state.own, ...captures]) };
  // A question mark counts where the replacement itself has one; a last one keeps the request's arguments off.
  const closed = replacement.endsWith('?');
  const given = closed ? replacement.slice(0, -1) : replacement;
  const mark = given.indexOf('?');
  const text = expand(mark < 0 ? given : given.slice(0, mark), within);
  const own = mark < 0 ? '' : expand(given.slice(mark + 1), within);
  const args = closed ? own : [own, state.args].filter((part) => part !== '').join('&');
  if (/^https?:\/\//.test(text) || flag === 'redirect' || flag === 'permanent') {
    const status = flag === 'permanent' ? '301' : '302';
    const where = text + (args === '' ? '' : `?${args}`);
    return { type: 'return', state, words: ['rewrite', status, where] };
  }
  const next = {
    ...state,
    uri: text,
    args,
    own: new Map([...state.own, ...captures]),
  };
  return { type: flag === 'last' ? 'again' : 'go-on', state: { ...next, rewritten: true } };
}

/** PCRE as far as JavaScript has it: `(?i)` in front makes it ignore the case. Undefined when it is no expression. */
export function expression(pattern: string, insensitive = false): RegExp | undefined {
  const flagged = pattern.startsWith('(?i)');
  try {
    return new RegExp(flagged ? pattern.slice(4) : pattern, flagged || insensitive ? 'i' : '');
  } catch {
    return undefined;
  }
}

function holds(words: readonly string[], state: RequestState): boolean {
  const [name = '', operator, value = ''] = words
    .join(' ')
    .replace(/^\(\s*/, '')
    .replace(/\s*\)$/, '')
    .split(/\s+/);
  const actual = expand(name, state);
  switch (operator) {
    case '=':
      return actual === expand(value, state);
    case '!=':
      return actual !== expand(value, state);
    case '~':
    case '~*':
      return expression(value, operator === '~*')?.test(actual) === true;
    case '!~':
    case '!~*':
      return expression(value, operator === '!~*')?.test(actual) !== true;
    default:
      return actual !== '' && actual !== '0';
  }
}
