import type { Arithmetic, Direction, Filter, Layer } from './ast';
import { addressOf, transportOf, u16, type Side, type View } from './view';

/** Whether a packet passes a filter. */
export function matches(filter: Filter, view: View): boolean {
  switch (filter.kind) {
    case 'all':
      return true;
    case 'and':
      return matches(filter.left, view) && matches(filter.right, view);
    case 'or':
      return matches(filter.left, view) || matches(filter.right, view);
    case 'not':
      return !matches(filter.inner, view);
    case 'ethertype':
      return view.ethertype === filter.value;
    case 'protocol': {
      if (filter.family && view.ethertype !== ETHERTYPE[filter.family]) return false;
      return transportOf(view)?.protocol === filter.value;
    }
    case 'address': {
      const { types, bytes, bits } = filter;
      if (!types.includes(view.ethertype)) return false;
      return ends(filter.direction, (side) => samePrefix(addressOf(view, side), bytes, bits));
    }
    case 'mac': {
      const { macs } = view;
      if (macs === undefined) return false;
      const at = (side: Side): Uint8Array => view.bytes.subarray(macs + (side === 'dst' ? 0 : 6), macs + (side === 'dst' ? 6 : 12)); // prettier-ignore
      return ends(filter.direction, (side) => samePrefix(at(side), filter.bytes, 48));
    }
    case 'port': {
      if (filter.family && view.ethertype !== ETHERTYPE[filter.family]) return false;
      const transport = transportOf(view);
      if (!transport?.first || !filter.protocols.includes(transport.protocol)) return false;
      return ends(filter.direction, (side) => {
        const port = u16(view.bytes, transport.at + (side === 'src' ? 0 : 2));
        return port >= filter.from && port <= filter.to;
      });
    }
    case 'vlan':
      return view.vlans.length > 0 && (filter.id === undefined || view.vlans[0] === filter.id);
    case 'group':
      return isForGroup(view, filter.what, filter.of);
    case 'way':
      return (view.packet.outgoing ?? false) === filter.outgoing;
    case 'compare': {
      const left = valueOf(filter.left, view);
      const right = valueOf(filter.right, view);
      if (left === undefined || right === undefined) return false;
      switch (filter.operator) {
        case '=':
          return left === right;
        case '!=':
          return left !== right;
        case '<':
          return left < right;
        case '>':
          return left > right;
        case '<=':
          return left <= right;
        case '>=':
          return left >= right;
      }
    }
  }
}

/** Whether a filter asks for a VLAN anywhere. */
export function asksForVlan(filter: Filter): boolean {
  switch (filter.kind) {
    case 'vlan':
      return true;
    case 'not':
      return asksForVlan(filter.inner);
    case 'and':
    case 'or':
      return asksForVlan(filter.left) || asksForVlan(filter.right);
    default:
      return false;
  }
}

const ETHERTYPE = { ip: 0x0800, ip6: 0x86dd } as const;

function ends(direction: Direction, holds: (side: Side) => boolean): boolean {
  switch (direction) {
    case 'src':
    case 'dst':
      return holds(direction);
    case 'either':
      return holds('src') || holds('dst');
    case 'both':
      return holds('src') && holds('dst');
  }
}

function samePrefix(address: Uint8Array | undefined, bytes: readonly number[], bits: number): boolean {
  if (!address || address.length !== bytes.length) return false;
  for (let left = bits, i = 0; left > 0; left -= 8, i++) {
    const mask = left >= 8 ? 255 : (255 << (8 - left)) & 255;
    if (((address[i] ?? 0) & mask) !== ((bytes[i] ?? 0) & mask)) return false;
  }
  return true;
}

function isForGroup(view: View, what: 'broadcast' | 'multicast', of: 'ether' | 'ip' | 'ip6'): boolean {
  const { bytes, macs, network, ethertype } = view;
  if (of === 'ether') {
    if (macs === undefined) return false;
    const first = bytes[macs] ?? 0;
    return what === 'multicast' ? (first & 1) === 1 : bytes.subarray(macs, macs + 6).every((byte) => byte === 255);
  }
  if (ethertype !== ETHERTYPE[of]) return false;
  const first = bytes[network + (of === 'ip' ? 16 : 24)] ?? 0;
  if (of === 'ip6') return first === 0xff;
  // gen_mcode and gen_ncmp: 224.0.0.0 and above; a broadcast address is all ones or all zeros.
  if (what === 'multicast') return first >= 0xe0;
  const address = bytes.subarray(network + 16, network + 20);
  return address.every((byte) => byte === 255) || address.every((byte) => byte === 0);
}

function valueOf(arithmetic: Arithmetic, view: View): number | undefined {
  switch (arithmetic.kind) {
    case 'number':
      return arithmetic.value;
    case 'length':
      return view.packet.length;
    case 'bytes': {
      const start = startOf(arithmetic.of, view);
      const index = valueOf(arithmetic.at, view);
      if (start === undefined || index === undefined) return undefined;
      const at = start + index;
      if (at < 0 || at + arithmetic.size > view.bytes.length) return undefined;
      let value = 0;
      for (let i = 0; i < arithmetic.size; i++) value = value * 256 + (view.bytes[at + i] ?? 0);
      return value;
    }
    case 'operation': {
      const left = valueOf(arithmetic.left, view);
      const right = valueOf(arithmetic.right, view);
      if (left === undefined || right === undefined) return undefined;
      return calculate(arithmetic.operator, left, right);
    }
  }
}

/** 32-bit unsigned, as BPF calculates; a division by zero ends the program with "no". */
export function calculate(
  operator: Extract<Arithmetic, { kind: 'operation' }>['operator'],
  left: number,
  right: number,
): number | undefined {
  switch (operator) {
    case '+':
      return (left + right) >>> 0;
    case '-':
      return (left - right) >>> 0;
    case '*':
      return Math.imul(left, right) >>> 0;
    case '/':
      return right === 0 ? undefined : Math.floor(left / right);
    case '%':
      return right === 0 ? undefined : left % right;
    case '&':
      return (left & right) >>> 0;
    case '|':
      return (left | right) >>> 0;
    case '^':
      return (left ^ right) >>> 0;
    case '<<':
      return right > 31 ? 0 : (left << right) >>> 0;
    case '>>':
      return right > 31 ? 0 : left >>> right;
  }
}

const PROTOCOL: ReadonlyMap<Layer, number> = new Map([
  ['tcp', 6], ['udp', 17], ['icmp', 1], ['igmp', 2], ['sctp', 132], ['icmp6', 58],
]); // prettier-ignore

/** Where the bytes of a layer begin; of those above IP only in IPv4 (gen_load), icmp6 aside, and in a first fragment. */
function startOf(layer: Layer, view: View): number | undefined {
  switch (layer) {
    case 'ether':
      return 0;
    case 'ip':
    case 'ip6':
      return view.ethertype === ETHERTYPE[layer] ? view.network : undefined;
    case 'arp':
      return view.ethertype === 0x0806 ? view.network : undefined;
    case 'rarp':
      return view.ethertype === 0x8035 ? view.network : undefined;
    default: {
      const family = layer === 'icmp6' ? ETHERTYPE.ip6 : ETHERTYPE.ip;
      const transport = view.ethertype === family ? transportOf(view) : undefined;
      return transport?.first && transport.protocol === PROTOCOL.get(layer) ? transport.at : undefined;
    }
  }
}
