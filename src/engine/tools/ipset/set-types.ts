import type { SetTypeName } from '../../kernel/ipset/model';

/** An option of `create` or `add`, by its keyword. */
export type ArgumentName =
  | 'family'
  | '-4'
  | '-6'
  | 'hashsize'
  | 'maxelem'
  | 'netmask'
  | 'bitmask'
  | 'markmask'
  | 'timeout'
  | 'counters'
  | 'comment'
  | 'forceadd'
  | 'skbinfo'
  | 'bucketsize'
  | 'initval'
  | 'range'
  | 'from'
  | 'to'
  | 'network'
  | 'size'
  | 'probes'
  | 'resize'
  | 'gc'
  | 'nomatch'
  | 'wildcard'
  | 'packets'
  | 'bytes'
  | 'skbmark'
  | 'skbprio'
  | 'skbqueue'
  | 'before'
  | 'after';

/** A part of an element as it is typed and printed. */
export type Part =
  'ip' | 'net' | 'port' | 'plain-port' | 'ip2' | 'net2' | 'iface' | 'mac' | 'mark' | 'name' | 'single-ip';

/** Ranges a command takes (`check_allowed` in lib/ipset.c). */
export type Allowed = 'ip-to' | 'cidr' | 'port-to' | 'cidr2' | 'ip2-to';

/** A set type as the library knows it, in the newest revision. */
export interface UserSetType {
  readonly name: SetTypeName;
  readonly aliases: readonly string[];
  readonly family: 'inet' | 'both' | 'none';
  readonly parts: readonly Part[];
  /** The last part may be left out. */
  readonly lastOptional?: true;
  readonly create: readonly ArgumentName[];
  /** Options that must be given, as `check_mandatory` names them. */
  readonly mandatory: readonly ArgumentName[];
  readonly add: readonly ArgumentName[];
  readonly test: readonly ArgumentName[];
  readonly del: readonly ArgumentName[];
  readonly allowed: readonly Allowed[];
  readonly allowedInTest: readonly Allowed[];
  readonly help: Record<'create' | 'add' | 'del' | 'test', string>;
  readonly usage: string;
  readonly portUsage: boolean;
}

const EXTENSIONS: readonly ArgumentName[] = ['timeout', 'counters', 'comment'];
const HASH: readonly ArgumentName[] = [...EXTENSIONS, 'forceadd', 'skbinfo', 'bucketsize', 'initval'];
const FAMILY: readonly ArgumentName[] = ['family', '-4', '-6'];
const SIZES: readonly ArgumentName[] = ['hashsize', 'maxelem'];
const IGNORED: readonly ArgumentName[] = ['probes', 'resize'];
const ELEMENT: readonly ArgumentName[] = ['packets', 'bytes', 'comment', 'skbmark', 'skbprio', 'skbqueue'];
const ADDRESS = 'where depending on the INET family\n      IP is a valid IPv4 or IPv6 address (or hostname)';
const CIDR = '      CIDR is a valid IPv4 or IPv6 CIDR prefix.';
const MULTIPLE = '      Adding/deleting multiple elements in IP/CIDR or FROM-TO form\n';
const PORT_RANGE =
  '      Adding/deleting multiple elements with TCP/SCTP/UDP/UDPLITE\n      port range is supported both for IPv4 and IPv6.';

function same(text: string, test = text): UserSetType['help'] {
  return { create: '', add: text, del: text, test };
}

type Rest = Pick<UserSetType, 'name' | 'aliases' | 'parts' | 'allowed' | 'allowedInTest' | 'help' | 'usage'> &
  Partial<UserSetType>;

function hash(rest: Rest): UserSetType {
  return {
    family: 'both',
    create: [...FAMILY, ...SIZES, ...HASH, ...IGNORED],
    mandatory: [],
    add: ['timeout', ...ELEMENT],
    del: [],
    test: [],
    portUsage: rest.parts.includes('port'),
    ...rest,
  };
}

const WITH_NOMATCH: Pick<UserSetType, 'add' | 'test'> = {
  add: ['timeout', 'nomatch', ...ELEMENT],
  test: ['nomatch'],
};

