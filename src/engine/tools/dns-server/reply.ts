import { encodeDns } from '../../packet/dns/encode';
import type { DnsFlags, DnsMessage, DnsRecord, Edns } from '../../packet/dns/message';

export interface ReplyParts {
  readonly rcode?: number;
  readonly flags?: Partial<DnsFlags>;
  readonly answers?: readonly DnsRecord[];
  readonly authorities?: readonly DnsRecord[];
  readonly additionals?: readonly DnsRecord[];
  readonly edns?: Edns | undefined;
}

/** The answer to a query: same identifier and question, RD and CD as asked. */
export function reply(query: DnsMessage, parts: ReplyParts): DnsMessage {
  const { rd, cd } = query.flags;
  return {
    id: query.id,
    opcode: query.opcode,
    rcode: parts.rcode ?? 0,
    flags: { qr: true, aa: false, tc: false, rd, ra: false, ad: false, cd, ...parts.flags },
    questions: query.questions,
    answers: parts.answers ?? [],
    authorities: parts.authorities ?? [],
    additionals: parts.additionals ?? [],
    edns: parts.edns,
  };
}

/** What a client takes over UDP when it does not say. */
const CLASSIC_SIZE = 512;

/** The bytes of an answer over UDP: what the client has no room for is left out and said to be missing (TC). */
export function fitting(message: DnsMessage, query: DnsMessage): string {
  const room = Math.max(CLASSIC_SIZE, query.edns?.udpSize ?? CLASSIC_SIZE);
  const whole = encodeDns(message);
  if (whole.length <= room) return whole;
  const cut = { ...message, flags: { ...message.flags, tc: true }, authorities: [], additionals: [] };
  let answers = message.answers;
  for (;;) {
    const bytes = encodeDns({ ...cut, answers });
    if (bytes.length <= room || answers.length === 0) return bytes;
    answers = answers.slice(0, -1);
  }
}
