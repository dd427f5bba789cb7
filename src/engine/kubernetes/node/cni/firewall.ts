import { formatIpv4 } from '../../../packet/address';
import { hasChain, jumpsTo, restoreRules, tableText } from '../iptables';
import { CniError, type CniPlugin } from './plugin';

/** Lets a Pod's packets pass where FORWARD would drop them (plugins/meta/firewall, backend iptables). */
export const firewall: CniPlugin = {
  type: 'firewall',
  add({ world, node }, _configuration, previous) {
    if (!previous) throw new CniError('missing prevResult from earlier plugin');
    const lines: string[] = [];
    if (!hasChain(world, node, 'filter', ADMIN)) lines.push(`:${ADMIN} - [0:0]`);
    if (!hasChain(world, node, 'filter', FORWARD)) lines.push(`:${FORWARD} - [0:0]`);
    if (!jumpsTo(world, node, 'filter', FORWARD, ADMIN)) {
      lines.push(`-I ${FORWARD} 1 -m comment --comment "CNI firewall plugin admin overrides" -j ${ADMIN}`);
    }
    if (!jumpsTo(world, node, 'filter', 'FORWARD', FORWARD)) {
      lines.push(`-I FORWARD 1 -m comment --comment "CNI firewall plugin rules" -j ${FORWARD}`);
    }
    for (const { address } of previous.ips) {
      const ip = formatIpv4(address);
      lines.push(`-A ${FORWARD} -d ${ip}/32 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`);
      lines.push(`-A ${FORWARD} -s ${ip}/32 -j ACCEPT`);
    }
    restoreRules(world, node, tableText('filter', lines));
    return previous;
  },
};

const FORWARD = 'CNI-FORWARD';
const ADMIN = 'CNI-ADMIN';
