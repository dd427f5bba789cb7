import type { KubeObject } from '../api/object';

/** Priority and fairness of a new API server: apiserver, pkg/apis/flowcontrol/bootstrap/default.go. */

const API_VERSION = 'flowcontrol.apiserver.k8s.io/v1';

const metadata = (name: string): KubeObject['metadata'] => ({
  name,
  annotations: { 'apf.kubernetes.io/autoupdate-spec': 'true' },
});

/** Name, shares, what may be lent, queues and hand size; those without queues reject what they cannot serve. */
const LEVELS: readonly (readonly [string, number, number, number?, number?])[] = [
  ['catch-all', 5, 0],
  ['global-default', 20, 50, 128, 6],
  ['leader-election', 10, 0, 16, 4],
  ['node-high', 40, 25, 64, 6],
  ['system', 30, 33, 64, 6],
  ['workload-high', 40, 50, 128, 6],
  ['workload-low', 100, 90, 128, 6],
];

function level(name: string, spec: object): KubeObject {
  const object = { apiVersion: API_VERSION, kind: 'PriorityLevelConfiguration', metadata: metadata(name), spec };
  return object;
}

export const PRIORITY_LEVELS: readonly KubeObject[] = [
  level('exempt', { type: 'Exempt', exempt: { nominalConcurrencyShares: 0, lendablePercent: 0 } }),
  ...LEVELS.map(([name, nominalConcurrencyShares, lendablePercent, queues, handSize]) => {
    const limitResponse = queues
      ? { type: 'Queue', queuing: { queues, handSize, queueLengthLimit: 50 } }
      : { type: 'Reject' };
    return level(name, { type: 'Limited', limited: { nominalConcurrencyShares, lendablePercent, limitResponse } });
  }),
];

const group = (name: string): object => ({ kind: 'Group', group: { name } });
const user = (name: string): object => ({ kind: 'User', user: { name } });
const KUBE_SYSTEM = { kind: 'ServiceAccount', serviceAccount: { name: '*', namespace: 'kube-system' } };
const EVERYONE = [group('system:unauthenticated'), group('system:authenticated')];
const ANY = ['*'];
const EVERYTHING = {
  resourceRules: [{ verbs: ANY, apiGroups: ANY, resources: ANY, clusterScope: true, namespaces: ANY }],
  nonResourceRules: [{ verbs: ANY, nonResourceURLs: ANY }],
};
const leases = (verbs: readonly string[]): object => ({
  verbs,
  apiGroups: ['coordination.k8s.io'],
  resources: ['leases'],
  namespaces: ANY,
});

/** Name, priority level, precedence, how requests are told apart, whose they are and which. */
const SCHEMAS: readonly (readonly [
  string,
  string,
  number,
  'ByUser' | 'ByNamespace' | '',
  readonly object[],
  object,
])[] = [
  ['exempt', 'exempt', 1, '', [group('system:masters')], EVERYTHING],
  [
    'probes',
    'exempt',
    2,
    '',
    EVERYONE,
    { nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/readyz', '/livez'] }] },
  ],
  [
    'system-leader-election',
    'leader-election',
    100,
    'ByUser',
    [user('system:kube-controller-manager'), user('system:kube-scheduler'), KUBE_SYSTEM],
    { resourceRules: [leases(['get', 'create', 'update'])] },
  ],
  [
    'system-node-high',
    'node-high',
    400,
    'ByUser',
    [group('system:nodes')],
    {
      resourceRules: [
        { verbs: ANY, apiGroups: [''], resources: ['nodes', 'nodes/status'], clusterScope: true, namespaces: ANY },
        leases(ANY),
      ],
    },
  ],
  ['system-nodes', 'system', 500, 'ByUser', [group('system:nodes')], EVERYTHING],
  [
    'kube-controller-manager',
    'workload-high',
    800,
    'ByNamespace',
    [user('system:kube-controller-manager')],
    EVERYTHING,
  ],
  ['kube-scheduler', 'workload-high', 800, 'ByNamespace', [user('system:kube-scheduler')], EVERYTHING],
  ['kube-system-service-accounts', 'workload-high', 900, 'ByNamespace', [KUBE_SYSTEM], EVERYTHING],
  ['service-accounts', 'workload-low', 9000, 'ByUser', [group('system:serviceaccounts')], EVERYTHING],
  ['global-default', 'global-default', 9900, 'ByUser', EVERYONE, EVERYTHING],
  ['catch-all', 'catch-all', 10_000, 'ByUser', EVERYONE, EVERYTHING],
];

export const FLOW_SCHEMAS: readonly KubeObject[] = SCHEMAS.map(
  ([name, priorityLevel, precedence, method, subjects, rules]) => {
    const schema = {
      apiVersion: API_VERSION,
      kind: 'FlowSchema',
      metadata: metadata(name),
      spec: {
        ...(method && { distinguisherMethod: { type: method } }),
        matchingPrecedence: precedence,
        priorityLevelConfiguration: { name: priorityLevel },
        rules: [{ ...rules, subjects }],
      },
    };
    return schema;
  },
);
