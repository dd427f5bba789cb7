import { KernelError } from '../../../kernel/errno';
import type { LinkChanges, NewLink } from '../../../kernel/netlink';
import { ExitError } from '../../clib/exit';
import type { ClauseReader } from '../../grammar/clause-reader';
import { duplicateArgument, notSimulated, usageError } from '../../iproute2/errors';
import { readGroup } from '../../iproute2/names';
import type { IpContext } from '../context';
import { LINK_USAGE, VETH_USAGE } from '../usage/link';
import { readBridgeOptions, readPortOptions } from './bridge-options';
import { BRIDGE_OPTIONS, BRIDGE_PORT_OPTIONS, LINK_PARAMETERS, VETH_PARAMETERS } from './clauses';
import { fitsName, macOf, readLinkRequest, type LinkRequest } from './request';
import { KNOWN_TYPES } from './types';

/** `ip link add`, and `replace`, which changes a device of the same name and type instead. */
export function addLink(ip: IpContext, reader: ClauseReader, verb: string): number {
  const request = readLinkRequest(ip, reader);
  const { name, type, lower } = request;
  if (name !== request.device) throw usageError('both "name" and "dev" cannot be used when creating devices.\n');
  if (request.group !== undefined && name === undefined) {
    throw usageError('group cannot be used when creating devices.\n');
  }
  if (lower !== undefined && !ip.netlink.link(lower)) return ip.noDevice(lower);
  if (type === undefined) {
    ip.err('Not enough information: "type" argument is required\n');
    return 1;
  }
  const peer = type === 'veth' ? readPeer(ip, reader) : undefined;
  const bridge = type === 'bridge' ? readBridgeOptions(ip, reader.nested(BRIDGE_OPTIONS)) : undefined;
  if (KNOWN_TYPES.has(type)) throw notSimulated(`link type ${type}`);
  checkNames(name, peer?.name);
  const known = verb === 'replace' && name !== undefined ? ip.netlink.link(name) : undefined;
  if (known && name !== undefined) {
    if (known.kind.type !== type) throw new KernelError('EOPNOTSUPP');
    ip.netlink.setLink(name, { ...changesOf(request), bridge });
    return 0;
  }
  const { index, mtu, txQueueLength, queues, alias, up, netns } = request;
  const newLink: NewLink = {
    name,
    type,
    mac: macFor(request),
    mtu,
    txQueueLength,
    queues,
    ifindex: index,
    master: request.master ?? undefined,
    up,
    alias,
    netns,
    bridge,
    ...(type === 'veth' && { peer: peerRequest(ip, peer) }),
  };
  ip.netlink.addLink(newLink);
  const { flags, group } = request;
  if (name !== undefined && netns === undefined && (group !== undefined || Object.keys(flags).length > 0)) {
    ip.netlink.setLink(name, { ...flags, group });
  }
  return 0;
}

/** `ip link set`, and `change`. */
export function setLink(ip: IpContext, reader: ClauseReader): number {
  const request = readLinkRequest(ip, reader);
  const { device, index, netns, type, group } = request;
  if (index !== undefined && netns === undefined) {
    throw usageError('index can be used only when creating devices or when moving device to another netns.\n');
  }
  if (device === undefined && group !== undefined) return setGroup(ip, request, group);
  if (device === undefined) throw usageError('Not enough information: "dev" argument is required.\n');
  const link = ip.netlink.link(device);
  const { macBytes } = request;
  if (link && macBytes && macBytes.length !== 6) {
    ip.err(`Invalid address length ${macBytes.length} - must be 6 bytes\n`);
    return 1;
  }
  if (!link) return ip.noDevice(device);
  let bridge: LinkChanges['bridge'];
  if (type !== undefined) {
    if (type === 'bridge') bridge = readBridgeOptions(ip, reader.nested(BRIDGE_OPTIONS));
    else if (type !== 'bridge_slave') checkGarbage(reader);
    if (type === 'bridge_slave') {
      const port = readPortOptions(reader.nested(BRIDGE_PORT_OPTIONS));
      if (!link.port) throw new KernelError('EOPNOTSUPP');
      ip.netlink.setBridgePort(device, port);
    } else if (bridge && Object.keys(bridge).length > 0 && link.kind.type !== type) {
      // Only options make the kernel look at what kind the device is.
      throw new KernelError('EOPNOTSUPP');
    }
  }
  ip.netlink.setLink(device, { ...changesOf(request), bridge });
  return 0;
}

