import { KernelError } from '../../kernel/errno';
import type { LinkInfo } from '../../kernel/netlink';
import { maskOf, type Ipv4 } from '../../packet/address';
import { atoi } from '../clib/numbers';
import type { Process } from '../tool';
import { checkAlias, removeAlias, setAddress, setBroadcast, setMask } from './address-ioctl';

/** The aliases `ifconfig eth0 add` numbers: eth0:0 … eth0:255. */
const MAX_ALIASES = 256;

/**
 * `ifconfig eth0 add|del ADDRESS` (net-tools ifconfig.c set_ifstate): the alias that has the address goes up or down. When none has it a new one
 * gets it, even for `del`: the lowest free number, with the mask and broadcast of eth0. Failures are silent.
 */
export function setAliasState(process: Process, link: LinkInfo, address: Ipv4, up: boolean): void {
  const netlink = process.netlink();
  const used = new Set<number>();
  for (const { label, address: local, peer } of link.addresses4) {
    const suffix = /:(.+)$/.exec(label)?.[1];
    if (suffix === undefined || suffix.includes('-')) continue;
    used.add(atoi(suffix));
    if ((peer ?? local) === address) return quietly(() => (up ? checkAlias : removeAlias)(netlink, label));
  }
  const parent = link.addresses4.find(({ label }) => label === link.name);
  for (let number = 0; number < MAX_ALIASES; number++) {
    if (used.has(number)) continue;
    const alias = `${link.name}:${number}`;
    return quietly(() => {
      setAddress(netlink, alias, address);
      setMask(netlink, alias, maskOf(parent?.prefixLength ?? 0));
      if (parent?.broadcast !== undefined) setBroadcast(netlink, alias, parent.broadcast);
    });
  }
}

function quietly(ioctls: () => void): void {
  try {
    ioctls();
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
  }
}