const HASH_TYPES: readonly UserSetType[] = [
  hash({
    name: 'hash:ip',
    aliases: ['iphash'],
    parts: ['ip'],
    create: [...FAMILY, ...SIZES, 'netmask', 'bitmask', ...HASH, ...IGNORED, 'gc'],
    allowed: ['ip-to', 'cidr'],
    allowedInTest: ['ip-to', 'cidr'],
    help: same('IP'),
    usage: `${ADDRESS},\n${CIDR}\n${MULTIPLE}      is supported for IPv4.`,
  }),
  hash({
    name: 'hash:net',
    aliases: ['nethash'],
    parts: ['net'],
    ...WITH_NOMATCH,
    allowed: ['ip-to', 'cidr'],
    allowedInTest: ['cidr'],
    help: same('IP[/CIDR]'),
    usage: `where depending on the INET family\n      IP is an IPv4 or IPv6 address (or hostname),\n${CIDR}`,
  }),
  hash({
    name: 'hash:ip,port',
    aliases: ['ipporthash'],
    parts: ['ip', 'port'],
    create: [...FAMILY, ...SIZES, ...HASH, 'netmask', 'bitmask', ...IGNORED],
    allowed: ['ip-to', 'cidr', 'port-to'],
    allowedInTest: [],
    help: same('IP,[PROTO:]PORT'),
    usage: `${ADDRESS}.\n${MULTIPLE}      is supported for IPv4.\n${PORT_RANGE}`,
  }),
  hash({
    name: 'hash:net,port',
    aliases: ['netporthash'],
    parts: ['net', 'port'],
    ...WITH_NOMATCH,
    allowed: ['ip-to', 'cidr', 'port-to'],
    allowedInTest: ['cidr'],
    help: same('IP[/CIDR]|FROM-TO,[PROTO:]PORT', 'IP[/CIDR],[PROTO:]PORT'),
    usage: `${ADDRESS},\n${CIDR}\n${PORT_RANGE}`,
  }),
  hash({
    name: 'hash:ip,port,ip',
    aliases: ['ipportiphash'],
    parts: ['ip', 'port', 'ip2'],
    allowed: ['ip-to', 'cidr', 'port-to'],
    allowedInTest: [],
    help: same('IP,[PROTO:]PORT,IP'),
    usage: `${ADDRESS}.\n${MULTIPLE}      in the first IP component is supported for IPv4.\n${PORT_RANGE}`,
  }),
  hash({
    name: 'hash:ip,port,net',
    aliases: ['ipportnethash'],
    parts: ['ip', 'port', 'net2'],
    ...WITH_NOMATCH,
    allowed: ['ip-to', 'cidr', 'port-to', 'cidr2', 'ip2-to'],
    allowedInTest: ['cidr2'],
    help: same('IP,[PROTO:]PORT,IP[/CIDR]'),
    usage: `where depending on the INET family\n      IP are valid IPv4 or IPv6 addresses (or hostnames),\n${CIDR}\n${MULTIPLE}      in the first IP component is supported for IPv4.\n${PORT_RANGE}`,
  }),
  hash({
    name: 'hash:net,iface',
    aliases: ['netifacehash'],
    parts: ['net', 'iface'],
    create: [...FAMILY, ...SIZES, ...HASH],
    add: ['timeout', 'nomatch', 'wildcard', ...ELEMENT],
    test: ['nomatch'],
    allowed: ['ip-to', 'cidr'],
    allowedInTest: ['cidr'],
    help: same('IP[/CIDR]|FROM-TO,[physdev:]IFACE', 'IP[/CIDR],[physdev:]IFACE'),
    usage: `${ADDRESS},\n${CIDR}\n      Adding/deleting multiple elements with IPv4 is supported.`,
  }),
  hash({
    name: 'hash:mac',
    aliases: ['machash'],
    family: 'none',
    parts: ['mac'],
    create: [...SIZES, ...HASH],
    allowed: [],
    allowedInTest: [],
    help: same('MAC'),
    usage: '\n',
  }),
  hash({
    name: 'hash:ip,mark',
    aliases: ['ipmarkhash'],
    parts: ['ip', 'mark'],
    create: [...FAMILY, 'markmask', ...SIZES, ...HASH],
    allowed: ['ip-to', 'cidr'],
    allowedInTest: [],
    help: same('IP,MARK'),
    usage: `${ADDRESS}.\n${MULTIPLE}      is supported for IPv4.\n      Adding/deleting single mark element\n      is supported both for IPv4 and IPv6.`,
  }),
];

