import type { EndpointSlice, Service } from '../../../../../src/engine/kubernetes/objects/kinds';
import type { ProxySettings } from '../../../../../src/engine/kubernetes/proxy/settings';

/**
 * What upstream's own tests expect of kube-proxy in iptables mode (pkg/proxy/iptables/proxier_test.go), as data: Services and endpoints, and the
 * rules of each chain. The node is `test-node` with 192.168.0.2, Pods are in 10.0.0.0/8.
 */
export interface UpstreamTable {
  readonly name: string;
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  readonly settings?: Partial<ProxySettings>;
  readonly nodePortIPs?: readonly string[];
  /** Chain → its rules, where they are not those that are always there; `CHAIN` in a rule's text is left out. */
  readonly filter: Readonly<Record<string, readonly string[]>>;
  readonly nat: Readonly<Record<string, readonly string[]>>;
}

const TCP = '-m tcp -p tcp';

type Spec = NonNullable<Service['spec']>;

function service(name: string, spec: Partial<Spec>, ingress: readonly string[] = []): Service {
  const [namespace = '', own = ''] = name.split('/');
  const status = ingress.length > 0 ? { loadBalancer: { ingress: ingress.map((ip) => ({ ip })) } } : {};
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name: own },
    spec: { ports: [{ name: 'p80', port: 80, protocol: 'TCP' }], ...spec },
    status,
  };
}

const nodePort = (port: number): Partial<Spec> => ({
  ports: [{ name: 'p80', port: 80, protocol: 'TCP', nodePort: port }],
});

interface EndpointFacts {
  readonly ip: string;
  readonly node?: string;
  readonly ready?: boolean;
  readonly serving?: boolean;
  readonly terminating?: boolean;
}

function slice(name: string, endpoints: readonly (string | EndpointFacts)[], port = 'p80'): EndpointSlice {
  const [namespace = '', own = ''] = name.split('/');
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace, name: `${own}-1`, labels: { 'kubernetes.io/service-name': own } },
    addressType: 'IPv4',
    ports: [{ name: port, port: 80, protocol: 'TCP' }],
    endpoints: endpoints.map((each) => {
      if (typeof each === 'string') return { addresses: [each] };
      const { ip, node, ...conditions } = each;
      return { addresses: [ip], conditions, ...(node !== undefined && { nodeName: node }) };
    }),
  };
}

const HERE = 'test-node';

/** The chain of an endpoint without session affinity. */
const sep = (name: string, ip: string): readonly string[] => [
  `-m comment --comment ${name} -s ${ip} -j KUBE-MARK-MASQ`,
  `-m comment --comment ${name} ${TCP} -j DNAT --to-destination ${ip}:80`,
];

const foreign = (name: string, ip: string): string =>
  `-m comment --comment "${name} cluster IP" ${TCP} -d ${ip} --dport 80 ! -s 10.0.0.0/8 -j KUBE-MARK-MASQ`;

const goes = (name: string, ip: string, chain: string, chance = ''): string =>
  `-m comment --comment "${name} -> ${ip}:80"${chance === '' ? '' : ` -m statistic --mode random --probability ${chance}`} -j KUBE-SEP-${chain}`;

const entrance = (name: string, what: string, ip: string, chain: string): string =>
  `-m comment --comment "${name} ${what}" ${TCP} -d ${ip} --dport 80 -j ${chain}`;

const LOCAL_POLICY = (name: string, chain: string): readonly string[] => [
  `-m comment --comment "pod traffic for ${name} external destinations" -s 10.0.0.0/8 -j ${chain}`,
  `-m comment --comment "masquerade LOCAL traffic for ${name} external destinations" -m addrtype --src-type LOCAL -j KUBE-MARK-MASQ`,
  `-m comment --comment "route LOCAL traffic for ${name} external destinations" -m addrtype --src-type LOCAL -j ${chain}`,
];

const CLUSTER_POLICY = (name: string, chain: string): readonly string[] => [
  `-m comment --comment "masquerade traffic for ${name} external destinations" -j KUBE-MARK-MASQ`,
  `-j ${chain}`,
];

const affine = (name: string, ip: string, chain: string): string =>
  `-m comment --comment "${name} -> ${ip}:80" -m recent --name KUBE-SEP-${chain} --rcheck --seconds 10800 --reap -j KUBE-SEP-${chain}`;

