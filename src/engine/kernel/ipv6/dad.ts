import type { Ipv6 } from '../../packet/address';
import type { DeviceId, DeviceRecord, Ipv6AddressRecord } from '../records';
import { trace } from '../trace';
import type { World } from '../world';
import { addressReady, conf6, removeAddress } from './addrconf';
import { probeAddress } from './ndisc-send';

/** Duplicate address detection (RFC 4862 5.4, net/ipv6/addrconf.c addrconf_dad_*). */

/** Whether an address has to prove that nobody else has it. */
export function wantsDad(world: World, device: DeviceRecord, { nodad }: Ipv6AddressRecord): boolean {
  if (nodad || device.kind.type === 'loopback' || !device.arp) return false;
  const accepts = (value: string): boolean => Number(value) > 0;
  return (
    accepts(conf6(world, device, 'accept_dad')) ||
    accepts(conf6(world, { netns: device.netns, name: 'all' }, 'accept_dad'))
  );
}

/** addrconf_dad_kick: the question goes out after up to rtr_solicitation_delay; on a link that is not ready the address waits. */
export function startDad(world: World, id: DeviceId, address: Ipv6): void {
  const device = world.device(id);
  if (!device.ready6) return;
  const spreadUs = Math.max(1, Number(conf6(world, device, 'router_solicitation_delay')) * 1_000_000);
  const waitUs = world.random() % spreadUs;
  setTentative(world, id, address, world.nowUs + waitUs + retransUs(world, device));
  world.schedule(waitUs, { type: 'dad-probe', device: id, address });
}

function retransUs(world: World, device: DeviceRecord): number {
  return Number(conf6(world, device, 'dad_transmits')) === 0 ? 0 : DAD_WAIT_US;
}

/** retrans_time of a neighbour solicitation. */
const DAD_WAIT_US = 1_000_000;

/** The `dad-probe` event: asks the link whether somebody has the address. */
export function dadProbe(world: World, id: DeviceId, address: Ipv6): void {
  const device = world.devices.get(id);
  const known = device?.addresses6.find((a) => a.address === address);
  const untilUs = known?.tentativeUntilUs;
  if (!device || untilUs === undefined || untilUs < world.nowUs || untilUs > world.nowUs + DAD_WAIT_US) return;
  if (Number(conf6(world, device, 'dad_transmits')) > 0) probeAddress(world, device, address);
  world.schedule(untilUs - world.nowUs, { type: 'dad-done', device: id, address });
}

/** The `dad-done` event: nobody objected, the address is ours now. */
export function dadDone(world: World, id: DeviceId, address: Ipv6): void {
  const known = world.devices.get(id)?.addresses6.find((a) => a.address === address);
  if (known?.tentativeUntilUs === undefined || known.tentativeUntilUs > world.nowUs) return;
  setTentative(world, id, address, undefined);
  addressReady(world, id, known);
}

/** addrconf_dad_failure: somebody else has the address. It stays, unusable; one that would not have stayed for ever goes. */
export function dadFailed(world: World, device: DeviceRecord, address: Ipv6, packetId: number): void {
  const known = device.addresses6.find((a) => a.address === address);
  if (known?.tentativeUntilUs === undefined || known.dadFailed) return;
  trace(world, packetId, device.netns, device, () => ({ type: 'duplicate', address }));
  if (known.validSeconds !== undefined) return removeAddress(world, device.id, known);
  const writable = world.writeDevice(device.id);
  writable.addresses6 = writable.addresses6.map((a) =>
    a.address === address ? { ...a, dadFailed: true, tentativeUntilUs: Number.POSITIVE_INFINITY } : a,
  );
}

function setTentative(world: World, id: DeviceId, address: Ipv6, untilUs: number | undefined): void {
  const device = world.writeDevice(id);
  device.addresses6 = device.addresses6.map((a) => (a.address === address ? { ...a, tentativeUntilUs: untilUs } : a));
}