/** `ip link set group GROUP …`: every link of the group. */
function setGroup(ip: IpContext, request: LinkRequest, group: number): number {
  const { group: _, ...rest } = changesOf(request);
  for (const link of ip.netlink.links()) if (readGroup(link.group) === group) ip.netlink.setLink(link.name, rest);
  return 0;
}

/** `ip link delete`. */
export function deleteLink(ip: IpContext, reader: ClauseReader): number {
  const { device, group, type } = readLinkRequest(ip, reader);
  if (type !== undefined) checkGarbage(reader);
  if (device === undefined && group !== undefined) {
    for (const link of ip.netlink.links()) {
      if (readGroup(link.group) === group && ip.netlink.link(link.ifindex)) ip.netlink.deleteLink(link.name);
    }
    return 0;
  }
  if (device === undefined) throw usageError('Not enough information: "dev" argument is required.\n');
  if (!ip.netlink.link(device)) return ip.noDevice(device);
  ip.netlink.deleteLink(device);
  return 0;
}

function changesOf(request: LinkRequest): LinkChanges {
  const { name, device, up, mtu, txQueueLength, netns, master, alias, group, carrier, flags } = request;
  const broadcast = request.broadcastBytes && macOf(request.broadcastBytes);
  return {
    ...flags,
    name: name === device ? undefined : name,
    up,
    mtu,
    mac: macFor(request),
    broadcast,
    txQueueLength,
    netns,
    master,
    alias,
    group,
    carrier,
  };
}

function macFor({ macBytes }: LinkRequest): NewLink['mac'] {
  if (!macBytes) return undefined;
  const mac = macOf(macBytes);
  if (!mac) throw new KernelError('EINVAL', 'Invalid address length');
  return mac;
}

/** `peer …` after `type veth` (ip/link_veth.c): the parameters of a link once more. */
function readPeer(ip: IpContext, reader: ClauseReader): LinkRequest | undefined {
  const veth = reader.nested(VETH_PARAMETERS);
  if (!veth.next()) return undefined;
  if (veth.keyword !== 'peer') throw helpExit(ip);
  const inner = veth.nested(LINK_PARAMETERS);
  const request = readLinkRequest(ip, inner);
  if (request.type !== undefined) throw duplicateArgument('type', request.type);
  return request;
}

/** The type's help goes to standard output, and the command fails. */
function helpExit(ip: IpContext): ExitError {
  ip.out(VETH_USAGE);
  return new ExitError(1);
}

function peerRequest(ip: IpContext, peer: LinkRequest | undefined): NewLink['peer'] {
  return {
    name: peer?.name,
    mac: peer && macFor(peer),
    mtu: peer?.mtu,
    txQueueLength: peer?.txQueueLength,
    ifindex: peer?.index,
    netns: peer?.netns ?? ip.netns,
    up: peer?.up,
  };
}

function checkNames(...names: readonly (string | undefined)[]): void {
  if (names.some((name) => name !== undefined && !fitsName(name))) {
    throw new KernelError('EINVAL', 'Attribute failed policy validation');
  }
}

function checkGarbage(reader: ClauseReader): void {
  const { ahead } = reader;
  if (ahead === undefined) return;
  if (ahead !== '' && 'help'.startsWith(ahead)) throw usageError(LINK_USAGE);
  throw new ExitError(1, `Garbage instead of arguments "${ahead} ...". Try "ip link help".\n`);
}
