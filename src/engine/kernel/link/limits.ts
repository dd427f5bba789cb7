import { KernelError } from '../errno';
import { MAC_ZERO, type Mac } from '../../packet/address';
import type { DeviceType } from './device-type';

/** net/core/dev.c dev_validate_mtu: throws EINVAL with the kernel's sentence. */
export function checkNewMtu({ mtu: { min, max } }: DeviceType, mtu: number | undefined): void {
  if (mtu === undefined) return;
  if (mtu < min) throw new KernelError('EINVAL', 'mtu less than device minimum');
  if (max > 0 && mtu > max) throw new KernelError('EINVAL', 'mtu greater than device maximum');
}

/** is_valid_ether_addr: neither multicast nor all zero; throws EADDRNOTAVAIL as eth_validate_addr does. */
export function checkNewMac(mac: Mac | undefined): void {
  if (mac === undefined) return;
  if (mac === MAC_ZERO || (parseInt(mac.slice(0, 2), 16) & 1) === 1) throw new KernelError('EADDRNOTAVAIL');
}