const PLAIN: Pick<UserSetType, 'del' | 'test' | 'portUsage'> = { del: [], test: [], portUsage: false };

const OTHER_TYPES: readonly UserSetType[] = [
  {
    ...PLAIN,
    name: 'bitmap:ip',
    aliases: ['ipmap'],
    family: 'inet',
    parts: ['ip'],
    create: ['range', 'netmask', ...EXTENSIONS, 'skbinfo', 'from', 'to', 'network'],
    mandatory: ['range'],
    add: ['timeout', ...ELEMENT],
    allowed: ['ip-to', 'cidr'],
    allowedInTest: [],
    help: { ...same('IP|IP/CIDR|FROM-TO', 'IP'), create: 'range IP/CIDR|FROM-TO' },
    usage: 'where IP, FROM and TO are IPv4 addresses (or hostnames),\n      CIDR is a valid IPv4 CIDR prefix.',
  },
  {
    ...PLAIN,
    name: 'bitmap:ip,mac',
    aliases: ['macipmap'],
    family: 'inet',
    parts: ['single-ip', 'mac'],
    lastOptional: true,
    create: ['range', ...EXTENSIONS, 'skbinfo', 'from', 'to', 'network'],
    mandatory: ['range'],
    add: ['timeout', ...ELEMENT],
    allowed: [],
    allowedInTest: [],
    help: { ...same('IP[,MAC]'), create: 'range IP/CIDR|FROM-TO' },
    usage:
      'where IP, FROM and TO are IPv4 addresses (or hostnames),\n      CIDR is a valid IPv4 CIDR prefix.\n      MAC is a valid MAC address.',
  },
  {
    ...PLAIN,
    name: 'bitmap:port',
    aliases: ['portmap'],
    family: 'none',
    parts: ['plain-port'],
    create: ['range', ...EXTENSIONS, 'skbinfo', 'from', 'to'],
    mandatory: ['range', 'to'],
    add: ['timeout', ...ELEMENT],
    allowed: ['port-to'],
    allowedInTest: [],
    help: { ...same('[PROTO:]PORT|FROM-TO', '[PROTO:]PORT'), create: 'range [PROTO:]FROM-TO' },
    usage:
      'where PORT, FROM and TO are port numbers or port names from /etc/services.\n      PROTO is only needed if a service name is used and it does not exist\n      as a TCP service; just the resolved service numer is stored in the set.',
  },
  {
    ...PLAIN,
    name: 'list:set',
    aliases: ['setlist'],
    family: 'none',
    parts: ['name'],
    create: ['size', ...EXTENSIONS, 'skbinfo'],
    mandatory: [],
    add: ['timeout', 'before', 'after', ...ELEMENT],
    del: ['before', 'after'],
    test: ['before', 'after'],
    allowed: [],
    allowedInTest: [],
    help: same('NAME [before|after NAME]'),
    usage: 'where NAME are existing set names.',
  },
];

const ALL: readonly UserSetType[] = [...HASH_TYPES, ...OTHER_TYPES];

/** A type by its name or one of its old names. */
export function findType(name: string): UserSetType | undefined {
  return ALL.find((type) => type.name === name || type.aliases.includes(name));
}

/** A type that is there. */
export function typeOf(name: SetTypeName): UserSetType {
  const found = findType(name);
  if (!found) throw new Error(`no set type ${name}`);
  return found;
}

/** Types that the library knows and the simulator has not. */
export const OTHER_TYPE_NAMES: ReadonlySet<string> = new Set('hash:net,net netnethash hash:net,port,net netportnethash hash:ip,mac ipmachash'.split(' ')); // prettier-ignore
