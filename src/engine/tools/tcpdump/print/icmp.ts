import { sum16, wantedChecksum } from '../../../packet/bytes/writer';
import type { Dissection } from './context';
import { printIpv4 } from './ipv4';

/** print-icmp.c */
export function printIcmp(d: Dissection, at: number, length: number, fragmented: boolean): void {
  const [type, code] = [d.u8(at), d.u8(at + 1)];
  d.say(`ICMP ${describe(d, at, type, code)}, length ${length}`);
  const whole = d.bytes.length >= at + length;
  if (d.style.verbose > 0 && !fragmented && whole && !d.style.trusting) {
    if (sum16(d.bytes, at, at + length) !== 0xffff) {
      const wanted = wantedChecksum(d.bytes, { from: at, length, at: 2 });
      d.say(` (wrong icmp cksum ${d.u16(at + 2).toString(16)} (->${wanted.toString(16)})!)`);
    }
  }
  if (d.style.verbose > 0 && QUOTES.has(type)) {
    d.say('\n\t');
    printIpv4(d, at + 8, d.u16(at + 10));
  }
}

const QUOTES: ReadonlySet<number> = new Set([3, 4, 5, 11, 12]);

const HOST_OR_NET: ReadonlyMap<number, string> = new Map([
  [0, 'net %s unreachable'], [1, 'host %s unreachable'], [5, '%s unreachable - source route failed'], [6, 'net %s unreachable - unknown'],
  [7, 'host %s unreachable - unknown'], [8, '%s unreachable - source host isolated'], [9, 'net %s unreachable - admin prohibited'],
  [10, 'host %s unreachable - admin prohibited'], [11, 'net %s unreachable - tos prohibited'], [12, 'host %s unreachable - tos prohibited'],
  [13, 'host %s unreachable - admin prohibited filter'], [14, 'host %s unreachable - host precedence violation'],
  [15, 'host %s unreachable - precedence cutoff'],
]); // prettier-ignore

function describe(d: Dissection, at: number, type: number, code: number): string {
  const quoted = at + 8;
  const target = (): string => d.ip4(quoted + 16);
  switch (type) {
    case 0:
    case 8:
      return `echo ${type === 8 ? 'request' : 'reply'}, id ${d.u16(at + 4)}, seq ${d.u16(at + 6)}`;
    case 3:
      return unreachable(d, at, code);
    case 5: {
      const what = ['net', 'host', 'tos net', 'tos host'].at(code);
      const words =
        code === 2
          ? 'redirect-tos %s to net %s'
          : code === 3
            ? 'redirect-tos %s to host %s'
            : `redirect %s to ${what ?? ''} %s`;
      return words.replace('%s', target()).replace('%s', d.ip4(at + 4));
    }
    case 11:
      return code === 0
        ? 'time exceeded in-transit'
        : code === 1
          ? 'ip reassembly time exceeded'
          : `time exceeded-#${code}`;
    case 12:
      return code === 0 ? `parameter problem - octet ${d.u8(at + 4)}` : `parameter problem - code ${code}`;
    default:
      return OTHERS.get(type) ?? `type-#${type}`;
  }
}

const OTHERS: ReadonlyMap<number, string> = new Map([
  [4, 'source quench'], [9, 'router advertisement'], [10, 'router solicitation'], [13, 'time stamp query'], [14, 'time stamp reply'],
  [15, 'information request'], [16, 'information reply'], [17, 'address mask request'], [18, 'address mask reply'],
]); // prettier-ignore

function unreachable(d: Dissection, at: number, code: number): string {
  const quoted = at + 8;
  const target = d.ip4(quoted + 16);
  const protocol = d.u8(quoted + 9);
  if (code === 2) return `${target} protocol ${protocol} unreachable`;
  if (code === 3) {
    const port = d.u16(quoted + (d.u8(quoted) & 15) * 4 + 2);
    if (protocol === 6 || protocol === 17) {
      const name = protocol === 6 ? 'tcp' : 'udp';
      return `${target} ${name} port ${d.port(port, name)} unreachable`;
    }
    return `${target} protocol ${protocol} port ${port} unreachable`;
  }
  if (code === 4) {
    const mtu = d.u16(at + 6);
    return `${target} unreachable - need to frag${mtu === 0 ? '' : ` (mtu ${mtu})`}`;
  }
  return HOST_OR_NET.get(code)?.replace('%s', target) ?? `${target} unreachable - #${code}`;
}
