import { describe, expect, it } from 'vitest';
import { BUILT_IN_KINDS } from '../../../../../../src/engine/kubernetes/api/kinds';
import type { KubeObject } from '../../../../../../src/engine/kubernetes/api/object';
import { fieldErrorText } from '../../../../../../src/engine/kubernetes/api/validation/field-error-text';
import type { StrategyContext } from '../../../../../../src/engine/kubernetes/api/resource-type';

const CONTEXT: StrategyContext = { now: '2026-01-01T00:00:00Z', find: () => undefined };

function problems(kind: string, fields: object): readonly string[] {
  const type = BUILT_IN_KINDS.find((one) => one.kind === kind);
  if (!type) throw new Error(kind);
  const { strategy } = type;
  const given = { apiVersion: 'v1', kind, metadata: { name: 'x' }, ...fields } as KubeObject;
  let object = strategy.defaults?.(given) ?? given;
  object = strategy.prepareForCreate?.(object, CONTEXT) ?? object;
  return (strategy.validate?.(object, CONTEXT) ?? []).map(fieldErrorText);
}

const TEMPLATE = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx' }] },
};
const SELECTOR = { matchLabels: { app: 'web' } };

/** Manifests with what pkg/apis/…/validation/validation.go (the group named) says of them, in its order. */
const WRONG: readonly (readonly [string, object, readonly string[]])[] = [
  ['Pod', { spec: {} }, ['spec.containers: Required value']],
  [
    'Pod',
    {
      spec: {
        containers: [
          {
            name: 'A',
            image: 'nginx',
            ports: [{ containerPort: 0 }],
            resources: { requests: { cpu: '2' }, limits: { cpu: '1' } },
          },
        ],
        restartPolicy: 'Sometimes',
      },
    },
    [
      "spec.containers[0].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
      'spec.containers[0].ports[0].containerPort: Required value',
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ],
  ],
  [
    'Pod',
    {
      spec: {
        containers: [
          { name: 'a', image: '' },
          { name: 'a', image: 'x', volumeMounts: [{ name: 'data', mountPath: '/d' }] },
        ],
      },
    },
    [
      'spec.containers[0].image: Required value',
      'spec.containers[1].volumeMounts[0].name: Not found: "data"',
      'spec.containers[1].name: Duplicate value: "a"',
    ],
  ],
  ['Service', { spec: {} }, ['spec.ports: Required value']],
  [
    'Service',
    { spec: { type: 'Foo', ports: [{ port: 70000, protocol: 'ICMP' }] } },
    [
      'spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive',
      'spec.ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"',
      'spec.ports[0].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
      'spec.type: Unsupported value: "Foo": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
  ],
  [
    'Deployment',
    { spec: { template: TEMPLATE } },
    [
      'spec.selector: Required value',
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ],
  ],
  [
    'Deployment',
    { spec: { selector: { matchLabels: { app: 'other' } }, template: TEMPLATE, replicas: -1 } },
    [
      'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ],
  ],
  [
    'DaemonSet',
    {
      spec: {
        selector: SELECTOR,
        template: TEMPLATE,
        updateStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 1 } },
      },
    },
    ['spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero'],
  ],
  [
    'StatefulSet',
    { spec: { selector: SELECTOR, template: TEMPLATE, podManagementPolicy: 'Odd', serviceName: 'x' } },
    ["spec.podManagementPolicy: Invalid value: \"Odd\": must be 'OrderedReady' or 'Parallel'"],
  ],
  [
    'ReplicationController',
    { spec: { selector: { app: 'b' }, template: TEMPLATE } },
    ['spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`'],
  ],
  [
    'Job',
    { spec: { template: TEMPLATE } },
    ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
  [
    'Job',
    {
      spec: {
        completions: -1,
        parallelism: -2,
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'nginx' }], restartPolicy: 'Never' },
        },
      },
    },
    [
      'spec.parallelism: Invalid value: -2: must be greater than or equal to 0',
      'spec.completions: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'CronJob',
    {
      spec: {
        schedule: '* * *',
        concurrencyPolicy: 'X',
        jobTemplate: {
          spec: {
            template: {
              metadata: { labels: { app: 'web' } },
              spec: { containers: [{ name: 'web', image: 'nginx' }], restartPolicy: 'OnFailure' },
            },
          },
        },
      },
    },
    [
      'spec.schedule: Invalid value: "* * *": expected exactly 5 fields, found 3: [* * *]',
      'spec.concurrencyPolicy: Unsupported value: "X": supported values: "Allow", "Forbid", "Replace"',
    ],
  ],
  [
    'PersistentVolume',
    { spec: {} },
    [
      'spec.accessModes: Required value',
      'spec.capacity: Required value',
      'spec.capacity: Unsupported value: null: supported values: "storage"',
      'spec: Required value: must specify a volume type',
    ],
  ],
  [
    'PersistentVolume',
    {
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteSometimes'],
        hostPath: { path: '/a' },
        persistentVolumeReclaimPolicy: 'Burn',
      },
    },
    [
      'spec.accessModes: Unsupported value: "ReadWriteSometimes": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
      'spec.persistentVolumeReclaimPolicy: Unsupported value: "Burn": supported values: "Delete", "Recycle", "Retain"',
    ],
  ],
  [
    'PersistentVolumeClaim',
    { spec: {} },
    ['spec.accessModes: Required value: at least 1 access mode is required', 'spec.resources[storage]: Required value'],
  ],
  [
    'LimitRange',
    { spec: { limits: [{ type: 'Container', min: { cpu: '2' }, max: { cpu: '1' } }] } },
    [
      'spec.limits[0].min[cpu]: Invalid value: "2": min value 2 is greater than max value 1',
      'spec.limits[0].defaultRequest[cpu]: Invalid value: "1": min value 2 is greater than default request value 1',
      'spec.limits[0].default[cpu]: Invalid value: "2": min value 2 is greater than default value 1',
    ],
  ],
  [
    'ResourceQuota',
    { spec: { hard: { pods: 'x1', foo: '1' } } },
    ['spec.hard[foo]: Invalid value: "foo": must be a standard resource type or fully qualified'],
  ],
  [
    'ConfigMap',
    { data: { 'a b': 'x' } },
    [
      "data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    ],
  ],
  [
    'Secret',
    { type: 'kubernetes.io/tls', data: {} },
    ['data[tls.crt]: Required value', 'data[tls.key]: Required value'],
  ],
  ['Ingress', { spec: {} }, ['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified']],
  [
    'Ingress',
    {
      spec: {
        rules: [
          {
            host: '*',
            http: {
              paths: [
                { path: 'a', pathType: 'Prefix', backend: {} },
                { path: '/', backend: { service: { name: 'web', port: { number: 80 } } } },
              ],
            },
          },
        ],
      },
    },
    [
      "spec.rules[0].host: Invalid value: \"*\": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.rules[0].http.paths[0].path: Invalid value: "a": must be an absolute path',
      'spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required',
      'spec.rules[0].http.paths[1].pathType: Required value: pathType must be specified',
    ],
  ],
  [
    'IngressClass',
    { spec: { controller: 'nginx' } },
    ['spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")'],
  ],
  [
    'NetworkPolicy',
    {
      spec: {
        ingress: [
          {
            from: [{}, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }],
            ports: [{ port: 90, endPort: 80 }],
          },
        ],
        policyTypes: ['In'],
      },
    },
    [
      'spec.ingress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`',
      'spec.ingress[0].from[0]: Required value: must specify a peer',
      'spec.ingress[0].from[1].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
      'spec.policyTypes[0]: Unsupported value: "In": supported values: "Ingress", "Egress"',
    ],
  ],
  [
    'PodDisruptionBudget',
    { spec: { minAvailable: 1, maxUnavailable: '150%' } },
    [
      'spec: Invalid value: {"MinAvailable":1,"MaxUnavailable":"150%"}: minAvailable and maxUnavailable cannot be both set',
      'spec.maxUnavailable: Invalid value: "150%": must not be greater than 100%',
    ],
  ],
  [
    'HorizontalPodAutoscaler',
    {
      spec: {
        scaleTargetRef: { kind: 'Deployment' },
        minReplicas: 5,
        maxReplicas: 2,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }],
      },
    },
    [
      'spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`',
      'spec.scaleTargetRef.name: Required value',
      'spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization',
    ],
  ],
  [
    'Role',
    { rules: [{}, { verbs: ['get'], nonResourceURLs: ['/x'] }] },
    [
      'rules[0].verbs: Required value: verbs must contain at least one value',
      'rules[0].apiGroups: Required value: resource rules must supply at least one api group',
      'rules[0].resources: Required value: resource rules must supply at least one resource',
      'rules[1].nonResourceURLs: Invalid value: ["/x"]: namespaced rules cannot apply to non-resource URLs',
    ],
  ],
  [
    'RoleBinding',
    {
      roleRef: { kind: 'X', name: '' },
      subjects: [
        { kind: 'User', name: 'a' },
        { kind: 'Pod', name: 'b' },
      ],
    },
    [
      'roleRef.kind: Unsupported value: "X": supported values: "Role", "ClusterRole"',
      'roleRef.name: Required value',
      'subjects[1].kind: Unsupported value: "Pod": supported values: "ServiceAccount", "User", "Group"',
    ],
  ],
  [
    'ClusterRoleBinding',
    { roleRef: { kind: 'Role', name: 'r' }, subjects: [{ kind: 'ServiceAccount', name: 'a' }] },
    [
      'roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"',
      'subjects[0].namespace: Required value',
    ],
  ],
  [
    'PriorityClass',
    { value: 2000000000 },
    ['value: Forbidden: maximum allowed value of a user defined priority is 1000000000'],
  ],
  [
    'StorageClass',
    { reclaimPolicy: 'Recycle' },
    [
      'provisioner: Required value',
      'reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"',
    ],
  ],
  [
    'Lease',
    { spec: { leaseDurationSeconds: 0 } },
    ['spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0'],
  ],
  [
    'CertificateSigningRequest',
    { spec: { request: 'eA==', signerName: 'x', usages: ['foo'], expirationSeconds: 10 } },
    [
      'spec.request: Invalid value: "eA==": PEM block type must be CERTIFICATE REQUEST',
      'spec.usages[0]: Unsupported value: "foo": supported values: "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only", "digital signature", "email protection", "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping"',
      'spec.signerName: Invalid value: "x": must be a fully qualified domain and path of the form \'example.com/signer-name\'',
      'spec.expirationSeconds: Invalid value: 10: may not specify a duration less than 600 seconds (10 minutes)',
    ],
  ],
  [
    'CustomResourceDefinition',
    {
      spec: {
        group: 'x',
        names: { plural: 'as', kind: 'A' },
        scope: 'Any',
        versions: [{ name: 'v1', served: true, storage: false }],
      },
    },
    [
      'metadata.name: Invalid value: "x": must be spec.names.plural+"."+spec.group',
      'spec.group: Invalid value: "x": should be a domain with at least one dot',
      'spec.scope: Unsupported value: "Any": supported values: "Cluster", "Namespaced"',
      'spec.versions[0].schema.openAPIV3Schema: Required value',
      'spec.versions: Invalid value: [{"Name":"v1","Served":true,"Storage":false}]: must have exactly one version marked as storage version',
    ],
  ],
  [
    'EndpointSlice',
    { addressType: 'IPv4', endpoints: [{ addresses: ['::1'] }, { addresses: [] }], ports: [{ name: 'A' }] },
    [
      'endpoints[0].addresses[0]: Invalid value: "::1": must be an IPv4 address',
      'endpoints[0].addresses[0]: Invalid value: "::1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      'endpoints[1].addresses: Required value: must contain at least 1 address',
      "ports[0].name: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    'Endpoints',
    { subsets: [{ addresses: [{ ip: '127.0.0.1' }], ports: [{ port: 0 }] }] },
    [
      'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      'subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
  ],
  [
    'RuntimeClass',
    { handler: 'A' },
    [
      "handler: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    'FlowSchema',
    { spec: { matchingPrecedence: 20000 } },
    [
      'spec.matchingPrecedence: Invalid value: 20000: must be between 1 and 10000, inclusive',
      'spec.priorityLevelConfiguration.name: Required value: must reference a priority level',
    ],
  ],
  [
    'ValidatingWebhookConfiguration',
    { webhooks: [{ name: 'a' }] },
    [
      'webhooks[0].name: Invalid value: "a": should be a domain with at least three segments separated by dots',
      'webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun',
      'webhooks[0].clientConfig: Required value: exactly one of url or service is required',
      'webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1',
    ],
  ],
  [
    'Node',
    { spec: { taints: [{ key: 'a', effect: 'Foo' }] } },
    [
      'metadata.taints[0].effect: Unsupported value: "Foo": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
    ],
  ],
  [
    'VolumeAttachment',
    { spec: {} },
    [
      'spec.attacher: Required value',
      'spec.source: Required value: must specify exactly one of inlineVolumeSpec and persistentVolumeName',
      "spec.nodeName: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    'ReplicaSet',
    {
      spec: {
        replicas: -1,
        selector: SELECTOR,
        template: { metadata: { labels: { app: 'other' } }, spec: { ...TEMPLATE.spec, restartPolicy: 'Never' } },
      },
    },
    [
      'spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      'spec.template.metadata.labels: Invalid value: {"app":"other"}: `selector` does not match template `labels`',
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ],
  ],
  [
    'ValidatingAdmissionPolicy',
    { spec: { failurePolicy: 'Maybe' } },
    [
      'spec.failurePolicy: Unsupported value: "Maybe": supported values: "Fail", "Ignore"',
      'spec.matchConstraints: Required value',
      'spec.validations: Required value: validations or auditAnnotations must be set',
      'spec.auditAnnotations: Required value: validations or auditAnnotations must be set',
    ],
  ],
  [
    'ValidatingAdmissionPolicyBinding',
    { spec: {} },
    ['spec.policyName: Required value', 'spec.validationActions: Required value'],
  ],
  [
    'MutatingWebhookConfiguration',
    {
      webhooks: [
        { name: 'a.b.c', sideEffects: 'Some', admissionReviewVersions: ['v1'], clientConfig: { url: 'https://x' } },
      ],
    },
    ['webhooks[0].sideEffects: Unsupported value: "Some": supported values: "None", "NoneOnDryRun"'],
  ],
  [
    'APIService',
    { metadata: { name: 'v1.x' }, spec: { group: 'y', version: 'v1', groupPriorityMinimum: 0, versionPriority: 2000 } },
    [
      'metadata.name: Invalid value: "v1.x": must be `spec.version+"."+spec.group`: "v1.y"',
      'spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000',
      'spec.versionPriority: Invalid value: 2000: must be positive and less than 1000',
    ],
  ],
  [
    'ControllerRevision',
    { revision: -1 },
    ['data: Required value: data is mandatory', 'revision: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'Event',
    { metadata: { name: 'x', namespace: 'default' }, involvedObject: { namespace: 'other' } },
    ['involvedObject.namespace: Invalid value: "other": does not match event.namespace'],
  ],
  [
    'Event',
    {
      metadata: { name: 'x', namespace: 'default' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      reportingComponent: 'me',
      reason: 'x'.repeat(129),
    },
    [
      'reportingInstance: Required value',
      'action: Required value',
      'reason: Invalid value: "": can have at most 128 characters',
    ],
  ],
  ['PodTemplate', { template: { spec: { containers: [] } } }, ['template.spec.containers: Required value']],
  [
    'PriorityLevelConfiguration',
    { spec: { type: 'Odd' } },
    ['spec.type: Unsupported value: "Odd": supported values: "Exempt", "Limited"'],
  ],
  [
    'IPAddress',
    { metadata: { name: '1.2.3' }, spec: {} },
    [
      'metadata.name: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'spec.parentRef: Required value',
    ],
  ],
  [
    'ServiceCIDR',
    { spec: { cidrs: ['10.0.0.0/33'] } },
    ['spec.cidrs[0]: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
  ],
  [
    'ClusterRole',
    { rules: [{ apiGroups: [''], resources: ['pods'] }] },
    ['rules[0].verbs: Required value: verbs must contain at least one value'],
  ],
  [
    'CSIDriver',
    { spec: { fsGroupPolicy: 'Odd' } },
    ['spec.fsGroupPolicy: Unsupported value: "Odd": supported values: "ReadWriteOnceWithFSType", "File", "None"'],
  ],
  ['CSINode', { spec: { drivers: [{ name: 'a', nodeID: '' }] } }, ['spec.drivers[0].nodeID: Required value']],
  [
    'CSIStorageCapacity',
    { storageClassName: 'fast', capacity: '-1' },
    ['capacity: Invalid value: "-1": must be greater than or equal to 0'],
  ],
  ['VolumeAttributesClass', { driverName: '' }, ['driverName: Required value']],
];

describe('wrong manifests', () => {
  it.each(WRONG)('of a %s: %j', (kind, fields, expected) => {
    expect(problems(kind, fields)).toEqual(expected);
  });
});
