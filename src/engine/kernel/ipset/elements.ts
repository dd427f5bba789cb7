import {
  SetError,
  type ElementRequest,
  type HashData,
  type SetAddress,
  type SetElement,
  type SetRecord,
} from './model';

/** The elements that a request names, one by one in the kernel's order (the _uadt functions of net/netfilter/ipset/ip_set_hash_*.c). */
export function* hashElements(
  set: SetRecord & { readonly data: HashData },
  request: ElementRequest,
  testing: boolean,
): Generator<SetElement> {
  const { ip, protocol = 0, mac, mark = 0, iface, physdev } = request;
  switch (set.type) {
    case 'hash:ip':
      for (const each of addresses(set, request, testing)) {
        if (each === 0n) throw new SetError('HASH_ELEM');
        yield { ip: each };
      }
      return;
    case 'hash:ip,port':
      for (const each of addresses(set, request, testing)) {
        for (const port of ports(request)) yield { ip: each, port, protocol };
      }
      return;
    case 'hash:ip,port,ip':
      for (const each of addresses(set, request, testing)) {
        for (const port of ports(request)) yield { ip: each, port, protocol, ip2: request.ip2 ?? 0n };
      }
      return;
    case 'hash:ip,port,net': {
      const second = { ip: request.ip2, ipTo: request.ip2To, cidr: request.cidr2 };
      for (const each of addresses(set, request, testing)) {
        for (const port of ports(request)) {
          for (const { ip: ip2, cidr: cidr2 } of networks(set, second, testing)) {
            yield { ip: each, port, protocol, ip2, cidr2 };
          }
        }
      }
      return;
    }
    case 'hash:net':
      yield* networks(set, request, testing);
      return;
    case 'hash:net,port':
      for (const port of ports(request)) {
        for (const net of networks(set, request, testing)) yield { ...net, port, protocol };
      }
      return;
    case 'hash:net,iface':
      for (const net of networks(set, request, testing, 0))
        yield { ...net, iface, ...(physdev && { physdev }), ...(request.wildcard && { wildcard: true }) };
      return;
    case 'hash:mac':
      if (mac === undefined || mac === '00:00:00:00:00:00') throw new SetError('HASH_ELEM');
      yield { mac };
      return;
    case 'hash:ip,mark': {
      const masked = (mark & (set.data.markmask ?? 0xffffffff)) >>> 0;
      if (masked === 0 && ip === 0n) throw new SetError('HASH_ELEM');
      for (const each of addresses(set, request, testing)) yield { ip: each, mark: masked };
      return;
    }
    default:
      return;
  }
}

const WITH_PORTS: ReadonlySet<number> = new Set([6, 17, 132, 136]);
const ICMP: ReadonlySet<number> = new Set([1, 58]);

function* ports({ protocol = 0, port = 0, portTo = port }: ElementRequest): Generator<number> {
  if (!WITH_PORTS.has(protocol)) {
    yield ICMP.has(protocol) ? port : 0;
    return;
  }
  const [from, to] = port > portTo ? [portTo, port] : [port, portTo];
  for (let each = from; each <= to; each++) yield each;
}

function hostBits(set: SetRecord): number {
  return set.family === 'inet6' ? 128 : 32;
}

/** Single addresses: a range, a prefix, or as many networks as `netmask` makes of them. */
function* addresses(
  set: SetRecord & { readonly data: HashData },
  { ip = 0n, ipTo, cidr }: ElementRequest,
  testing: boolean,
): Generator<SetAddress> {
  const bits = hostBits(set);
  const { netmask = bits, bitmask } = set.data;
  const masked = (address: bigint): bigint =>
    bitmask === undefined ? address & maskBits(bits, netmask) : address & bitmask;
  if (testing || (ipTo === undefined && cidr === undefined) || set.family === 'inet6') {
    yield masked(ip);
    return;
  }
  let [from, to] = [masked(ip), ipTo ?? 0n];
  if (ipTo !== undefined) {
    if (from > to) [from, to] = [to, from];
  } else {
    if (cidr === undefined || cidr === 0 || cidr > bits) throw new SetError('INVALID_CIDR');
    [from, to] = rangeOf(ip, cidr, bits);
  }
  const step = bitmask === undefined ? 1n << BigInt(bits - netmask) : 1n;
  for (let each = from; each <= to; each += step) yield masked(each);
}

/** Networks: one with its length, or those that make up a range. */
function* networks(
  set: SetRecord,
  { ip = 0n, ipTo, cidr = hostBits(set) }: Pick<ElementRequest, 'ip' | 'ipTo' | 'cidr'>,
  testing: boolean,
  least = 1,
): Generator<{ readonly ip: SetAddress; readonly cidr: number }> {
  const bits = hostBits(set);
  if (cidr < least || cidr > bits) throw new SetError('INVALID_CIDR');
  if (testing || ipTo === undefined || set.family === 'inet6') {
    yield { ip: ip & maskBits(bits, cidr), cidr };
    return;
  }
  let [from, to] = ip > ipTo ? [ipTo, ip] : [ip, ipTo];
  if (to - from === (1n << BigInt(bits)) - 1n) throw new SetError('HASH_RANGE');
  while (from <= to) {
    // ip_set_range_to_cidr: the largest network that begins here and ends within the range.
    let length = bits;
    for (let shorter = 1; shorter < bits; shorter++) {
      const [first, last] = rangeOf(from, shorter, bits);
      if (first === from && last <= to) {
        length = shorter;
        break;
      }
    }
    yield { ip: from, cidr: length };
    [from, to] = [from + (1n << BigInt(bits - length)), to];
  }
}

/** The bits of a prefix length. */
export function maskBits(bits: number, length: number): bigint {
  const host = BigInt(bits - length);
  return ((1n << BigInt(bits)) - 1n) ^ ((1n << host) - 1n);
}

/** The first and the last address of a network. */
export function rangeOf(ip: bigint, length: number, bits: number): [bigint, bigint] {
  const first = ip & maskBits(bits, length);
  return [first, first + (1n << BigInt(bits - length)) - 1n];
}
