import { KernelError } from '../../kernel/errno';
import type { LinkInfo } from '../../kernel/netlink';
import { maskOf, type Ipv4 } from '../../packet/address';
import type { Process } from '../tool';
import { removeAlias, setAddress, setBroadcast, setMask } from './address-ioctl';

/** The aliases `ifconfig eth0 add` numbers: eth0:0 … eth0:255. */
const MAX_ALIASES = 256;

/** `ifconfig eth0 add ADDRESS`: the lowest free alias gets it, with the mask and broadcast of eth0 (set_ifstate). Failures are silent. */
export function addAliasAddress(process: Process, link: LinkInfo, address: Ipv4): void {
  const labels = new Set(link.addresses4.map(({ label }) => label));
  const parent = link.addresses4.find(({ label }) => label === link.name);
  for (let number = 0; number < MAX_ALIASES; number++) {
    const alias = `${link.name}:${number}`;
    if (labels.has(alias)) continue;
    return quietly(() => {
      setAddress(process.netlink(), alias, address);
      setMask(process.netlink(), alias, maskOf(parent?.prefixLength ?? 0));
      if (parent?.broadcast !== undefined) setBroadcast(process.netlink(), alias, parent.broadcast);
    });
  }
}

/** `ifconfig eth0 del ADDRESS`: takes down the alias that has it; other addresses are left alone without a word. */
export function deleteAliasAddress(process: Process, link: LinkInfo, address: Ipv4): void {
  const found = link.addresses4.find((entry) => entry.address === address && entry.label.includes(':'));
  if (found) quietly(() => removeAlias(process.netlink(), found.label));
}

function quietly(ioctls: () => void): void {
  try {
    ioctls();
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
  }
}
