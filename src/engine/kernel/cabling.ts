import type { Mac } from '../packet/address';
import { randomMac, registerDevice } from './link/device';
import { syncNicCarrier } from './link/nic';
import { chooseName, reserveIfindex } from './link/registry';
import { openDevice } from './link/updown';
import type { DeviceId, HostId, SwitchId } from './records';
import type { World } from './world';

/** Puts a physical card into a host's root namespace. Throws KernelError EINVAL or EEXIST for its name. */
export function addNic(
  world: World,
  host: HostId,
  name: string,
  options: { readonly mac?: Mac; readonly up: boolean },
): DeviceId {
  const netns = world.host(host).rootNetns;
  const id = world.allocateId();
  registerDevice(
    world,
    id,
    { type: 'nic' },
    {
      netns,
      name: chooseName(world, netns, name),
      ifindex: reserveIfindex(world, netns),
      mac: options.mac ?? randomMac(world),
      mtu: 1500,
      carrier: false,
      operstate: 'DOWN',
    },
  );
  if (options.up) openDevice(world, id);
  return id;
}

/** Adds an Ethernet switch without cables. */
export function addSwitch(world: World, id: SwitchId): void {
  if (world.switches.has(id)) throw new Error(`a switch named ${id} is in this lab already`);
  world.addSwitch({ id, ports: [], fdb: world.newMap() });
}

/** Plugs a card's cable into a switch or into another card; both must be free. Carrier follows. */
export function connect(
  world: World,
  device: DeviceId,
  end: { readonly switch: SwitchId } | { readonly device: DeviceId },
): void {
  if ('device' in end && end.device === device) throw new Error('a cable needs two different cards');
  plug(world, device, end);
  if ('device' in end) plug(world, end.device, { device });
  else {
    const record = world.writeSwitch(end.switch);
    record.ports = [...record.ports, device];
  }
  syncNicCarrier(world, device);
}

function plug(world: World, id: DeviceId, port: { readonly switch: SwitchId } | { readonly device: DeviceId }): void {
  const device = world.writeDevice(id);
  if (device.kind.type !== 'nic') throw new Error(`${device.name} is not a physical card; only cards take cables`);
  if (device.kind.port) throw new Error(`${device.name} has a cable already`);
  device.kind = { type: 'nic', port };
}
