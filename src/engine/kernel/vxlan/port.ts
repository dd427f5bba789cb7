import { KernelError } from '../errno';
import { has, vxlanKind } from '../link/vxlan-kind';
import { portInUse } from '../ports';
import type { DeviceId, DeviceRecord } from '../records';
import { openUdpSocket } from '../udp';
import type { World } from '../world';

/** The UDP sockets of VXLAN devices (vxlan_sock_add): all on one port of a namespace share one. */

/** ndo_open: throws EADDRINUSE when a program has the port, or devices of the other sort. */
export function checkVxlanPort(world: World, device: DeviceRecord): void {
  const kind = vxlanKind(device);
  if (!world.namespaces.has(kind.underlay)) throw new KernelError('EADDRNOTAVAIL');
  const shared = world.netns(kind.underlay).vxlanPorts.find(({ port }) => port === kind.port);
  const [first] = shared?.devices ?? [];
  const taken =
    first === undefined
      ? portInUse(world, kind.underlay, 'udp', kind.port)
      : has(vxlanKind(world.device(first)), 'external') !== has(kind, 'external');
  if (taken) throw new KernelError('EADDRINUSE');
}

export function openVxlanPort(world: World, id: DeviceId): void {
  const { underlay, port } = vxlanKind(world.device(id));
  const shared = world.netns(underlay).vxlanPorts.find((one) => one.port === port);
  const socket = shared?.socket ?? openUdpSocket(world, underlay, { port });
  const devices = [...(shared?.devices ?? []), id];
  const ns = world.writeNetns(underlay);
  ns.vxlanPorts = [...ns.vxlanPorts.filter((one) => one !== shared), { port, socket, devices }];
}

export function closeVxlanPort(world: World, id: DeviceId): void {
  const { underlay, port } = vxlanKind(world.device(id));
  if (!world.namespaces.has(underlay)) return;
  const shared = world.netns(underlay).vxlanPorts.find((one) => one.port === port);
  if (!shared?.devices.includes(id)) return;
  const devices = shared.devices.filter((other) => other !== id);
  const ns = world.writeNetns(underlay);
  const rest = ns.vxlanPorts.filter((one) => one !== shared);
  ns.vxlanPorts = devices.length > 0 ? [...rest, { ...shared, devices }] : rest;
  if (devices.length === 0) world.removeSocket(shared.socket);
}
