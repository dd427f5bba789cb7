import type { SetElement, SetFamily, SetTypeName } from './model';

/** What the kernel's module of a set type is like; sizes are those of its structures on a 64-bit machine. */
export interface SetType {
  readonly name: SetTypeName;
  /** How many components an element has: `src,dst` of a rule must name as many. */
  readonly dimension: number;
  readonly revision: number;
  /** Bytes of the set without elements, by family; for bitmaps without the bits. */
  readonly baseSize: { readonly inet: number; readonly inet6: number };
  /** Bytes of an element and what its address is aligned to. */
  readonly elementSize: { readonly inet: number; readonly inet6: number };
  /** It has networks of any length, of which `nomatch` makes exceptions. */
  readonly nets: boolean;
}

function type(
  name: SetTypeName,
  dimension: number,
  revision: number,
  baseSize: readonly [number, number],
  elementSize: readonly [number, number],
  nets = false,
): SetType {
  return {
    name,
    dimension,
    revision,
    baseSize: { inet: baseSize[0], inet6: baseSize[1] },
    elementSize: { inet: elementSize[0], inet6: elementSize[1] },
    nets,
  };
}

const TYPES: readonly SetType[] = [
  type('hash:ip', 1, 6, [216, 224], [4, 16]),
  type('hash:net', 1, 7, [456, 1240], [8, 20], true),
  type('hash:ip,port', 2, 7, [216, 232], [8, 20]),
  type('hash:net,port', 2, 8, [456, 1240], [8, 20], true),
  type('hash:ip,port,ip', 3, 6, [208, 232], [12, 36]),
  type('hash:ip,port,net', 3, 8, [464, 1256], [12, 36], true),
  type('hash:net,iface', 2, 8, [488, 1264], [28, 40], true),
  type('hash:mac', 1, 1, [200, 200], [8, 8]),
  type('hash:ip,mark', 2, 3, [208, 216], [8, 20]),
  type('bitmap:ip', 1, 3, [88, 88], [0, 0]),
  type('bitmap:ip,mac', 2, 3, [80, 80], [8, 8]),
  type('bitmap:port', 1, 3, [72, 72], [0, 0]),
  type('list:set', 1, 3, [80, 80], [48, 48]),
];

const BY_NAME: ReadonlyMap<string, SetType> = new Map(TYPES.map((each) => [each.name, each]));

/** The module of a type. */
export function setType(name: SetTypeName): SetType {
  const found = BY_NAME.get(name);
  if (!found) throw new Error(`no set type ${name}`);
  return found;
}

/** The text two equal elements share. A hash of networks on devices tells devices apart, though it does not hash them. */
export function elementKey({ ip, cidr, protocol, port, ip2, cidr2, iface, physdev, mac, mark }: SetElement): string {
  return [ip, cidr, protocol, port, ip2, cidr2, physdev ? `physdev:${iface}` : iface, mac, mark].join('|');
}

/** The 32-bit words of an element that the kernel hashes, as it has them in memory: little-endian, addresses in network order. */
export function hashWords(name: SetTypeName, family: SetFamily, element: SetElement): readonly number[] {
  const { protocol = 0, port = 0, cidr = 0, cidr2 = 0 } = element;
  const address = (ip = 0n): readonly number[] => addressWords(ip, family);
  const swapped = ((port & 0xff) << 8) | (port >>> 8);
  switch (name) {
    case 'hash:ip':
      return address(element.ip);
    case 'hash:net':
      return [...address(element.ip), cidr << 24];
    case 'hash:ip,port':
      return [...address(element.ip), swapped | (protocol << 16)];
    case 'hash:net,port':
      return [...address(element.ip), swapped | (protocol << 16) | ((cidr - 1) << 24)];
    case 'hash:ip,port,ip':
      return [...address(element.ip), ...address(element.ip2), swapped | (protocol << 16)];
    case 'hash:ip,port,net':
      return [...address(element.ip), ...address(element.ip2), swapped | ((cidr2 - 1) << 16) | (protocol << 24)];
    case 'hash:net,iface':
      return [...address(element.ip), (element.physdev ? 1 : 0) | (cidr << 8) | (1 << 24)];
    case 'hash:ip,mark':
      return [...address(element.ip), element.mark ?? 0];
    case 'hash:mac': {
      const bytes = (element.mac ?? '').split(':').map((byte) => Number.parseInt(byte, 16));
      const at = (i: number): number => bytes[i] ?? 0;
      return [at(0) | (at(1) << 8) | (at(2) << 16) | (at(3) << 24), at(4) | (at(5) << 8)];
    }
    default:
      return [];
  }
}

function addressWords(ip: bigint, family: SetFamily): readonly number[] {
  const count = family === 'inet6' ? 4 : 1;
  return Array.from({ length: count }, (_, i) => {
    const word = Number((ip >> BigInt(32 * (count - 1 - i))) & 0xffffffffn);
    return ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
  });
}
