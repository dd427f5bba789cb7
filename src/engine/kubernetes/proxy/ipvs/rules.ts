import type { ProxySettings } from '../settings';
import type { Jump } from '../iptables/jumps';
import { chainLine } from '../iptables/jumps';
import { SETS, type SetEntries, type SetName } from './sets';

/** What kube-proxy gives iptables-restore in ipvs mode (writeIptablesRules of pkg/proxy/ipvs/proxier.go): masquerading and filters by IP sets. */

export const IPVS_JUMPS: readonly Jump[] = [
  { table: 'nat', from: 'OUTPUT', to: 'KUBE-SERVICES', comment: 'kubernetes service portals' },
  { table: 'nat', from: 'PREROUTING', to: 'KUBE-SERVICES', comment: 'kubernetes service portals' },
  { table: 'nat', from: 'POSTROUTING', to: 'KUBE-POSTROUTING', comment: 'kubernetes postrouting rules' },
  { table: 'filter', from: 'FORWARD', to: 'KUBE-FORWARD', comment: 'kubernetes forwarding rules' },
  { table: 'filter', from: 'INPUT', to: 'KUBE-NODE-PORT', comment: 'kubernetes health check rules' },
  { table: 'filter', from: 'INPUT', to: 'KUBE-PROXY-FIREWALL', comment: 'kube-proxy firewall rules' },
  { table: 'filter', from: 'FORWARD', to: 'KUBE-PROXY-FIREWALL', comment: 'kube-proxy firewall rules' },
  { table: 'filter', from: 'INPUT', to: 'KUBE-IPVS-FILTER', comment: 'kubernetes ipvs access filter' },
  { table: 'filter', from: 'OUTPUT', to: 'KUBE-IPVS-OUT-FILTER', comment: 'kubernetes ipvs access filter' },
];

const CHAINS = {
  nat: ['KUBE-SERVICES', 'KUBE-POSTROUTING', 'KUBE-NODE-PORT', 'KUBE-LOAD-BALANCER', 'KUBE-MARK-MASQ'],
  filter: [
    ...['KUBE-FORWARD', 'KUBE-NODE-PORT', 'KUBE-PROXY-FIREWALL', 'KUBE-SOURCE-RANGES-FIREWALL'],
    ...['KUBE-IPVS-FILTER', 'KUBE-IPVS-OUT-FILTER'],
  ],
} as const;

interface BySet {
  readonly set: SetName;
  readonly table: 'nat' | 'filter';
  readonly from: string;
  readonly to: string;
  readonly match: string;
  readonly protocol?: string;
}

const BY_SET: readonly BySet[] = [
  { set: 'KUBE-LOOP-BACK', table: 'nat', from: 'KUBE-POSTROUTING', to: 'MASQUERADE', match: 'dst,dst,src' },
  { set: 'KUBE-LOAD-BALANCER', table: 'nat', from: 'KUBE-SERVICES', to: 'KUBE-LOAD-BALANCER', match: 'dst,dst' },
  { set: 'KUBE-LOAD-BALANCER-LOCAL', table: 'nat', from: 'KUBE-LOAD-BALANCER', to: 'RETURN', match: 'dst,dst' },
  ...(['TCP', 'UDP'] as const).flatMap((name): readonly BySet[] => {
    const common = { table: 'nat', from: 'KUBE-NODE-PORT', match: 'dst', protocol: name.toLowerCase() } as const;
    return [
      { ...common, set: `KUBE-NODE-PORT-LOCAL-${name}`, to: 'RETURN' },
      { ...common, set: `KUBE-NODE-PORT-${name}`, to: 'KUBE-MARK-MASQ' },
    ];
  }),
  { set: 'KUBE-LOAD-BALANCER-FW', table: 'filter', from: 'KUBE-PROXY-FIREWALL', to: 'KUBE-SOURCE-RANGES-FIREWALL', match: 'dst,dst' }, // prettier-ignore
  { set: 'KUBE-LOAD-BALANCER-SOURCE-CIDR', table: 'filter', from: 'KUBE-SOURCE-RANGES-FIREWALL', to: 'RETURN', match: 'dst,dst,src' }, // prettier-ignore
  { set: 'KUBE-LOAD-BALANCER-SOURCE-IP', table: 'filter', from: 'KUBE-SOURCE-RANGES-FIREWALL', to: 'RETURN', match: 'dst,dst,src' }, // prettier-ignore
];

