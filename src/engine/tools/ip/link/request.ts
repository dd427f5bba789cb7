import { parseMac, type Mac } from '../../../packet/address';
import { KernelError } from '../../../kernel/errno';
import type { LinkChanges } from '../../../kernel/netlink';
import type { NetnsId, Operstate } from '../../../kernel/records';
import { ExitError } from '../../clib/exit';
import { atoi } from '../../clib/numbers';
import type { ClauseReader } from '../../grammar/clause-reader';
import { integer, linkLayerBytes } from '../../iproute2/address-words';
import {
  duplicateArgument,
  duplicateOrGarbage,
  invalidArgument,
  notSimulated,
  usageError,
} from '../../iproute2/errors';
import { readGroup } from '../../iproute2/names';
import type { IpContext } from '../context';
import { LINK_USAGE } from '../usage/link';

/** What the words of `ip link add|set|delete`, or of a veth's `peer`, ask for (ip/iplink.c iplink_parse). */
export interface LinkRequest {
  name?: string;
  device?: string;
  index?: number;
  up?: boolean;
  macBytes?: readonly number[];
  broadcastBytes?: readonly number[];
  txQueueLength?: number;
  mtu?: number;
  netns?: NetnsId;
  /** null: `nomaster`. */
  master?: string | null;
  alias?: string;
  group?: number;
  carrier?: boolean;
  queues?: { readonly tx?: number; readonly rx?: number };
  flags?: Pick<LinkChanges, 'arp' | 'multicast' | 'allmulticast' | 'promiscuous' | 'dynamic' | 'trailersOff'>;
  state?: Pick<LinkChanges, 'operstate' | 'dormantMode' | 'protodown' | 'offload'>;
  lower?: string;
  type?: string;
  /** `ip link set`, not `add`. */
  set?: boolean;
}

/** Longest interface name and alias in bytes (IFNAMSIZ - 1, IFALIASZ - 1). */
const MAX_NAME = 15;
const MAX_ALIAS = 255;

/** Reads parameters up to the end, or to `type TYPE` inclusive: what follows belongs to the type. */
export function readLinkRequest(ip: IpContext, reader: ClauseReader): LinkRequest {
  const request = emptyRequest();
  while (request.type === undefined && reader.next()) readParameter(ip, reader, request);
  // `ip link add dev NAME` and `ip link add name NAME` mean the same.
  request.name ??= request.device;
  request.device ??= request.name;
  return request;
}

/** Every field at once: requests that got theirs one after the other would be as many kinds of object to V8. */
function emptyRequest(): LinkRequest {
  return {
    name: undefined,
    device: undefined,
    index: undefined,
    up: undefined,
    macBytes: undefined,
    broadcastBytes: undefined,
    txQueueLength: undefined,
    mtu: undefined,
    netns: undefined,
    master: undefined,
    alias: undefined,
    group: undefined,
    carrier: undefined,
    queues: undefined,
    flags: undefined,
    state: undefined,
    lower: undefined,
    type: undefined,
    set: undefined,
  };
}

function readParameter(ip: IpContext, reader: ClauseReader, request: LinkRequest): void {
  const { keyword, value } = reader;
  switch (keyword) {
    case 'up':
      request.up = true;
      return;
    case 'down':
      request.up = false;
      return;
    case 'name':
      if (request.name !== undefined) throw duplicateArgument('name', value);
      if (!isName(value)) throw invalidArgument('"name" not a valid ifname', value);
      request.name = value;
      return;
    case 'index':
      if (request.index !== undefined) throw duplicateArgument('index', value);
      request.index = atoi(value);
      if (request.index <= 0) throw invalidArgument('Invalid "index" value', value);
      return;
    case 'link':
      request.lower = value;
      return;
    case 'address':
      request.macBytes = linkLayerBytes(value);
      return;
    case 'broadcast':
      request.broadcastBytes = linkLayerBytes(value);
      return;
    case 'txqueuelen':
      if (request.txQueueLength !== undefined) throw duplicateArgument('txqueuelen', value);
      request.txQueueLength = readInteger(value, 'txqueuelen');
      return;
    case 'mtu':
      if (request.mtu !== undefined) throw duplicateArgument('mtu', value);
      request.mtu = readInteger(value, 'mtu');
      return;
    case 'netns':
      if (request.netns !== undefined) throw duplicateArgument('netns', value);
      request.netns = ip.readNetns(value);
      if (request.netns === undefined) throw invalidArgument('Invalid "netns" value\n', value);
      return;
    case 'xdp':
    case 'xdpgeneric':
    case 'xdpdrv':
    case 'xdpoffload':
      if (value === 'object' || value === 'obj' || value === 'pinned') throw notSimulated(`ip link … ${keyword}`);
      if (value !== 'off' && value !== 'none') throw new ExitError(255, `What mode is "${value}"?\n`);
      return;
    case 'multicast':
    case 'allmulticast':
    case 'arp':
      request.flags = { ...request.flags, [keyword]: onOff(keyword, value) };
      return;
    case 'promisc':
      request.flags = { ...request.flags, promiscuous: onOff(keyword, value) };
      return;
    case 'carrier':
      request.carrier = onOff(keyword, value);
      return;
    case 'numtxqueues':
    case 'numrxqueues':
      readQueues(request, keyword, value);
      return;
    case 'state':
      request.state = { ...request.state, operstate: readOperstate(value) };
      return;
    case 'mode':
      request.state = { ...request.state, dormantMode: readLinkMode(value) };
      return;
    case 'dynamic':
      request.flags = { ...request.flags, dynamic: onOff(keyword, value) };
      return;
    case 'trailers':
      request.flags = { ...request.flags, trailersOff: !onOff(keyword, value) };
      return;
    case 'protodown':
      request.state = { ...request.state, protodown: offOn(keyword, value) };
      return;
    case 'gso_max_size':
    case 'gso_max_segs':
    case 'gro_max_size':
      request.state = {
        ...request.state,
        offload: { ...request.state?.offload, [keyword]: readOffload(value, keyword) },
      };
      return;
    case 'master':
      if (!ip.netlink.hasLink(value)) throw invalidArgument('Device does not exist\n', value);
      request.master = value;
      return;
    case 'nomaster':
      request.master = null;
      return;
    case 'vrf':
      throw invalidArgument('Not a valid VRF name\n', value);
    case 'type':
      request.type = value;
      return;
    case 'alias':
      if (new TextEncoder().encode(value).length > MAX_ALIAS) throw invalidArgument('alias too long\n', value);
      request.alias = value;
      return;
    case 'group':
      if (request.group !== undefined) throw duplicateArgument('group', value);
      request.group = readGroup(value);
      if (request.group === undefined) throw invalidArgument('Invalid "group" value\n', value);
      return;
    case 'dev':
      readDevice(request, reader);
      return;
    default:
      throw notSimulated(`ip link … ${keyword}`);
  }
}

