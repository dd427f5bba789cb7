import { sum16, wantedChecksum } from '../../../packet/bytes/writer';
import { hex, type Dissection } from './context';
import { dump } from './dump';

interface Around {
  readonly pseudo: number;
  readonly fragmented: boolean;
}

/** print-icmp6.c */
export function printIcmpv6(d: Dissection, at: number, length: number, { pseudo, fragmented }: Around): void {
  const { verbose, trusting } = d.style;
  const [type, code] = [d.u8(at), d.u8(at + 1)];
  if (verbose > 0 && !fragmented && !trusting && d.bytes.length >= at + length) {
    const good = sum16(d.bytes, at, at + length, pseudo) === 0xffff;
    if (good) d.say('[icmp6 sum ok] ');
    else {
      const wanted = wantedChecksum(d.bytes, { from: at, length, at: 2 }, pseudo);
      d.say(`[bad icmp6 cksum ${hex(d.u16(at + 2), 4)} -> ${hex(wanted, 4)}!] `);
    }
  }
  d.say(`ICMP6, ${TYPES.get(type) ?? `unknown icmp6 type (${type})`}`);
  // Of neighbour discovery the length comes before the rest when there is more to say.
  if (verbose > 0 && type >= 133 && type <= 137) d.say(`, length ${length}`);
  switch (type) {
    case 1:
      if (!unreachable(d, at, code)) {
        if (verbose < 2) d.say(dump(d.bytes, at, at + length, '\n\t'));
        return;
      }
      break;
    case 2:
      d.say(`, mtu ${d.u32(at + 4)}`);
      break;
    case 3:
      d.say(code === 0 ? ` for ${d.ip6(at + 8 + 24)}` : code === 1 ? ' (reassembly)' : `, unknown code (${code})`);
      break;
    case 4:
      d.say(`, ${['erroneous', 'next header', 'option'].at(code) ?? `code-#${code}`} - octet ${d.u32(at + 4)}`);
      break;
    case 128:
    case 129:
      d.say(`, id ${d.u16(at + 4)}, seq ${d.u16(at + 6)}`);
      break;
    case 135:
      d.say(`, who has ${d.ip6(at + 8)}`);
      if (verbose > 0) options(d, at + 24, at + length);
      break;
    case 136:
      d.say(`, tgt is ${d.ip6(at + 8)}`);
      if (verbose > 0) {
        const flags = [[0x80, 'router'], [0x40, 'solicited'], [0x20, 'override']] as const; // prettier-ignore
        const set = flags.filter(([bit]) => (d.u8(at + 4) & bit) !== 0).map(([, name]) => name);
        d.say(`, Flags [${set.join(', ') || 'none'}]`);
        options(d, at + 24, at + length);
      }
      break;
    case 137:
      d.say(`, ${d.ip6(at + 24)} to ${d.ip6(at + 8)}`);
      if (verbose > 0) options(d, at + 40, at + length);
      break;
    case 133:
      if (verbose > 0) options(d, at + 8, at + length);
      break;
    case 143:
      d.say(`, ${d.u16(at + 6)} group record(s)`);
      if (verbose > 0) groups(d, at + 8, d.u16(at + 6));
      break;
    default:
      if (TYPES.has(type)) break;
  }
  if (verbose === 0) d.say(`, length ${length}`);
}

const TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'destination unreachable'], [2, 'packet too big'], [3, 'time exceeded in-transit'], [4, 'parameter problem'], [128, 'echo request'], [129, 'echo reply'],
  [130, 'multicast listener query'], [131, 'multicast listener report'], [132, 'multicast listener done'], [133, 'router solicitation'],
  [134, 'router advertisement'], [135, 'neighbor solicitation'], [136, 'neighbor advertisement'], [137, 'redirect'], [143, 'multicast listener report v2'],
]); // prettier-ignore

/** False for a code that nobody knows. */
function unreachable(d: Dissection, at: number, code: number): boolean {
  const quoted = at + 8;
  const target = d.ip6(quoted + 24);
  const said = (text: string): true => {
    d.say(text);
    return true;
  };
  switch (code) {
    case 0:
      return said(`, unreachable route ${target}`);
    case 1:
      return said(`,  unreachable prohibited ${target}`);
    case 2:
      return said(`, beyond scope ${target}, source address ${d.ip6(quoted + 8)}`);
    case 3:
      return said(`, unreachable address ${target}`);
    case 4: {
      const protocol = d.u8(quoted + 6);
      const port = d.u16(quoted + 42);
      if (protocol !== 6 && protocol !== 17)
        return said(`, unreachable port, ${target} protocol ${protocol} port ${port}`);
      const name = protocol === 6 ? 'tcp' : 'udp';
      return said(`, unreachable port, ${target} ${name} port ${d.port(port, name)}`);
    }
    default:
      d.say(`, unknown unreach code (${code})`);
      return false;
  }
}

const OPTIONS: ReadonlyMap<number, string> = new Map([[1, 'source link-address'], [2, 'destination link-address'], [3, 'prefix info'], [4, 'redirected header'], [5, 'mtu']]); // prettier-ignore

function options(d: Dissection, from: number, end: number): void {
  for (let at = from; at + 2 <= end;) {
    const [type, words] = [d.u8(at), d.u8(at + 1)];
    if (words === 0) return;
    const name = OPTIONS.get(type);
    d.say(`\n\t  ${name ?? 'unknown'} option (${type}), length ${words * 8} (${words}): `);
    if (type === 1 || type === 2) {
      d.say(d.macNamed(at + 2));
      if (d.style.verbose > 1) d.say(dump(d.bytes, at + 2, at + words * 8, '\n\t    '));
    } else if (type === 5) d.say(` ${d.u32(at + 4)}`);
    else if (type !== 4) d.say(dump(d.bytes, at + 2, at + words * 8, d.style.verbose > 1 ? '\n\t    ' : '\n\t  '));
    at += words * 8;
  }
}

const RECORDS = ['?', 'is_in', 'is_ex', 'to_in', 'to_ex', 'allow', 'block'];

function groups(d: Dissection, from: number, count: number): void {
  let at = from;
  for (let i = 0; i < count; i++) {
    const sources = d.u16(at + 2);
    const kind = RECORDS[d.u8(at)] ?? `[v2-report-#${d.u8(at)}]`;
    d.say(` [gaddr ${d.ip6(at + 4)} ${kind}${d.style.verbose > 1 ? ' { }' : `, ${sources} source(s)`}]`);
    at += 20 + sources * 16 + d.u8(at + 1) * 4;
  }
}
