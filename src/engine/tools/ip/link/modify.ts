import { KernelError } from '../../../kernel/errno';
import type { KindAttributes } from '../../../kernel/link/types';
import type { LinkChanges, NewLink } from '../../../kernel/netlink';
import { ExitError } from '../../clib/exit';
import type { ClauseReader } from '../../grammar/clause-reader';
import { notSimulated, usageError } from '../../iproute2/errors';
import { readGroup } from '../../iproute2/names';
import type { IpContext } from '../context';
import { LINK_USAGE } from '../usage/link';
import { checkNames, macFor, macOf, readLinkRequest, type LinkRequest } from './request';
import { KNOWN_TYPES, linkType } from './types';

/** `ip link add`, and `replace`, which changes a device of the same name and type instead. */
export function addLink(ip: IpContext, reader: ClauseReader, verb: string): number {
  const request = readLinkRequest(ip, reader);
  const { name, type, lower } = request;
  if (name !== request.device) throw usageError('both "name" and "dev" cannot be used when creating devices.\n');
  if (request.group !== undefined && name === undefined) {
    throw usageError('group cannot be used when creating devices.\n');
  }
  if (lower !== undefined && !ip.netlink.hasLink(lower)) return ip.noDevice(lower);
  if (type === undefined) {
    ip.err('Not enough information: "type" argument is required\n');
    return 1;
  }
  if (KNOWN_TYPES.has(type)) throw notSimulated(`link type ${type}`);
  const kind = reader.ahead === undefined ? undefined : type;
  const attributes = readAttributes(ip, reader, request);
  checkNames(name);
  const known = verb === 'replace' && name !== undefined ? ip.netlink.link(name) : undefined;
  if (known && name !== undefined) {
    if (known.infoKind !== type) throw new KernelError('EOPNOTSUPP');
    ip.netlink.setLink(name, { ...changesOf(request), ...attributes, kind });
    return 0;
  }
  const { index, mtu, txQueueLength, queues, up, netns } = request;
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
    netns,
    link: lower,
    ...attributes,
  };
  ip.netlink.addLink(newLink);
  const { flags, state, group } = request;
  const later = flags !== undefined || state !== undefined || group !== undefined;
  if (later && name !== undefined && netns === undefined) ip.netlink.setLink(name, { ...flags, ...state, group });
  return 0;
}

/** `ip link set`, and `change`. */
export function setLink(ip: IpContext, reader: ClauseReader): number {
  const request = readLinkRequest(ip, reader);
  request.set = true;
  const { device, index, netns, type, group } = request;
  if (index !== undefined && netns === undefined) {
    throw usageError('index can be used only when creating devices or when moving device to another netns.\n');
  }
  if (device === undefined && group !== undefined) return setGroup(ip, request, group);
  if (device === undefined) throw usageError('Not enough information: "dev" argument is required.\n');
  if (!ip.netlink.hasLink(device)) return ip.noDevice(device);
  const { macBytes } = request;
  if (macBytes && macBytes.length !== 6) {
    ip.err(`Invalid address length ${macBytes.length} - must be 6 bytes\n`);
    return 1;
  }
  if (type?.endsWith('_slave')) {
    const slave = linkType(type);
    if (!slave?.setPort) throw notSimulated(`ip link … type ${type}`);
    const masterKind = ip.netlink.link(device)?.masterKind;
    if (masterKind === undefined || `${masterKind}_slave` !== type) throw new KernelError('EOPNOTSUPP');
    slave.setPort(ip, device, slave.clause ? reader.nested(slave.clause) : reader);
    ip.netlink.setLink(device, changesOf(request));
    return 0;
  }
  // Without words after the type the kernel is not told of it at all.
  const bare = reader.ahead === undefined && !(type !== undefined && linkType(type)?.needsOptions);
  const kind = bare ? undefined : type;
  if (kind === undefined) ip.netlink.setLink(device, changesOf(request));
  else ip.netlink.setLink(device, { ...changesOf(request), ...readAttributes(ip, reader, request), kind });
  return 0;
}

/** The words after `type TYPE`: of a type without any they are ignored, of an unknown one they are garbage. */
function readAttributes(ip: IpContext, reader: ClauseReader, request: LinkRequest): KindAttributes {
  const { type: name = '' } = request;
  const type = linkType(name);
  if (!type && !KNOWN_TYPES.has(name)) checkGarbage(reader);
  return type?.read && type.clause ? type.read(ip, reader.nested(type.clause), request) : {};
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
      if (readGroup(link.group) === group && ip.netlink.hasLink(link.ifindex)) ip.netlink.deleteLink(link.name);
    }
    return 0;
  }
  if (device === undefined) throw usageError('Not enough information: "dev" argument is required.\n');
  if (!ip.netlink.hasLink(device)) return ip.noDevice(device);
  ip.netlink.deleteLink(device);
  return 0;
}

function changesOf(request: LinkRequest): LinkChanges {
  const { name, device, up, mtu, txQueueLength, netns, master, alias, group, carrier, flags, state } = request;
  const broadcast = request.broadcastBytes && macOf(request.broadcastBytes);
  const changes: LinkChanges = {
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
  return flags || state ? { ...changes, ...flags, ...state } : changes;
}

function checkGarbage(reader: ClauseReader): void {
  const { ahead } = reader;
  if (ahead === undefined) return;
  if (ahead !== '' && 'help'.startsWith(ahead)) throw usageError(LINK_USAGE);
  throw new ExitError(1, `Garbage instead of arguments "${ahead} ...". Try "ip link help".\n`);
}
