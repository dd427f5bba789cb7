import { KernelError } from '../errno';
import type { Mac } from '../../packet/address';
import { MAC_ZERO } from '../../packet/address';
import type { DeviceKind } from '../records';

/** Smallest and largest MTU of each device type; 0 as maximum means unlimited. */
const MTU_RANGE: Record<DeviceKind['type'], readonly [number, number]> = {
  loopback: [0, 0],
  nic: [68, 65535],
  veth: [68, 65535],
  bridge: [68, 65535],
};

/** Smallest and largest MTU in bytes that a device type takes, as `ip -d link` prints them (minmtu, maxmtu). */
export function mtuRange(type: DeviceKind['type']): { readonly min: number; readonly max: number } {
  const [min, max] = MTU_RANGE[type];
  return { min, max };
}

/** net/core/dev.c dev_validate_mtu: throws EINVAL with the kernel's sentence. */
export function checkNewMtu(type: DeviceKind['type'], mtu: number | undefined): void {
  if (mtu === undefined) return;
  const [min, max] = MTU_RANGE[type];
  if (mtu < min) throw new KernelError('EINVAL', 'mtu less than device minimum');
  if (max > 0 && mtu > max) throw new KernelError('EINVAL', 'mtu greater than device maximum');
}

/** is_valid_ether_addr: neither multicast nor all zero; throws EADDRNOTAVAIL as eth_validate_addr does. */
export function checkNewMac(mac: Mac | undefined): void {
  if (mac === undefined) return;
  if (mac === MAC_ZERO || (parseInt(mac.slice(0, 2), 16) & 1) === 1) throw new KernelError('EADDRNOTAVAIL');
}
