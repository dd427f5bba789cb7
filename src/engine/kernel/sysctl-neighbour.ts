/** Sysctls of neighbour tables that are kept in other units than they are written in (net/core/neighbour.c). */

const KEY = /^(net\.ipv[46]\.neigh\.[^.]+\.)(unres_qlen|unres_qlen_bytes|[a-z_]+_ms)$/;
/** SKB_TRUESIZE(ETH_FRAME_LEN): what a waiting packet counts. */
const PACKET_BYTES = 2090;
/** A tick of the kernel's clock (HZ = 250). */
const TICK_MS = 4;

/** The keys that a write changes, each with its value; undefined for any other key. */
export function neighbourWrites(name: string, value: string): readonly (readonly [string, string])[] | undefined {
  if (!name.includes('.neigh.')) return undefined;
  const [, folder, key] = KEY.exec(name) ?? [];
  if (folder === undefined) return undefined;
  const number = Number(value);
  switch (key) {
    case 'unres_qlen':
      return [
        [name, value],
        [`${folder}unres_qlen_bytes`, String(number * PACKET_BYTES)],
      ];
    case 'unres_qlen_bytes':
      return [
        [name, value],
        [`${folder}unres_qlen`, String(Math.trunc(number / PACKET_BYTES))],
      ];
    default:
      return [[name, String(Math.ceil(number / TICK_MS) * TICK_MS)]];
  }
}
