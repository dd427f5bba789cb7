import type { Lab } from '../../../../src/engine';

/**
 * Everything a lab's world holds, as text: every record of every table, the events that are due, the clock and the state of its randomness. Records say
 * who may write them (epoch), which is no part of what a lab is.
 */
export function stateOf({ world }: Lab): string {
  return JSON.stringify(world, (key, value: unknown) => {
    if (key === 'epoch' || key === 'recorder') return undefined;
    if (typeof value === 'bigint') return String(value);
    if (isEntries(value)) return [...value];
    return value;
  });
}

function isEntries(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value && !Array.isArray(value);
}
