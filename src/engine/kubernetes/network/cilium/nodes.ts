import type { World } from '../../../kernel/world';
import { formatIpv4, ipv4, parseIpv4, type Ipv4 } from '../../../packet/address';
import { listCilium } from './resources';

/** What the nodes tell each other by their objects `ciliumnodes`. */
export interface CiliumNode {
  readonly name: string;
  readonly address: Ipv4;
  /** The address of its cilium_host. */
  readonly router?: Ipv4;
  readonly health?: Ipv4;
  readonly range?: PodRange;
}

export interface PodRange {
  readonly cidr: string;
  readonly address: Ipv4;
  readonly length: number;
}

interface NodeSpec {
  readonly addresses?: readonly { readonly ip?: string; readonly type?: string }[];
  readonly health?: { readonly ipv4?: string };
  readonly ipam?: { readonly podCIDRs?: readonly string[] };
}

export function ciliumNodes(world: World): readonly CiliumNode[] {
  return listCilium(world, 'ciliumnodes').flatMap(({ metadata, spec }): readonly CiliumNode[] => {
    const { addresses = [], health, ipam } = (spec ?? {}) as NodeSpec;
    const of = (type: string): Ipv4 | undefined => parseIpv4(addresses.find((each) => each.type === type)?.ip ?? '');
    const address = of('InternalIP');
    if (address === undefined) return [];
    const [router, healthAddress, range] = [of('CiliumInternalIP'), parseIpv4(health?.ipv4 ?? ''), rangeOf(ipam?.podCIDRs?.[0])]; // prettier-ignore
    return [
      {
        name: metadata.name ?? '',
        address,
        ...(router !== undefined && { router }),
        ...(healthAddress !== undefined && { health: healthAddress }),
        ...(range && { range }),
      },
    ];
  });
}

export function rangeOf(cidr = ''): PodRange | undefined {
  const [text = '', bits = ''] = cidr.split('/');
  const address = parseIpv4(text);
  return address === undefined || !/^\d+$/.test(bits) ? undefined : { cidr, address, length: Number(bits) };
}

/** An address of a range that nobody has, found from a random place on (pkg/ipam/service/ipallocator); neither its first nor its last. */
export function freeAddress(world: World, { address, length }: PodRange, taken: ReadonlySet<Ipv4>): Ipv4 | undefined {
  const count = 2 ** (32 - length) - 2;
  const start = world.random() % count;
  for (let i = 0; i < count; i++) {
    const next = ipv4(address + 1 + ((start + i) % count));
    if (!taken.has(next)) return next;
  }
  return undefined;
}

export function cidrOf({ address, length }: Pick<PodRange, 'address' | 'length'>): string {
  return `${formatIpv4(address)}/${length}`;
}