const affineSep = (name: string, ip: string, chain: string): readonly string[] => [
  `-m comment --comment ${name} -s ${ip} -j KUBE-MARK-MASQ`,
  `-m comment --comment ${name} -m recent --name KUBE-SEP-${chain} --set ${TCP} -j DNAT --to-destination ${ip}:80`,
];

const P1 = 'ns1/svc1:p80';

export const UPSTREAM_TABLES: readonly UpstreamTable[] = [
  {
    name: 'TestOverallIPTablesRules: Services of every type at once',
    services: [
      service('ns1/svc1', { clusterIP: '172.30.0.41' }),
      service(
        'ns2/svc2',
        {
          ...nodePort(3001),
          ...{ type: 'LoadBalancer', externalTrafficPolicy: 'Local', clusterIP: '172.30.0.42' },
          ...{ externalIPs: ['192.168.99.22'], healthCheckNodePort: 30000 },
        },
        ['1.2.3.4'],
      ),
      service('ns3/svc3', { ...nodePort(3003), type: 'NodePort', clusterIP: '172.30.0.43' }),
      service('ns4/svc4', { type: 'NodePort', clusterIP: '172.30.0.44', externalIPs: ['192.168.99.33'] }),
      service(
        'ns5/svc5',
        {
          ...nodePort(3002),
          ...{ type: 'LoadBalancer', externalTrafficPolicy: 'Cluster', clusterIP: '172.30.0.45' },
          ...{ healthCheckNodePort: 30000, loadBalancerSourceRanges: [' 203.0.113.0/25'] },
        },
        ['5.6.7.8'],
      ),
      service('ns6/svc6', { type: 'ClusterIP', clusterIP: '172.30.0.46' }),
    ],
    slices: [
      slice('ns1/svc1', ['10.180.0.1']),
      slice('ns2/svc2', ['10.180.0.2']),
      slice('ns3/svc3', ['10.180.0.3']),
      slice('ns4/svc4', ['10.180.0.4', { ip: '10.180.0.5', node: HERE }]),
      slice('ns5/svc5', ['10.180.0.3']),
    ],
    filter: {
      'KUBE-NODEPORTS': [`-m comment --comment "ns2/svc2:p80 health check node port" ${TCP} --dport 30000 -j ACCEPT`],
      'KUBE-SERVICES': [entrance('ns6/svc6:p80', 'has no endpoints', '172.30.0.46', 'REJECT')],
      'KUBE-EXTERNAL-SERVICES': [
        entrance('ns2/svc2:p80', 'has no local endpoints', '192.168.99.22', 'DROP'),
        entrance('ns2/svc2:p80', 'has no local endpoints', '1.2.3.4', 'DROP'),
        `-m comment --comment "ns2/svc2:p80 has no local endpoints" -m addrtype --dst-type LOCAL ${TCP} --dport 3001 -j DROP`,
      ],
      'KUBE-PROXY-FIREWALL': [
        entrance('ns5/svc5:p80', 'traffic not accepted by KUBE-FW-NUKIZ6OKUXPJNT4C', '5.6.7.8', 'DROP'),
      ],
    },
    nat: {
      'KUBE-NODEPORTS': [
        `-m comment --comment ns2/svc2:p80 ${TCP} --dport 3001 -j KUBE-EXT-GNZBNJ2PO5MGZ6GT`,
        `-m comment --comment ns3/svc3:p80 ${TCP} --dport 3003 -j KUBE-EXT-X27LE4BHSL4DOUIK`,
        `-m comment --comment ns5/svc5:p80 ${TCP} --dport 3002 -j KUBE-EXT-NUKIZ6OKUXPJNT4C`,
      ],
      'KUBE-SERVICES': [
        entrance('ns1/svc1:p80', 'cluster IP', '172.30.0.41', 'KUBE-SVC-XPGD46QRK7WJZT7O'),
        entrance('ns2/svc2:p80', 'cluster IP', '172.30.0.42', 'KUBE-SVC-GNZBNJ2PO5MGZ6GT'),
        entrance('ns2/svc2:p80', 'external IP', '192.168.99.22', 'KUBE-EXT-GNZBNJ2PO5MGZ6GT'),
        entrance('ns2/svc2:p80', 'loadbalancer IP', '1.2.3.4', 'KUBE-EXT-GNZBNJ2PO5MGZ6GT'),
        entrance('ns3/svc3:p80', 'cluster IP', '172.30.0.43', 'KUBE-SVC-X27LE4BHSL4DOUIK'),
        entrance('ns4/svc4:p80', 'cluster IP', '172.30.0.44', 'KUBE-SVC-4SW47YFZTEDKD3PK'),
        entrance('ns4/svc4:p80', 'external IP', '192.168.99.33', 'KUBE-EXT-4SW47YFZTEDKD3PK'),
        entrance('ns5/svc5:p80', 'cluster IP', '172.30.0.45', 'KUBE-SVC-NUKIZ6OKUXPJNT4C'),
        entrance('ns5/svc5:p80', 'loadbalancer IP', '5.6.7.8', 'KUBE-FW-NUKIZ6OKUXPJNT4C'),
      ],
      'KUBE-EXT-4SW47YFZTEDKD3PK': CLUSTER_POLICY('ns4/svc4:p80', 'KUBE-SVC-4SW47YFZTEDKD3PK'),
      'KUBE-EXT-GNZBNJ2PO5MGZ6GT': LOCAL_POLICY('ns2/svc2:p80', 'KUBE-SVC-GNZBNJ2PO5MGZ6GT'),
      'KUBE-EXT-NUKIZ6OKUXPJNT4C': CLUSTER_POLICY('ns5/svc5:p80', 'KUBE-SVC-NUKIZ6OKUXPJNT4C'),
      'KUBE-EXT-X27LE4BHSL4DOUIK': CLUSTER_POLICY('ns3/svc3:p80', 'KUBE-SVC-X27LE4BHSL4DOUIK'),
      'KUBE-FW-NUKIZ6OKUXPJNT4C': [
        '-m comment --comment "ns5/svc5:p80 loadbalancer IP" -s 203.0.113.0/25 -j KUBE-EXT-NUKIZ6OKUXPJNT4C',
        '-m comment --comment "other traffic to ns5/svc5:p80 will be dropped by KUBE-PROXY-FIREWALL"',
      ],
      'KUBE-SEP-C6EBXVWJJZMIWKLZ': sep('ns4/svc4:p80', '10.180.0.5'),
      'KUBE-SEP-I77PXRDZVX7PMWMN': sep('ns5/svc5:p80', '10.180.0.3'),
      'KUBE-SEP-OYPFS5VJICHGATKP': sep('ns3/svc3:p80', '10.180.0.3'),
      'KUBE-SEP-RS4RBKLTHTF2IUXJ': sep('ns2/svc2:p80', '10.180.0.2'),
      'KUBE-SEP-SXIVWICOYRO3J4NJ': sep(P1, '10.180.0.1'),
      'KUBE-SEP-UKSFD7AGPMPPLUHC': sep('ns4/svc4:p80', '10.180.0.4'),
      'KUBE-SVC-4SW47YFZTEDKD3PK': [
        foreign('ns4/svc4:p80', '172.30.0.44'),
        goes('ns4/svc4:p80', '10.180.0.4', 'UKSFD7AGPMPPLUHC', '0.5000000000'),
        goes('ns4/svc4:p80', '10.180.0.5', 'C6EBXVWJJZMIWKLZ'),
      ],
      'KUBE-SVC-GNZBNJ2PO5MGZ6GT': [
        foreign('ns2/svc2:p80', '172.30.0.42'),
        goes('ns2/svc2:p80', '10.180.0.2', 'RS4RBKLTHTF2IUXJ'),
      ],
      'KUBE-SVC-NUKIZ6OKUXPJNT4C': [
        foreign('ns5/svc5:p80', '172.30.0.45'),
        goes('ns5/svc5:p80', '10.180.0.3', 'I77PXRDZVX7PMWMN'),
      ],
      'KUBE-SVC-X27LE4BHSL4DOUIK': [
        foreign('ns3/svc3:p80', '172.30.0.43'),
        goes('ns3/svc3:p80', '10.180.0.3', 'OYPFS5VJICHGATKP'),
      ],
      'KUBE-SVC-XPGD46QRK7WJZT7O': [foreign(P1, '172.30.0.41'), goes(P1, '10.180.0.1', 'SXIVWICOYRO3J4NJ')],
    },
  },
  {
    name: 'TestLoadBalancer: two addresses, source ranges that hold the node',
    services: [
      service(
        'ns1/svc1',
        {
          ...nodePort(3001),
          ...{ type: 'LoadBalancer', clusterIP: '172.30.0.41' },
          loadBalancerSourceRanges: ['192.168.0.0/24', ' 203.0.113.0/25'],
        },
        ['1.2.3.4', '5.6.7.8'],
      ),
    ],
    slices: [slice('ns1/svc1', ['10.180.0.1'])],
    filter: {
      'KUBE-PROXY-FIREWALL': ['1.2.3.4', '5.6.7.8'].map((ip) =>
        entrance(P1, 'traffic not accepted by KUBE-FW-XPGD46QRK7WJZT7O', ip, 'DROP'),
      ),
    },
    nat: {
      'KUBE-NODEPORTS': [`-m comment --comment ${P1} ${TCP} --dport 3001 -j KUBE-EXT-XPGD46QRK7WJZT7O`],
      'KUBE-SERVICES': [
        entrance(P1, 'cluster IP', '172.30.0.41', 'KUBE-SVC-XPGD46QRK7WJZT7O'),
        entrance(P1, 'loadbalancer IP', '1.2.3.4', 'KUBE-FW-XPGD46QRK7WJZT7O'),
        entrance(P1, 'loadbalancer IP', '5.6.7.8', 'KUBE-FW-XPGD46QRK7WJZT7O'),
      ],
      'KUBE-EXT-XPGD46QRK7WJZT7O': CLUSTER_POLICY(P1, 'KUBE-SVC-XPGD46QRK7WJZT7O'),
      'KUBE-FW-XPGD46QRK7WJZT7O': [
        ...['192.168.0.0/24', '203.0.113.0/25', '1.2.3.4', '5.6.7.8'].map(
          (source) => `-m comment --comment "${P1} loadbalancer IP" -s ${source} -j KUBE-EXT-XPGD46QRK7WJZT7O`,
        ),
        `-m comment --comment "other traffic to ${P1} will be dropped by KUBE-PROXY-FIREWALL"`,
      ],
      'KUBE-SEP-SXIVWICOYRO3J4NJ': sep(P1, '10.180.0.1'),
      'KUBE-SVC-XPGD46QRK7WJZT7O': [foreign(P1, '172.30.0.41'), goes(P1, '10.180.0.1', 'SXIVWICOYRO3J4NJ')],
    },
  },
  {
    name: 'TestNodePort',
    services: [service('ns1/svc1', { ...nodePort(3001), type: 'NodePort', clusterIP: '172.30.0.41' })],
    slices: [slice('ns1/svc1', ['10.180.0.1'])],
    filter: {},
    nat: {
      'KUBE-NODEPORTS': [`-m comment --comment ${P1} ${TCP} --dport 3001 -j KUBE-EXT-XPGD46QRK7WJZT7O`],
      'KUBE-SERVICES': [entrance(P1, 'cluster IP', '172.30.0.41', 'KUBE-SVC-XPGD46QRK7WJZT7O')],
      'KUBE-EXT-XPGD46QRK7WJZT7O': CLUSTER_POLICY(P1, 'KUBE-SVC-XPGD46QRK7WJZT7O'),
      'KUBE-SEP-SXIVWICOYRO3J4NJ': sep(P1, '10.180.0.1'),
      'KUBE-SVC-XPGD46QRK7WJZT7O': [foreign(P1, '172.30.0.41'), goes(P1, '10.180.0.1', 'SXIVWICOYRO3J4NJ')],
    },
  },
  {
    name: 'TestHealthCheckNodePort: no endpoints, NodePorts only on loopback',
    services: [
      service('ns1/svc1', {
        ...nodePort(3001),
        ...{ type: 'LoadBalancer', clusterIP: '172.30.0.42', externalTrafficPolicy: 'Local' },
        healthCheckNodePort: 30000,
      }),
    ],
    slices: [],
    nodePortIPs: ['127.0.0.1'],
    filter: {
      'KUBE-NODEPORTS': [`-m comment --comment "${P1} health check node port" ${TCP} --dport 30000 -j ACCEPT`],
      'KUBE-SERVICES': [entrance(P1, 'has no endpoints', '172.30.0.42', 'REJECT')],
      'KUBE-EXTERNAL-SERVICES': [
        `-m comment --comment "${P1} has no endpoints" -m addrtype --dst-type LOCAL ${TCP} --dport 3001 -j REJECT`,
      ],
    },
    nat: {},
  },
  {
    name: 'TestExternalTrafficPolicyLocal: one of two endpoints is here',
    services: [
      service(
        'ns1/svc1',
        {
          ...nodePort(3001),
          ...{ type: 'LoadBalancer', clusterIP: '172.30.0.41', externalTrafficPolicy: 'Local' },
          ...{ healthCheckNodePort: 30000, externalIPs: ['192.168.99.11'] },
        },
        ['1.2.3.4'],
      ),
    ],
    slices: [slice('ns1/svc1', ['10.180.0.1', { ip: '10.180.2.1', node: HERE }])],
    filter: {
      'KUBE-NODEPORTS': [`-m comment --comment "${P1} health check node port" ${TCP} --dport 30000 -j ACCEPT`],
    },
    nat: {
      'KUBE-NODEPORTS': [`-m comment --comment ${P1} ${TCP} --dport 3001 -j KUBE-EXT-XPGD46QRK7WJZT7O`],
      'KUBE-SERVICES': [
        entrance(P1, 'cluster IP', '172.30.0.41', 'KUBE-SVC-XPGD46QRK7WJZT7O'),
        entrance(P1, 'external IP', '192.168.99.11', 'KUBE-EXT-XPGD46QRK7WJZT7O'),
        entrance(P1, 'loadbalancer IP', '1.2.3.4', 'KUBE-EXT-XPGD46QRK7WJZT7O'),
      ],
      'KUBE-EXT-XPGD46QRK7WJZT7O': [...LOCAL_POLICY(P1, 'KUBE-SVC-XPGD46QRK7WJZT7O'), '-j KUBE-SVL-XPGD46QRK7WJZT7O'],
      'KUBE-SEP-SXIVWICOYRO3J4NJ': sep(P1, '10.180.0.1'),
      'KUBE-SEP-ZX7GRIZKSNUQ3LAJ': sep(P1, '10.180.2.1'),
      'KUBE-SVC-XPGD46QRK7WJZT7O': [
        foreign(P1, '172.30.0.41'),
        goes(P1, '10.180.0.1', 'SXIVWICOYRO3J4NJ', '0.5000000000'),
        goes(P1, '10.180.2.1', 'ZX7GRIZKSNUQ3LAJ'),
      ],
      'KUBE-SVL-XPGD46QRK7WJZT7O': [goes(P1, '10.180.2.1', 'ZX7GRIZKSNUQ3LAJ')],
    },
  },
  ...internalTrafficPolicy(),
  terminatingEndpoints(),
  {
    name: 'TestNoEndpointsReject: every address of a Service without endpoints',
    services: [
      service(
        'ns1/svc1',
        { ...nodePort(3001), type: 'LoadBalancer', clusterIP: '172.30.0.41', externalIPs: ['192.168.99.11'] },
        ['1.2.3.4'],
      ),
    ],
    slices: [],
    filter: {
      'KUBE-SERVICES': [entrance(P1, 'has no endpoints', '172.30.0.41', 'REJECT')],
      'KUBE-EXTERNAL-SERVICES': [
        entrance(P1, 'has no endpoints', '192.168.99.11', 'REJECT'),
        entrance(P1, 'has no endpoints', '1.2.3.4', 'REJECT'),
        `-m comment --comment "${P1} has no endpoints" -m addrtype --dst-type LOCAL ${TCP} --dport 3001 -j REJECT`,
      ],
    },
    nat: {},
  },
];

