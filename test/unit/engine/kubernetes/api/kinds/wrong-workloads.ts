/** Manifests with what pkg/apis/…/validation/validation.go (the group named) says of them, in its order. */
export type WrongManifest = readonly [kind: string, fields: object, problems: readonly string[]];

export const TEMPLATE = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx' }] },
};
export const SELECTOR = { matchLabels: { app: 'web' } };

/** Of core/v1, apps/v1 and batch/v1. */
export const WRONG_WORKLOADS: readonly WrongManifest[] = [
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
];
