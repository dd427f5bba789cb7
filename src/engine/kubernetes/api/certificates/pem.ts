import type { World } from '../../../kernel/world';

/** Random bytes in PEM: what stands for a certificate or key in a lab, which has no cryptography. */
export function randomPem(world: World, what: string, bytes: number): string {
  let text = '';
  while (text.length < bytes) text += String.fromCharCode(world.random() & 255);
  const base64 = btoa(text);
  return `-----BEGIN ${what}-----\n${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${what}-----\n`;
}
