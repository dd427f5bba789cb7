import { describe, expect, it } from 'vitest';
import { endpointsOf } from '../../../../../src/engine/kubernetes/proxy/endpoints';
import { proxyRules, type RulesInput } from '../../../../../src/engine/kubernetes/proxy/iptables/rules';
import { servicePorts } from '../../../../../src/engine/kubernetes/proxy/service-ports';
import { readSettings, type ProxySettings } from '../../../../../src/engine/kubernetes/proxy/settings';
import { UPSTREAM_TABLES, type UpstreamTable } from './upstream-tables';

const SETTINGS: ProxySettings = { ...readSettings({ clusterCIDR: '10.0.0.0/8' }), node: 'test-node' };

function input({ services, slices, settings, nodePortIPs }: UpstreamTable, more: Partial<RulesInput> = {}): RulesInput {
  return {
    settings: { ...SETTINGS, ...settings },
    zone: '',
    nodeIP: '192.168.0.2',
    ports: services.flatMap((service) => servicePorts(service)),
    endpoints: endpointsOf(slices),
    changed: undefined,
    existing: [],
    nodePortIPs,
    liberal: false,
    ...more,
  };
}

/** Chain → its rules in their order; a chain without rules has an empty list. */
function byChain(lines: readonly string[]): Record<string, string[]> {
  const chains: Record<string, string[]> = {};
  for (const line of lines) {
    if (line.startsWith(':')) chains[line.slice(1).split(' ')[0] ?? ''] = [];
    else if (line.startsWith('-A ')) {
      const [, chain = '', rule = ''] = /^-A (\S+) (.*)$/.exec(line) ?? [];
      (chains[chain] ??= []).push(rule);
    }
  }
  return chains;
}

const NODE_PORTS =
  '-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain"';

/** What is there whatever the Services are. */
const FILTER: Readonly<Record<string, readonly string[]>> = {
  'KUBE-NODEPORTS': [],
  'KUBE-SERVICES': [],
  'KUBE-EXTERNAL-SERVICES': [],
  'KUBE-PROXY-FIREWALL': [],
  'KUBE-FIREWALL': [
    '-m comment --comment "block incoming localnet connections" -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
  ],
  'KUBE-FORWARD': [
    '-m conntrack --ctstate INVALID -j DROP',
    '-m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT',
    '-m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  ],
};

function expectedNat({ nat, nodePortIPs }: UpstreamTable): Record<string, readonly string[]> {
  const last = nodePortIPs
    ? nodePortIPs.map((ip) => `${NODE_PORTS} -d ${ip} -j KUBE-NODEPORTS`)
    : [`${NODE_PORTS} -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS`];
  return {
    'KUBE-NODEPORTS': [],
    'KUBE-MARK-MASQ': ['-j MARK --or-mark 0x4000'],
    'KUBE-POSTROUTING': [
      '-m mark ! --mark 0x4000/0x4000 -j RETURN',
      '-j MARK --xor-mark 0x4000',
      '-m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
    ],
    ...nat,
    'KUBE-SERVICES': [...(nat['KUBE-SERVICES'] ?? []), ...last],
  };
}

describe('the rules of iptables mode', () => {
  it.each(UPSTREAM_TABLES)('are upstream’s: $name', (table) => {
    const { filter, nat } = proxyRules(input(table));
    expect(byChain(filter)).toEqual({ ...FILTER, ...table.filter });
    expect(byChain(nat)).toEqual(expectedNat(table));
  });

  const [everything] = UPSTREAM_TABLES as [UpstreamTable];

  it('are written only for Services that changed, besides the chains that all share', () => {
    const { nat } = proxyRules(input(everything, { changed: new Set(['ns3/svc3']) }));
    const written = Object.keys(byChain(nat));
    expect(written.filter((chain) => /^KUBE-(SVC|SEP|EXT|FW)-/.test(chain)).sort()).toEqual([
      'KUBE-EXT-X27LE4BHSL4DOUIK',
      'KUBE-SEP-OYPFS5VJICHGATKP',
      'KUBE-SVC-X27LE4BHSL4DOUIK',
    ]);
    expect(byChain(nat)['KUBE-SERVICES']).toEqual(expectedNat(everything)['KUBE-SERVICES']);
  });

  it('empty and delete the chains of Services that are gone', () => {
    const existing = ['KUBE-SVC-AAAAAAAAAAAAAAAA', 'KUBE-SVC-XPGD46QRK7WJZT7O'];
    const { nat } = proxyRules(input(everything, { existing }));
    expect(nat).toContain(':KUBE-SVC-AAAAAAAAAAAAAAAA - [0:0]');
    expect(nat.filter((line) => line.startsWith('-X'))).toEqual(['-X KUBE-SVC-AAAAAAAAAAAAAAAA']);
  });

  it('keep NodePorts from 127.0.0.1 when localhostNodePorts is false', () => {
    const { filter, nat } = proxyRules(input(everything, { settings: { ...SETTINGS, localhostNodePorts: false } }));
    expect(byChain(filter)['KUBE-FIREWALL']).toBeUndefined();
    expect(nat.at(-1)).toBe(
      `-A KUBE-SERVICES ${NODE_PORTS} -m addrtype --dst-type LOCAL ! -d 127.0.0.0/8 -j KUBE-NODEPORTS`,
    );
  });

  it('masquerade everything, or nothing, as the configuration says', () => {
    const all = proxyRules(input(everything, { settings: { ...SETTINGS, masqueradeAll: true } })).nat;
    expect(byChain(all)['KUBE-SVC-XPGD46QRK7WJZT7O']?.[0]).toBe(
      '-m comment --comment "ns1/svc1:p80 cluster IP" -m tcp -p tcp -d 172.30.0.41 --dport 80 -j KUBE-MARK-MASQ',
    );
    const none = proxyRules(input(everything, { settings: { ...SETTINGS, clusterCIDR: '' } })).nat;
    expect(byChain(none)['KUBE-SVC-XPGD46QRK7WJZT7O']).toHaveLength(1);
  });

  it('carry no comments for each endpoint in a large cluster', () => {
    const [slice] = everything.slices;
    if (!slice) throw new Error('no slice');
    const endpoints = Array.from({ length: 1001 }, (_, i) => ({ addresses: [`10.1.${i >> 8}.${i & 255}`] }));
    const { nat } = proxyRules(input({ ...everything, slices: [{ ...slice, endpoints }] }));
    const own = nat.filter((line) => line.includes('DNAT'));
    expect(own).toHaveLength(1001);
    expect(own[0]).toMatch(/^-A KUBE-SEP-[A-Z2-7]{16} -m tcp -p tcp -j DNAT --to-destination 10\.1\.0\.0:80$/);
  });
});
