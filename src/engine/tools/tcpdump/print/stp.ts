import type { Dissection } from './context';

/** print-stp.c for the messages of IEEE 802.1D. */
export function printStp(d: Dissection, at: number, length: number): void {
  d.say('STP 802.1d, ');
  if (d.u8(at + 3) === 0x80) {
    d.say('Topology Change');
    return;
  }
  const bits = d.u8(at + 4);
  const flags = [
    ...((bits & 1) === 0 ? [] : ['Topology change']),
    ...((bits & 0x80) === 0 ? [] : ['Topology change ACK']),
  ];
  const bridge = (from: number): string => `${d.u16(from).toString(16).padStart(4, '0')}.${d.mac(from + 2)}`;
  d.say(`Config, Flags [${flags.join(', ') || 'none'}], `);
  d.say(
    `bridge-id ${bridge(at + 17)}.${d
      .u16(at + 25)
      .toString(16)
      .padStart(4, '0')}, length ${length}`,
  );
  if (d.style.verbose === 0) return;
  const seconds = (from: number): string => `${(d.u16(from) / 256).toFixed(2)}s`;
  d.say(`\n\tmessage-age ${seconds(at + 27)}, max-age ${seconds(at + 29)}, `);
  d.say(`hello-time ${seconds(at + 31)}, forwarding-delay ${seconds(at + 33)}`);
  d.say(`\n\troot-id ${bridge(at + 5)}, root-pathcost ${d.u32(at + 13)}`);
}
