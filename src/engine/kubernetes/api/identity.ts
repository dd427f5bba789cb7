import type { World } from '../../kernel/world';

/** Letters of generated names: no vowels, so that no words come out (apimachinery's pkg/util/rand). */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** The five letters that complete a `generateName`. */
export function nameSuffix(world: World): string {
  let suffix = '';
  for (let i = 0; i < 5; i++) suffix += LETTERS.charAt(world.random() % LETTERS.length);
  return suffix;
}

/** A version 4 UUID. */
export function newUid(world: World): string {
  const hex = [0, 0, 0, 0].map(() => world.random().toString(16).padStart(8, '0')).join('');
  const variant = '89ab'.charAt(world.random() & 3);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)].join(
    '-',
  );
}