const OPERSTATES: readonly Operstate[] = [
  'UNKNOWN',
  'NOTPRESENT',
  'DOWN',
  'LOWERLAYERDOWN',
  'TESTING',
  'DORMANT',
  'UP',
];

function readOperstate(word: string): Operstate {
  const state = OPERSTATES.find((name) => name === word.toUpperCase());
  if (state === undefined) throw invalidArgument('Invalid operstate\n', word);
  return state;
}

function readLinkMode(word: string): boolean {
  const mode = word.toUpperCase();
  if (mode !== 'DEFAULT' && mode !== 'DORMANT') throw invalidArgument('Invalid link mode\n', word);
  return mode === 'DORMANT';
}

/** parse_on_off of lib/utils.c. */
function offOn(keyword: string, word: string): boolean {
  if (word === 'on' || word === 'off') return word === 'on';
  throw new ExitError(22, `Error: argument of "${keyword}" must be one of "off", "on", not "${word}"\n`);
}

const MAX_SEGMENTS = 65_535;

function readOffload(word: string, keyword: string): number {
  const value = integer(word);
  if (value === undefined || value < 0 || (keyword === 'gso_max_segs' && value > MAX_SEGMENTS)) {
    throw invalidArgument(`Invalid "${keyword}" value\n`, word);
  }
  return value;
}

function readQueues(request: LinkRequest, keyword: 'numtxqueues' | 'numrxqueues', word: string): void {
  const side = keyword === 'numtxqueues' ? 'tx' : 'rx';
  if (request.queues?.[side] !== undefined) throw duplicateArgument(keyword, word);
  request.queues = { ...request.queues, [side]: readInteger(word, keyword) };
}

function readDevice(request: LinkRequest, { value, bare }: ClauseReader): void {
  if (bare && value !== '' && 'help'.startsWith(value)) throw usageError(LINK_USAGE);
  if (request.device !== undefined) throw duplicateOrGarbage('dev', value);
  if (!isAltName(value)) throw invalidArgument('"dev" not a valid ifname', value);
  request.device = value;
}

/** The six bytes as an address; undefined when their number is another. */
export function macOf(bytes: readonly number[]): Mac | undefined {
  return bytes.length === 6 ? parseMac(bytes.map((byte) => byte.toString(16)).join(':')) : undefined;
}

/** `check_ifname` of lib/utils.c. */
function isName(name: string): boolean {
  return isAltName(name) && fitsName(name);
}

/** `check_altifname`: any length a property may have, but none of the characters a name may not hold. */
function isAltName(name: string): boolean {
  return PLAIN.test(name) || isOtherName(name);
}

/** What most names are: a few printable characters of ASCII. */
const PLAIN = /^[!-.0-~]{1,15}$/;

function isOtherName(name: string): boolean {
  return name !== '' && name.length < 128 && !/[/\s]/.test(name);
}

const ASCII = /^[\x20-\x7e]*$/;

/** Whether a name fits IFNAMSIZ. */
function fitsName(name: string): boolean {
  if (PLAIN.test(name)) return true;
  return name.length <= MAX_NAME && (ASCII.test(name) || new TextEncoder().encode(name).length <= MAX_NAME);
}

function readInteger(word: string, what: string): number {
  const value = integer(word);
  if (value === undefined) throw invalidArgument(`Invalid "${what}" value\n`, word);
  return value;
}

/** `parse_on_off`. Throws iproute2's sentence. */
export function onOff(keyword: string, word: string): boolean {
  if (word !== 'on' && word !== 'off') {
    throw new ExitError(1, `Error: argument of "${keyword}" must be "on" or "off", not "${word}"\n`);
  }
  return word === 'on';
}

/** IFLA_ADDRESS of a request. Throws EINVAL when it is not six bytes. */
export function macFor({ macBytes }: LinkRequest): Mac | undefined {
  if (!macBytes) return undefined;
  const mac = macOf(macBytes);
  if (!mac) throw new KernelError('EINVAL', 'Invalid address length');
  return mac;
}

/** The kernel refuses names longer than IFNAMSIZ when it validates the attribute. */
export function checkNames(...names: readonly (string | undefined)[]): void {
  if (names.some((name) => name !== undefined && !fitsName(name))) {
    throw new KernelError('EINVAL', 'Attribute failed policy validation');
  }
}
