import { keysOf } from '../../json/go-json';
import type { JsonMap } from '../../json/types';

export { compare, isList, isMap, type Json } from '../../json/types';

/** The keys of a map as Go prints them: sorted. */
export function keysOfMap(map: JsonMap): readonly string[] {
  return keysOf(map, true);
}
