import { sum16, wantedChecksum } from '../../../packet/bytes/writer';
import { hex, type Dissection } from './context';
import { printDns } from './dns';
import { printHttp } from './http';

/** What the IP header said. */
export interface Ends {
  readonly source: string;
  readonly destination: string;
  /** The sum of the pseudo header. */
  readonly pseudo: number;
  readonly family: 4 | 6;
  /** It is but a part of a datagram. */
  readonly more: boolean;
}

const FLAGS = [[1, 'F'], [2, 'S'], [4, 'R'], [8, 'P'], [16, '.'], [32, 'U'], [64, 'E'], [128, 'W']] as const; // prettier-ignore
const [FIN, SYN, RST, ACK] = [1, 2, 4, 16];
const HTTP_PORTS: ReadonlySet<number> = new Set([80, 8080, 3128]);
const DNS_PORT = 53;

/** print-tcp.c tcp_print */
export function printTcp(d: Dissection, at: number, length: number, ends: Ends): void {
  const { style } = d;
  const [sourcePort, destinationPort] = [d.u16(at), d.u16(at + 2)];
  d.say(`${ends.source}.${d.port(sourcePort, 'tcp')} > ${ends.destination}.${d.port(destinationPort, 'tcp')}: `);
  const header = (d.u8(at + 12) >> 4) * 4;
  const data = length - header;
  if (style.quick) {
    d.say(`tcp ${data}`);
    return;
  }
  const flags = d.u8(at + 13);
  const letters = FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, letter]) => letter);
  d.say(`Flags [${letters.join('') || 'none'}]`);
  let [sequence, acknowledgement] = [d.u32(at + 4), d.u32(at + 8)];
  if (!style.absolute && (flags & ACK) !== 0) {
    [sequence, acknowledgement] = relative(d, ends, sourcePort, destinationPort, { sequence, acknowledgement, flags });
  }
  if (style.verbose > 0 && !style.trusting && !ends.more && d.bytes.length >= at + length) {
    const given = d.u16(at + 16);
    if (sum16(d.bytes, at, at + length, ends.pseudo) === 0xffff) d.say(`, cksum ${hex(given, 4)} (correct)`);
    else {
      const wanted = wantedChecksum(d.bytes, { from: at, length, at: 16 }, ends.pseudo);
      d.say(`, cksum ${hex(given, 4)} (incorrect -> ${hex(wanted, 4)})`);
    }
  }
  if (style.verbose > 1 || data > 0 || (flags & (SYN | FIN | RST)) !== 0) {
    d.say(`, seq ${sequence}${data > 0 ? `:${(sequence + data) >>> 0}` : ''}`);
  }
  if ((flags & ACK) !== 0) d.say(`, ack ${acknowledgement}`);
  d.say(`, win ${d.u16(at + 14)}`);
  if ((flags & 32) !== 0) d.say(`, urg ${d.u16(at + 18)}`);
  if (header > 20) d.say(`, options [${options(d, at + 20, at + header).join(',')}]`);
  d.say(`, length ${data}`);
  if (data <= 0) return;
  const body = at + header;
  const end = Math.min(body + data, d.bytes.length);
  if (HTTP_PORTS.has(sourcePort) || HTTP_PORTS.has(destinationPort)) {
    d.say(': ');
    printHttp(d, body, end);
  } else if (sourcePort === DNS_PORT || destinationPort === DNS_PORT) {
    d.say(' ');
    printDns(d, body + 2, data - 2, false);
  }
}

/** Sequence numbers from the first ones that were seen of the connection. */
function relative(
  d: Dissection,
  { source, destination }: Ends,
  sourcePort: number,
  destinationPort: number,
  {
    sequence,
    acknowledgement,
    flags,
  }: { readonly sequence: number; readonly acknowledgement: number; readonly flags: number },
): [number, number] {
  const [from, to] = [`${source}|${sourcePort}`, `${destination}|${destinationPort}`];
  const reversed = from > to;
  const key = reversed ? `${to}>${from}` : `${from}>${to}`;
  const known = d.connections.get(key);
  if (!known || (flags & SYN) !== 0) {
    const first = { sequence, acknowledgement: (acknowledgement - 1) >>> 0 };
    d.connections.set(key, reversed ? { sequence: first.acknowledgement, acknowledgement: sequence } : first);
    return [sequence, acknowledgement];
  }
  const [own, other] = reversed ? [known.acknowledgement, known.sequence] : [known.sequence, known.acknowledgement];
  return [(sequence - own) >>> 0, (acknowledgement - other) >>> 0];
}

function options(d: Dissection, from: number, end: number): readonly string[] {
  const shown: string[] = [];
  for (let at = from; at < end;) {
    const kind = d.u8(at);
    if (kind === 0) {
      shown.push('eol');
      break;
    }
    if (kind === 1) {
      shown.push('nop');
      at++;
      continue;
    }
    const size = d.u8(at + 1);
    if (size < 2) break;
    if (kind === 2) shown.push(`mss ${d.u16(at + 2)}`);
    else if (kind === 3) shown.push(`wscale ${d.u8(at + 2)}`);
    else if (kind === 4) shown.push('sackOK');
    else if (kind === 8) shown.push(`TS val ${d.u32(at + 2)} ecr ${d.u32(at + 6)}`);
    else shown.push(`unknown-${kind} ${hex(d.u8(at + 2))}`);
    at += size;
  }
  return shown;
}
