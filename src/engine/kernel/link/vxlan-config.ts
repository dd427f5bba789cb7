import { KernelError } from '../errno';
import type { DeviceId, NetnsId } from '../records';
import type { World } from '../world';
import { has, type VxlanChanges, type VxlanFlag, type VxlanKind, type VxlanSettings } from './vxlan-kind';

/** vxlan_nl2conf and vxlan_config_validate (drivers/net/vxlan/vxlan_core.c): which settings go together, and which may change later. */

/** The port Linux had before IANA gave VXLAN one. */
const DEFAULT_PORT = 8472;
const DEFAULT_AGEING_SECONDS = 300;

/** The settings of a new device. Throws EINVAL with the kernel's sentences. */
export function newSettings(changes: VxlanChanges, lower: DeviceId | undefined): VxlanSettings {
  if (changes.flowLabel !== undefined && changes.flowLabel !== 0) {
    throw new KernelError('EINVAL', 'Label attribute only applies to IPv6 VXLAN devices');
  }
  const { vni = 0, remote, local, port, portRange = { low: 0, high: 0 } } = changes;
  if (portRange.low > portRange.high) throw new KernelError('EINVAL', 'Invalid source port range');
  if (changes.gpe) throw new KernelError('EINVAL', 'VXLAN GPE does not support this combination of attributes');
  return {
    vni,
    remote: remote === 0 ? undefined : remote,
    local: local === 0 ? undefined : local,
    lower,
    port: port === undefined || port === 0 ? DEFAULT_PORT : port,
    portRange,
    ttl: changes.ttl ?? 0,
    tos: changes.tos ?? 0,
    df: changes.df ?? 'unset',
    ageingSeconds: changes.ageingSeconds || DEFAULT_AGEING_SECONDS,
    limit: changes.limit ?? 0,
    flags: flagsAfter(['udpcsum'], changes.flags ?? {}),
  };
}

/** A VNI may be there once for each port. Throws EEXIST. */
export function checkUnique(world: World, underlay: NetnsId, settings: VxlanSettings): void {
  for (const id of world.netns(underlay).vxlans) {
    const kind = world.devices.get(id)?.kind;
    if (kind?.type !== 'vxlan' || kind.port !== settings.port || kind.vni !== settings.vni) continue;
    if (has(kind, 'external') !== has(settings, 'external')) continue;
    throw new KernelError('EEXIST', 'A VXLAN device with the specified VNI already exists');
  }
}

/** Flags that cannot be changed, and how the kernel calls them. */
const FIXED_FLAGS: ReadonlyMap<VxlanFlag, string> = new Map([
  ['proxy', 'vxlan: cannot change PROXY flag'],
  ['rsc', 'vxlan: cannot change RSC flag'],
  ['l2miss', 'vxlan: cannot change L2MISS flag'],
  ['l3miss', 'vxlan: cannot change L3MISS flag'],
  ['external', 'vxlan: cannot change COLLECT_METADATA flag'],
  ['udpcsum', 'Cannot change UDP_CSUM flag'],
  ['udp6zerocsumtx', 'vxlan: cannot change UDP_ZERO_CSUM6_TX flag'],
  ['udp6zerocsumrx', 'vxlan: cannot change UDP_ZERO_CSUM6_RX flag'],
  ['remcsumtx', 'vxlan: cannot change REMCSUM_TX flag'],
  ['remcsumrx', 'vxlan: cannot change REMCSUM_RX flag'],
  ['gbp', 'vxlan: cannot change GBP flag'],
]);

/** The settings after `ip link set … type vxlan …`, in vxlan_nl2conf's order. Throws EOPNOTSUPP for what is fixed. */
export function settingsAfter(kind: VxlanKind, changes: VxlanChanges, lower: DeviceId | undefined): VxlanSettings {
  const fixed = (what: string): KernelError => new KernelError('EOPNOTSUPP', what);
  if (changes.vni !== undefined && changes.vni !== kind.vni) throw fixed('Cannot change VNI');
  for (const [flag, sentence] of FIXED_FLAGS) {
    if (changes.flags?.[flag] === undefined) continue;
    if (flag !== 'udpcsum' && changes.flags[flag] === has(kind, flag) && has(kind, flag)) continue;
    throw fixed(sentence);
  }
  if (changes.limit !== undefined) throw fixed('Cannot change limit');
  if (changes.portRange !== undefined) throw fixed('Cannot change port range');
  if (changes.port !== undefined) throw fixed('Cannot change port');
  const { remote = kind.remote, local = kind.local, tos = kind.tos, df = kind.df } = changes;
  // A flag of its own, which nothing takes back.
  const ttl = kind.ttl === 'inherit' ? kind.ttl : (changes.ttl ?? kind.ttl);
  const ageingSeconds = changes.ageingSeconds ?? kind.ageingSeconds;
  const flags = flagsAfter(kind.flags, changes.flags ?? {});
  const { vni, port, portRange, limit } = kind;
  return { vni, remote, local, lower, port, portRange, ttl, tos, df, ageingSeconds, limit, flags };
}

function flagsAfter(
  flags: readonly VxlanFlag[],
  changes: Readonly<Partial<Record<VxlanFlag, boolean>>>,
): readonly VxlanFlag[] {
  const all = new Set(flags);
  for (const [flag, on] of Object.entries(changes)) {
    if (on) all.add(flag as VxlanFlag);
    else all.delete(flag as VxlanFlag);
  }
  return [...all];
}
