import type { Mac } from '../../../../../src/engine/packet/address';
import { ifconfig } from '../../../../../src/engine/tools/ifconfig/ifconfig';
import { routedLab } from '../bench-host';
import { replay } from '../replay';

const { lab, A } = routedLab();
const netlink = lab.netlink(A);
netlink.setSysctl('net.ipv6.conf.all.disable_ipv6', '1');
netlink.setSysctl('net.ipv6.conf.default.disable_ipv6', '1');
netlink.setLink('a0', { mac: '02:00:00:00:00:0a' as Mac });
const peer = { name: 'e2', mac: '02:00:00:00:00:e2' as Mac };
netlink.addLink({ name: 'e1', type: 'veth', mac: '02:00:00:00:00:e1' as Mac, peer });
netlink.addLink({ name: 'br0', type: 'bridge', mac: '02:00:00:00:00:b0' as Mac });

/** What a0 carried before (ARP, IPv6 of its peer) depends on the moment of the recording. */
function maskCounters(text: string): string {
  return text
    .replace(/((?:RX|TX) packets) \d+ {2}bytes \d+ \(\d+\.\d \w+\)/g, '$1 N')
    .replace(/^(a0 +1500) +\d+( .*) +\d+(( +0){3} )/gm, '$1 N$2 N$3')
    .replace(/^ +inet6 .*\n/gm, '')
    .replace(/dropped \d+/g, 'dropped N');
}

replay(lab, './ifconfig/fixtures/ifconfig.txt', {
  tools: [ifconfig],
  mask: maskCounters,
  other: () => undefined,
});
