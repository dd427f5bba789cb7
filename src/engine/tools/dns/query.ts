import type { World } from '../../kernel/world';
import type { DnsFlags, DnsMessage, Edns } from '../../packet/dns/message';

const COOKIE = 10;

const FLAGS: DnsFlags = { qr: false, aa: false, tc: false, rd: true, ra: false, ad: false, cd: false };

/** A query for one name; the identifier is drawn from the lab's randomness. */
export function queryFor(
  world: World,
  question: DnsMessage['questions'][number],
  flags: Partial<DnsFlags> = {},
  edns?: Edns,
): DnsMessage {
  return {
    id: world.random() & 0xffff,
    opcode: 0,
    rcode: 0,
    flags: { ...FLAGS, ...flags },
    questions: [question],
    answers: [],
    authorities: [],
    additionals: [],
    edns,
  };
}

/** A client's half of a COOKIE option (RFC 7873). */
export function clientCookie(world: World): { readonly code: number; readonly bytes: string } {
  const bytes = [world.random(), world.random()].flatMap((word) => [
    word >>> 24,
    (word >>> 16) & 255,
    (word >>> 8) & 255,
    word & 255,
  ]);
  return { code: COOKIE, bytes: String.fromCharCode(...bytes) };
}