/** The lines of both tables, chains first. */
export function ipvsRules(
  { mark, masqueradeAll, clusterCIDR }: ProxySettings,
  entries: SetEntries,
): { readonly filter: readonly string[]; readonly nat: readonly string[] } {
  const nat: string[] = CHAINS.nat.map(chainLine);
  const filter: string[] = CHAINS.filter.map(chainLine);
  const has = (set: SetName): boolean => (entries.get(set)?.length ?? 0) > 0;
  const said = (set: SetName): string => `-m comment --comment "${SETS[set][1]}" -m set --match-set ${set}`;
  nat.push('-A KUBE-SERVICES -s 127.0.0.0/8 -j RETURN');
  for (const { set, table, from, to, match, protocol } of BY_SET) {
    if (!has(set)) continue;
    const only = protocol === undefined ? '' : `-p ${protocol} `;
    (table === 'nat' ? nat : filter).push(`-A ${from} ${only}${said(set)} ${match} -j ${to}`);
  }
  if (has('KUBE-CLUSTER-IP')) {
    const which = masqueradeAll ? 'dst,dst' : clusterCIDR === '' ? 'src,dst' : `dst,dst ! -s ${clusterCIDR}`;
    nat.push(`-A KUBE-SERVICES ${said('KUBE-CLUSTER-IP')} ${which} -j KUBE-MARK-MASQ`);
  }
  const external = (set: SetName): void => {
    const start = `-A KUBE-SERVICES ${said(set)} dst,dst`;
    nat.push(
      `${start} -m physdev ! --physdev-is-in -m addrtype ! --src-type LOCAL -j ACCEPT`,
      `${start} -m addrtype --dst-type LOCAL -j ACCEPT`,
    );
  };
  if (has('KUBE-EXTERNAL-IP')) {
    nat.push(`-A KUBE-SERVICES ${said('KUBE-EXTERNAL-IP')} dst,dst -j KUBE-MARK-MASQ`);
    external('KUBE-EXTERNAL-IP');
  }
  if (has('KUBE-EXTERNAL-IP-LOCAL')) external('KUBE-EXTERNAL-IP-LOCAL');
  nat.push(
    '-A KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODE-PORT',
    '-A KUBE-LOAD-BALANCER -j KUBE-MARK-MASQ',
  );
  filter.push('-A KUBE-SOURCE-RANGES-FIREWALL -j DROP');
  for (const set of ['KUBE-CLUSTER-IP', 'KUBE-LOAD-BALANCER'] as const) {
    if (has(set)) nat.push(`-A KUBE-SERVICES -m set --match-set ${set} dst,dst -j ACCEPT`);
  }
  filter.push(
    `-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark ${mark}/${mark} -j ACCEPT`,
    '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    `-A KUBE-NODE-PORT ${said('KUBE-HEALTH-CHECK-NODE-PORT')} dst -j ACCEPT`,
    ...(['KUBE-LOAD-BALANCER', 'KUBE-CLUSTER-IP', 'KUBE-EXTERNAL-IP', 'KUBE-EXTERNAL-IP-LOCAL'] as const).map(
      (set) => `-A KUBE-IPVS-FILTER -m set --match-set ${set} dst,dst -j RETURN`,
    ),
    '-A KUBE-IPVS-FILTER -m set --match-set KUBE-HEALTH-CHECK-NODE-PORT dst -j RETURN',
    '-A KUBE-IPVS-FILTER -m conntrack --ctstate NEW -m set --match-set KUBE-IPVS-IPS dst -j REJECT',
  );
  nat.push(
    `-A KUBE-POSTROUTING -m mark ! --mark ${mark}/${mark} -j RETURN`,
    `-A KUBE-POSTROUTING -j MARK --xor-mark ${mark}`,
    '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
    `-A KUBE-MARK-MASQ -j MARK --or-mark ${mark}`,
  );
  return { filter, nat };
}
