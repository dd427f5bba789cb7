import { marshal } from '../json/go-json';
import type { JsonMap } from '../json/types';
import { sha256Hex } from '../../digest/sha256';

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['0', 'g'],
  ['1', 'h'],
  ['3', 'k'],
  ['a', 'm'],
  ['e', 't'],
]);

/** --append-hash: ten letters of the content's SHA-256, without vowels (pkg/util/hash). */
export function contentHash(content: JsonMap): string {
  return [...sha256Hex(marshal(content)).slice(0, 10)].map((sign) => LETTERS.get(sign) ?? sign).join('');
}
