import { runUntil } from '../../../../../src/engine/kernel/run';
import { parseIpv4, type Mac } from '../../../../../src/engine/packet/address';
import { arp } from '../../../../../src/engine/tools/arp/arp';
import { ping } from '../../../../../src/engine/tools/ping/ping';
import { namedRoutedLab } from '../bench-host';
import { replay } from '../replay';

const { lab, A, R } = namedRoutedLab();
lab.netlink(A).setLink('a0', { mac: '02:00:00:00:00:0a' as Mac });
lab.netlink(R).setLink('ra', { mac: '02:00:00:00:00:01' as Mac });
await lab.run(ping, A, 'ping -c1 10.1.0.1');
for (const [last, state] of [
  [50, 'PERMANENT'],
  [51, 'STALE'],
] as const) {
  const address = parseIpv4(`10.1.0.${last}`);
  const mac = `02:00:00:00:00:${last}` as Mac;
  if (address !== undefined) lab.netlink(A).addNeighbour({ device: 'a0', address, mac, state }, 'add');
}
await lab.run(ping, A, 'ping -c1 -W1 10.1.0.77');
runUntil(lab.world, () => false, lab.world.nowUs + 3_000_000);

/** The kernel lists neighbours by a hash seeded at boot, so only the set of lines is the same everywhere. */
function sortLines(text: string): string {
  return text.includes('Usage') ? text : text.split('\n').sort().join('\n');
}

replay(lab, './arp/fixtures/arp.txt', { tools: [arp], mask: sortLines });
