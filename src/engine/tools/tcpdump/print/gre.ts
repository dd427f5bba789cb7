import { hex, type Dissection } from './context';
import { ethertypeName, printEthernet, printNetwork } from './link';

/** print-gre.c, version 0. */
export function printGre(d: Dissection, at: number, length: number): void {
  const [flags, type] = [d.u16(at), d.u16(at + 2)];
  const verbose = d.style.verbose > 0;
  d.say('GREv0');
  const names = [[0x8000, 'checksum present'], [0x4000, 'routing present'], [0x2000, 'key present'], [0x1000, 'sequence# present']] as const; // prettier-ignore
  const present = names.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  if (verbose) d.say(`, Flags [${present.join(', ') || 'none'}]`);
  let next = at + 4;
  if ((flags & 0xc000) !== 0) {
    if (verbose && (flags & 0x8000) !== 0) d.say(`, sum ${hex(d.u16(next))}`);
    next += 4;
  }
  if ((flags & 0x2000) !== 0) {
    d.say(`, key=${hex(d.u32(next))}`);
    next += 4;
  }
  if ((flags & 0x1000) !== 0) {
    d.say(`, seq ${d.u32(next)}`);
    next += 4;
  }
  if (d.style.link) d.say(`, proto ${ethertypeName(type)} (${hex(type, 4)})`);
  d.say(`, length ${length}${verbose ? '\n\t' : ': '}`);
  const rest = at + length - next;
  if (type === 0x6558) printEthernet(d, next, rest);
  else printNetwork(d, type, next, rest);
}