/** TestInternalTrafficPolicy: a port without a name. */
function internalTrafficPolicy(): readonly UpstreamTable[] {
  const name = 'ns1/svc1';
  const ports = [{ port: 80, protocol: 'TCP' }];
  const chains = { '10.0.1.1': '3JOIVZTXZZRGORX4', '10.0.1.2': 'IO5XOSKPAXIFQXAJ', '10.0.1.3': 'XGJFVO3L2O5SRFNT' };
  const at = (first: string): readonly EndpointSlice[] => [
    slice(
      name,
      [
        { ip: '10.0.1.1', node: first, ready: true },
        { ip: '10.0.1.2', node: 'host1', ready: true },
        { ip: '10.0.1.3', node: 'host2', ready: true },
      ],
      '',
    ),
  ];
  const of = (internalTrafficPolicy: string): readonly Service[] => [
    service(name, { clusterIP: '172.30.1.1', ports, internalTrafficPolicy }),
  ];
  return [
    {
      name: 'TestInternalTrafficPolicy: Cluster',
      services: of('Cluster'),
      slices: at(HERE),
      filter: {},
      nat: {
        'KUBE-SERVICES': [entrance(name, 'cluster IP', '172.30.1.1', 'KUBE-SVC-AQI2S6QIMU7PVVRP')],
        ...Object.fromEntries(Object.entries(chains).map(([ip, chain]) => [`KUBE-SEP-${chain}`, sep(name, ip)])),
        'KUBE-SVC-AQI2S6QIMU7PVVRP': [
          foreign(name, '172.30.1.1'),
          goes(name, '10.0.1.1', chains['10.0.1.1'], '0.3333333333'),
          goes(name, '10.0.1.2', chains['10.0.1.2'], '0.5000000000'),
          goes(name, '10.0.1.3', chains['10.0.1.3']),
        ],
      },
    },
    {
      name: 'TestInternalTrafficPolicy: Local, with an endpoint here',
      services: of('Local'),
      slices: at(HERE),
      filter: {},
      nat: {
        'KUBE-SERVICES': [entrance(name, 'cluster IP', '172.30.1.1', 'KUBE-SVL-AQI2S6QIMU7PVVRP')],
        'KUBE-SEP-3JOIVZTXZZRGORX4': sep(name, '10.0.1.1'),
        'KUBE-SVL-AQI2S6QIMU7PVVRP': [foreign(name, '172.30.1.1'), goes(name, '10.0.1.1', chains['10.0.1.1'])],
      },
    },
    {
      name: 'TestInternalTrafficPolicy: Local, with no endpoint here',
      services: of('Local'),
      slices: at('host0'),
      filter: { 'KUBE-SERVICES': [entrance(name, 'has no local endpoints', '172.30.1.1', 'DROP')] },
      nat: {},
    },
  ];
}

