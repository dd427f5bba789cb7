import type { Dissection } from './context';

/** print-arp.c for Ethernet and IPv4. */
export function printArp(d: Dissection, at: number, length: number): void {
  if (!d.style.link) d.say('ARP, ');
  if (d.style.verbose > 0) d.say('Ethernet (len 6), IPv4 (len 4), ');
  const [sender, senderIp, target, targetIp] = [at + 8, at + 14, at + 18, at + 24];
  if (d.u16(at + 6) === 1) {
    const known = d.mac(target) === '00:00:00:00:00:00' ? '' : ` (${d.macNamed(target)})`;
    d.say(`Request who-has ${d.ip4(targetIp)}${known} tell ${d.ip4(senderIp)}`);
  } else d.say(`Reply ${d.ip4(senderIp)} is-at ${d.macNamed(sender)}`);
  d.say(`, length ${length}`);
}
