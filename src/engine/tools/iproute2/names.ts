import { unsigned } from './address-words';
import type { RouteType, Scope } from '../../kernel/records';

/** Names that iproute2 reads and prints for rtnetlink's numbers (lib/rt_names.c, /etc/iproute2/rt_*). */

const SCOPES: Readonly<Record<Scope, number>> = { global: 0, nowhere: 255, host: 254, link: 253, site: 200 };
const TYPES: Readonly<Record<RouteType | 'multicast' | 'anycast', number>> = {
  unicast: 1,
  local: 2,
  broadcast: 3,
  anycast: 4,
  multicast: 5,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
  throw: 9,
};
/** rt_protos of iproute2 6.1. */
const PROTOCOLS: ReadonlyMap<string, number> = new Map(
  Object.entries<number>({
    unspec: 0,
    redirect: 1,
    kernel: 2,
    boot: 3,
    static: 4,
    gated: 8,
    ra: 9,
    mrt: 10,
    zebra: 11,
    bird: 12,
    dnrouted: 13,
    xorp: 14,
    ntk: 15,
    dhcp: 16,
    keepalived: 18,
    babel: 42,
    openr: 99,
    bgp: 186,
    isis: 187,
    ospf: 188,
    rip: 189,
    eigrp: 192,
  }),
);
const DSFIELDS: ReadonlyMap<string, number> = new Map(
  Object.entries<number>({
    default: 0x00,
    AF11: 0x28,
    AF12: 0x30,
    AF13: 0x38,
    AF21: 0x48,
    AF22: 0x50,
    AF23: 0x58,
    AF31: 0x68,
    AF32: 0x70,
    AF33: 0x78,
    AF41: 0x88,
    AF42: 0x90,
    AF43: 0x98,
    CS1: 0x20,
    CS2: 0x40,
    CS3: 0x60,
    CS4: 0x80,
    CS5: 0xa0,
    CS6: 0xc0,
    CS7: 0xe0,
    EF: 0xb8,
  }),
);

const SCOPE_NAMES = inverse(new Map(Object.entries(SCOPES)));
const PROTOCOL_NAMES = inverse(PROTOCOLS);
const DSFIELD_NAMES = inverse(DSFIELDS);

/** A scope by name or number; undefined when it is neither. Numbers without a name of their own are not simulated. */
export function readScope(word: string): Scope | undefined {
  if (Object.hasOwn(SCOPES, word)) return word as Scope;
  const number = unsigned(word);
  return number === undefined ? undefined : (SCOPE_NAMES.get(number) as Scope | undefined);
}

export function scopeText(scope: Scope, numeric: boolean): string {
  return numeric ? String(SCOPES[scope]) : scope;
}

export function isRouteType(word: string): word is RouteType | 'multicast' | 'anycast' {
  return word in TYPES;
}

/** rtnl_rtntype_a2n in the order it compares: all but `local` and `nat` may be abbreviated. */
const TYPE_WORDS = 'broadcast anycast multicast prohibit unreachable blackhole xresolve unicast throw'.split(' ');

/** The route type a word means, one the simulator has or not; undefined when it is none. */
export function routeTypeOf(word: string): string | undefined {
  if (word === 'local' || word === 'nat') return word;
  if (word === 'brd') return 'broadcast';
  return word === '' ? undefined : TYPE_WORDS.find((type) => type.startsWith(word));
}

export function routeTypeText(type: RouteType | 'multicast' | 'anycast', numeric: boolean): string {
  return numeric ? String(TYPES[type]) : type;
}

/** RTN_* by name, as rtnl_rtntype_a2n reads it. */
const TYPE_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['none', 0],
  ...Object.entries(TYPES),
  ['anycast', 4],
  ['nat', 10],
  ['xresolve', 11],
]);
const TYPE_NAMES = inverse(TYPE_NUMBERS);

/** The number of a route type by name or in digits; undefined when it is neither. */
export function routeTypeNumber(word: string): number | undefined {
  const name = routeTypeOf(word);
  const number = name === undefined ? unsigned(word) : TYPE_NUMBERS.get(name);
  return number === undefined || number > 255 ? undefined : number;
}

/** rtnl_rtntype_n2a. */
export function routeTypeName(number: number, numeric: boolean): string {
  return (numeric ? undefined : TYPE_NAMES.get(number)) ?? String(number);
}

/** A routing protocol by name or number, as RouteRecord has it; undefined when it is neither. */
export function readProtocol(word: string): string | undefined {
  if (PROTOCOLS.has(word)) return word;
  const number = unsigned(word);
  if (number === undefined || number > 255) return undefined;
  return PROTOCOL_NAMES.get(number) ?? String(number);
}

export function protocolText(protocol: string, numeric: boolean): string {
  return numeric ? String(PROTOCOLS.get(protocol) ?? protocol) : protocol;
}

/** A TOS byte by DSCP name or hexadecimal number; undefined when it is neither. */
export function readDsfield(word: string): number | undefined {
  const named = DSFIELDS.get(word);
  if (named !== undefined) return named;
  return /^(0[xX])?[0-9a-fA-F]{1,2}$/.test(word) ? parseInt(word.replace(/^0x/i, ''), 16) : undefined;
}

export function dsfieldText(tos: number, numeric: boolean): string {
  return (numeric ? undefined : DSFIELD_NAMES.get(tos)) ?? `0x${tos.toString(16).padStart(2, '0')}`;
}

/** A device group by name or number. */
export function readGroup(word: string): number | undefined {
  return word === 'default' ? 0 : integerGroup(word);
}

/** rtnl_group_n2a. */
export function groupText(group: number, numeric: boolean): string {
  return group === 0 && !numeric ? 'default' : String(group);
}

function integerGroup(word: string): number | undefined {
  const number = unsigned(word);
  return number !== undefined && number <= 0x7fffffff ? number : undefined;
}

function inverse(names: ReadonlyMap<string, number>): ReadonlyMap<number, string> {
  return new Map(Array.from(names, ([name, number]) => [number, name]));
}
