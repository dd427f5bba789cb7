import type { World } from '../kernel/world';

const LAB_EPOCH_US = Date.UTC(2026, 0, 1) * 1000;

/** Variables that just-bash takes from the machine's clock and random numbers, or does not know. */
export const CHANGING_VARIABLES = ['RANDOM', 'SRANDOM', 'SECONDS', 'EPOCHSECONDS', 'EPOCHREALTIME'] as const;

/** $RANDOM and the like, from the lab's random numbers and clock. $SECONDS is the shell's. */
export function changingValue(world: World, name: string): string {
  const us = LAB_EPOCH_US + Math.floor(world.nowUs);
  if (name === 'EPOCHREALTIME') return `${Math.floor(us / 1e6)}.${String(us % 1e6).padStart(6, '0')}`;
  if (name === 'EPOCHSECONDS') return String(Math.floor(us / 1e6));
  return String(name === 'RANDOM' ? world.random() >>> 17 : world.random());
}
