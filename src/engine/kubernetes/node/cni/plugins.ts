import { bandwidth, tuning } from './bandwidth';
import { bridge } from './bridge';
import { calico, calicoIpam } from './calico';
import { cilium } from './cilium';
import { firewall } from './firewall';
import { flannel } from './flannel';
import { hostLocal } from './host-local';
import { loopback } from './loopback';
import type { CniPlugin } from './plugin';
import { portmap } from './portmap';
import { ptp } from './ptp';
import { staticAddresses } from './static';
import { weaveIpam, weaveNet } from './weave-net';

/** Every plugin by its type, which is the name of its program in /opt/cni/bin. */
export const PLUGINS: ReadonlyMap<string, CniPlugin> = new Map(
  [
    bandwidth,
    bridge,
    calico,
    calicoIpam,
    cilium,
    firewall,
    flannel,
    hostLocal,
    loopback,
    portmap,
    ptp,
    staticAddresses,
    tuning,
    weaveIpam,
    weaveNet,
  ].map((plugin) => [plugin.type, plugin]),
);
