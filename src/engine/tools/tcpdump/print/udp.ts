import { sum16, wantedChecksum } from '../../../packet/bytes/writer';
import { hex, type Dissection } from './context';
import { printDns } from './dns';
import { printEthernet } from './link';
import type { Ends } from './tcp';

const HEADER = 8;
const PORTS = { dns: 53, mdns: 5353, vxlan: 4789, otv: 8472 } as const;

/** print-udp.c udp_print */
export function printUdp(
  d: Dissection,
  at: number,
  room: number,
  { source, destination, pseudo, family, more }: Ends,
): void {
  const { style } = d;
  const [sourcePort, destinationPort, length] = [d.u16(at), d.u16(at + 2), d.u16(at + 4)];
  d.say(`${source}.${d.port(sourcePort, 'udp')} > ${destination}.${d.port(destinationPort, 'udp')}: `);
  const data = length - HEADER;
  if (style.quick) {
    d.say(`UDP, length ${data}`);
    return;
  }
  const looks = style.verbose > (family === 4 ? 1 : 0) && !style.trusting && !more;
  if (looks && d.bytes.length >= at + length) d.say(verdict(d, at, length, pseudo));
  const [body, end] = [at + HEADER, Math.min(at + length, d.bytes.length, at + room)];
  const either = (port: number): boolean => sourcePort === port || destinationPort === port;
  if (either(PORTS.dns)) printDns(d, body, data, false);
  else if (either(PORTS.mdns)) printDns(d, body, data, true);
  else if (either(PORTS.vxlan) || either(PORTS.otv)) printTunnel(d, body, end, either(PORTS.vxlan));
  else d.say(`UDP, length ${data}`);
}

function verdict(d: Dissection, at: number, length: number, pseudo: number): string {
  const given = d.u16(at + 6);
  if (given === 0) return '[no cksum] ';
  if (sum16(d.bytes, at, at + length, pseudo) === 0xffff) return '[udp sum ok] ';
  const wanted = wantedChecksum(d.bytes, { from: at, length, at: 6 }, pseudo);
  return `[bad udp cksum ${hex(given, 4)} -> ${hex(wanted, 4)}!] `;
}

/** print-vxlan.c and print-otv.c: Linux's old port of VXLAN is OTV's. */
function printTunnel(d: Dissection, at: number, end: number, vxlan: boolean): void {
  const flags = d.u8(at);
  const names = `flags [${(flags & 8) === 0 ? '.' : 'I'}] (${hex(flags, 2)})`;
  const id = d.u32(at + 4) >>> 8;
  d.say(vxlan ? `VXLAN, ${names}, vni ${id}\n` : `OTV, ${names}, overlay ${d.u32(at) & 0xffffff}, instance ${id}\n`);
  printEthernet(d, at + 8, end - at - 8);
}
