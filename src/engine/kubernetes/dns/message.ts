import { encodeDns } from '../../packet/dns/encode';
import { typeOf, type DnsMessage, type DnsRecord, type Soa } from '../../packet/dns/message';
import { reply, type ReplyParts } from '../../tools/dns-server/reply';
import type { Request } from './turn';

export const RCODE = {
  success: 0,
  formatError: 1,
  serverFailure: 2,
  nameError: 3,
  notImplemented: 4,
  refused: 5,
} as const;

/** An answer with authority to a request's question. */
export function authoritative(request: Request, parts: ReplyParts): DnsMessage {
  return reply(request.message, { ...parts, flags: { aa: true, ...parts.flags } });
}

/** Codes after which a server writes the answer itself (plugin.ClientWrite). */
export function isLeftToServer(rcode: number): boolean {
  return rcode === 2 || rcode === 5 || rcode === 1 || rcode === 4;
}

/** The name asked for in small letters. */
export function nameOfRequest({ message }: Request): string {
  return (message.questions[0]?.name ?? '.').toLowerCase();
}

/** The name as it was written. */
export function askedName({ message }: Request): string {
  return message.questions[0]?.name ?? '.';
}

export function typeOfRequest({ message }: Request): number {
  return message.questions[0]?.type ?? 0;
}

/** The same request with another question. */
export function askingFor(request: Request, name: string, type?: number): Request {
  const [question] = request.message.questions;
  const asked = { name, type: type ?? question?.type ?? 0, class: question?.class ?? 1 };
  return { ...request, message: { ...request.message, questions: [asked] } };
}

export function record(name: string, ttl: number, data: DnsRecord['data']): DnsRecord {
  return { name, class: 1, ttl, data };
}

export function soaRecord(name: string, ttl: number, soa: Soa): DnsRecord {
  return record(name, ttl, { type: 'SOA', ...soa });
}

const COOKIE = 10;
/** Options of EDNS that come back as they were sent (request/edns0.go). */
const ECHOED: ReadonlySet<number> = new Set([3, 9, COOKIE, 11, 12]);
const CLASSIC_SIZE = 512;
const LARGEST = 0xffff;
/** From this length on names are compressed, even where the message would fit (request.go: Scrub). */
const LARGE_UDP4 = 1480;
const LARGE_UDP6 = 1220;

/** What a client takes. */
export function sizeOfRequest({ message, client }: Request): number {
  if (client.transport === 'tcp') return LARGEST;
  return Math.max(CLASSIC_SIZE, message.edns?.udpSize ?? 0);
}

/** The bytes of an answer as it leaves the server: EDNS as the client speaks it, and cut to what it takes (request.ScrubWriter, dns.Msg.Truncate). */
export function scrubbed(
  answer: DnsMessage,
  request: Request,
): { readonly message: DnsMessage; readonly bytes: string } {
  const { edns } = request.message;
  const options = answer.edns?.options ?? edns?.options.filter(({ code }) => ECHOED.has(code)) ?? [];
  const message = {
    ...answer,
    edns: edns ? { version: 0, udpSize: edns.udpSize, dnssecOk: edns.dnssecOk, options } : undefined,
  };
  const plain = encodeDns(message, false);
  const room = sizeOfRequest(request);
  const large = typeof request.client.address === 'string' ? LARGE_UDP6 : LARGE_UDP4;
  if (plain.length <= room && !(request.client.transport === 'udp' && plain.length > large))
    return { message, bytes: plain };
  const packed = encodeDns(message);
  if (packed.length <= room) return { message, bytes: packed };
  return truncated(message, room);
}

function truncated(message: DnsMessage, room: number): { readonly message: DnsMessage; readonly bytes: string } {
  const all = [...message.answers, ...message.authorities, ...message.additionals];
  const first = message.answers.length;
  const second = first + message.authorities.length;
  const cut = (count: number): DnsMessage => ({
    ...message,
    flags: { ...message.flags, tc: true },
    answers: all.slice(0, Math.min(count, first)),
    authorities: all.slice(first, Math.min(count, second)),
    additionals: all.slice(second, count),
  });
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (encodeDns(cut(middle)).length <= room) low = middle;
    else high = middle - 1;
  }
  const shorter = cut(low);
  return { message: shorter, bytes: encodeDns(shorter) };
}

export type ResponseKind = 'noerror' | 'nodata' | 'nxdomain' | 'servererror' | 'delegation' | 'othererror' | 'meta';
export type ResponseClass = 'all' | 'success' | 'denial' | 'error';

const TYPE_SOA = 6;
const TYPE_NS = 2;

/** What kind of answer a message is (plugin/pkg/response/typify.go). */
export function kindOfResponse(message: DnsMessage | undefined): ResponseKind {
  if (!message) return 'othererror';
  const [question] = message.questions;
  if (question && (question.type === 251 || question.type === 252)) return 'meta';
  const { rcode, answers, authorities } = message;
  if (answers.length > 0 && rcode === RCODE.success) return 'noerror';
  const types = authorities.map(({ data }) => typeOf(data));
  const soa = types.includes(TYPE_SOA);
  if (soa && rcode === RCODE.success) return 'nodata';
  if (soa && rcode === RCODE.nameError) return 'nxdomain';
  if (rcode === RCODE.serverFailure || rcode === RCODE.notImplemented) return 'servererror';
  if (rcode !== RCODE.success) return 'othererror';
  return types.includes(TYPE_NS) ? 'delegation' : 'noerror';
}

export function classOfResponse(kind: ResponseKind): ResponseClass {
  if (kind === 'noerror' || kind === 'delegation') return 'success';
  if (kind === 'nodata' || kind === 'nxdomain') return 'denial';
  return kind === 'meta' ? 'success' : 'error';
}

/** How many bytes a message has with names written out. */
export function lengthOf(message: DnsMessage): number {
  return encodeDns(message, false).length;
}
