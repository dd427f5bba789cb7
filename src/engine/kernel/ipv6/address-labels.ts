import type { Ipv6 } from '../../packet/address';
import { inPrefix6, networkOf6 } from '../../packet/ipv6-address';
import { KernelError } from '../errno';
import type { NetnsId } from '../records';
import type { World } from '../world';
import type { AddressLabel } from './records';

/** Labels for choosing source addresses (net/ipv6/addrlabel.c, RFC 6724 2.1). */

const label = (prefix: string, prefixLength: number, value: number): AddressLabel => ({
  prefix: prefix as Ipv6,
  prefixLength,
  label: value,
});

/** ip6addrlbl_init_table */
const DEFAULT_LABELS: readonly AddressLabel[] = [
  label('::1', 128, 0),
  label('::', 96, 3),
  label('::ffff:0.0.0.0', 96, 4),
  label('2001::', 32, 6),
  label('2001:10::', 28, 7),
  label('3ffe::', 16, 12),
  label('2002::', 16, 2),
  label('fec0::', 10, 11),
  label('fc00::', 7, 5),
  label('::', 0, 1),
];

/** RTM_GETADDRLABEL dump. */
export function addressLabels(world: World, netns: NetnsId): readonly AddressLabel[] {
  return world.netns(netns).inet6.labels ?? DEFAULT_LABELS;
}

/** ipv6_addr_label: the label of an address on a device; 2^32 - 1 without any. */
export function labelOf6(world: World, netns: NetnsId, address: Ipv6, ifindex: number | undefined): number {
  const found = addressLabels(world, netns).find(
    (entry) =>
      (entry.ifindex === undefined || entry.ifindex === ifindex) &&
      inPrefix6(address, entry.prefix, entry.prefixLength) &&
      (!isCompatible(entry) || isCompatibleAddress(address)),
  );
  return found?.label ?? 0xffffffff;
}

/** IPV6_ADDR_COMPATv4: `::/96` means addresses like ::192.0.2.1 only, and neither :: nor ::1. */
function isCompatible({ prefix, prefixLength }: AddressLabel): boolean {
  return prefixLength === 96 && prefix === '::';
}

function isCompatibleAddress(address: Ipv6): boolean {
  return inPrefix6(address, '::' as Ipv6, 96) && !inPrefix6(address, '::' as Ipv6, 127);
}

/** RTM_NEWADDRLABEL (ip6addrlbl_add): longer prefixes first, labels of one device before those of all. Throws EEXIST, EINVAL. */
export function addAddressLabel(world: World, netns: NetnsId, request: AddressLabel): void {
  const { prefixLength } = request;
  if (prefixLength > 96 && inPrefix6(request.prefix, '::ffff:0:0' as Ipv6, 96)) throw new KernelError('EINVAL');
  const entry: AddressLabel = { ...request, prefix: networkOf6(request.prefix, prefixLength) };
  const labels = addressLabels(world, netns);
  const at = labels.findIndex((other) => {
    if (isSame(other, entry)) throw new KernelError('EEXIST');
    return other.prefixLength < prefixLength || (other.prefixLength === prefixLength && other.ifindex === undefined);
  });
  const next = [...labels];
  next.splice(at < 0 ? labels.length : at, 0, entry);
  setLabels(world, netns, next);
}

/** RTM_DELADDRLABEL (ip6addrlbl_del), which does not look at the label. Throws ESRCH. */
export function deleteAddressLabel(world: World, netns: NetnsId, request: AddressLabel): void {
  const wanted = { ...request, prefix: networkOf6(request.prefix, request.prefixLength) };
  const labels = addressLabels(world, netns);
  const at = labels.findIndex((entry) => isSame(entry, wanted));
  if (at < 0) throw new KernelError('ESRCH');
  setLabels(
    world,
    netns,
    labels.filter((_, i) => i !== at),
  );
}

function isSame(a: AddressLabel, b: AddressLabel): boolean {
  return a.prefixLength === b.prefixLength && a.ifindex === b.ifindex && a.prefix === b.prefix;
}

function setLabels(world: World, netns: NetnsId, labels: readonly AddressLabel[]): void {
  const ns = world.writeNetns(netns);
  ns.inet6 = { ...ns.inet6, labels };
}