/** TestTerminatingEndpointsTrafficPolicyLocal, with session affinity: those that end are left out while others are ready. */
function terminatingEndpoints(): UpstreamTable {
  const name = 'ns1/svc1';
  const [one, two, five] = ['3JOIVZTXZZRGORX4', 'IO5XOSKPAXIFQXAJ', 'EQCHZ7S2PJ72OHAY'];
  const ending = { ready: false, terminating: true };
  return {
    name: 'TestTerminatingEndpointsTrafficPolicyLocal: ready endpoints exist',
    services: [
      service(
        name,
        {
          ...{ clusterIP: '172.30.1.1', type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
          ...{ ports: [{ port: 80, protocol: 'TCP' }], healthCheckNodePort: 30000, sessionAffinity: 'ClientIP' },
          sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
        },
        ['1.2.3.4'],
      ),
    ],
    slices: [
      slice(
        name,
        [
          { ip: '10.0.1.1', node: HERE, ready: true, serving: true, terminating: false },
          { ip: '10.0.1.2', node: HERE, ready: true, serving: true, terminating: false },
          { ip: '10.0.1.3', node: HERE, serving: true, ...ending },
          { ip: '10.0.1.4', node: HERE, serving: false, ...ending },
          { ip: '10.0.1.5', node: 'host-1', ready: true, serving: true, terminating: false },
        ],
        '',
      ),
    ],
    filter: {
      'KUBE-NODEPORTS': [`-m comment --comment "${name} health check node port" ${TCP} --dport 30000 -j ACCEPT`],
    },
    nat: {
      'KUBE-SERVICES': [
        entrance(name, 'cluster IP', '172.30.1.1', 'KUBE-SVC-AQI2S6QIMU7PVVRP'),
        entrance(name, 'loadbalancer IP', '1.2.3.4', 'KUBE-EXT-AQI2S6QIMU7PVVRP'),
      ],
      'KUBE-EXT-AQI2S6QIMU7PVVRP': [...LOCAL_POLICY(name, 'KUBE-SVC-AQI2S6QIMU7PVVRP'), '-j KUBE-SVL-AQI2S6QIMU7PVVRP'],
      [`KUBE-SEP-${one}`]: affineSep(name, '10.0.1.1', one),
      [`KUBE-SEP-${two}`]: affineSep(name, '10.0.1.2', two),
      [`KUBE-SEP-${five}`]: affineSep(name, '10.0.1.5', five),
      'KUBE-SVC-AQI2S6QIMU7PVVRP': [
        foreign(name, '172.30.1.1'),
        affine(name, '10.0.1.1', one),
        affine(name, '10.0.1.2', two),
        affine(name, '10.0.1.5', five),
        goes(name, '10.0.1.1', one, '0.3333333333'),
        goes(name, '10.0.1.2', two, '0.5000000000'),
        goes(name, '10.0.1.5', five),
      ],
      'KUBE-SVL-AQI2S6QIMU7PVVRP': [
        affine(name, '10.0.1.1', one),
        affine(name, '10.0.1.2', two),
        goes(name, '10.0.1.1', one, '0.5000000000'),
        goes(name, '10.0.1.2', two),
      ],
    },
  };
}
