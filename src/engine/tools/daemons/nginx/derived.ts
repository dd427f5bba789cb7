import type { Directive } from './configuration';
import { expand, type RequestState } from './variables';

/** Variables that a configuration declares with `map` and `split_clients`: looked up when somebody asks for them. */
export type Derived = ReadonlyMap<string, (state: RequestState) => string>;

export function derivedVariables(http: readonly Directive[]): Derived {
  const found = new Map<string, (state: RequestState) => string>();
  for (const { words, block = [] } of http) {
    const [kind, source = '', variable = ''] = words;
    const name = variable.replace(/^\$/, '');
    if (kind === 'map') found.set(name, (state) => mapped(block, expand(source, state), state));
    if (kind === 'split_clients') found.set(name, (state) => share(block, expand(source, state)));
  }
  return found;
}

/** ngx_http_map_module: the exact word, then expressions in their order, then `default`. */
function mapped(block: readonly Directive[], value: string, state: RequestState): string {
  let fallback = '';
  const lines = block.map(({ words: [key = '', result = ''] }) => ({ key, result }));
  for (const { key, result } of lines) {
    if (key === 'default') fallback = result;
    else if (!key.startsWith('~') && key.toLowerCase() === value.toLowerCase()) return expand(result, state);
  }
  for (const { key, result } of lines) {
    if (!key.startsWith('~')) continue;
    const insensitive = key.startsWith('~*');
    try {
      const pattern = key.slice(insensitive ? 2 : 1).replace(/\(\?P</g, '(?<');
      const match = new RegExp(pattern, insensitive ? 'i' : '').exec(value);
      if (match)
        return expand(result, { ...state, own: new Map([...state.own, ...Object.entries(match.groups ?? {})]) });
    } catch {
      // No expression that JavaScript has.
    }
  }
  return expand(fallback, state);
}

/** ngx_http_split_clients_module: the hash of the text decides. */
function share(block: readonly Directive[], text: string): string {
  const hash = murmurHash2(text);
  let sum = 0;
  for (const {
    words: [percent = '', value = ''],
  } of block) {
    if (percent === '*') return value;
    sum += Math.floor(Number.parseFloat(percent) * 100);
    if (hash < (sum * 0x1_0000_0000) / 10_000) return value;
  }
  return '';
}

/** Austin Appleby's MurmurHash2 with seed 0 (src/core/ngx_murmurhash.c). */
function murmurHash2(text: string): number {
  const m = 0x5bd1e995;
  const byte = (at: number): number => text.charCodeAt(at) & 0xff;
  let h = text.length;
  let at = 0;
  for (; text.length - at >= 4; at += 4) {
    let k = byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24);
    k = Math.imul(k, m);
    k ^= k >>> 24;
    h = Math.imul(h, m) ^ Math.imul(k, m);
  }
  const left = text.length - at;
  if (left >= 3) h ^= byte(at + 2) << 16;
  if (left >= 2) h ^= byte(at + 1) << 8;
  if (left >= 1) h = Math.imul(h ^ byte(at), m);
  h ^= h >>> 13;
  h = Math.imul(h, m);
  return (h ^ (h >>> 15)) >>> 0;
}
