import { SELECTOR, TEMPLATE, type WrongManifest } from './wrong-workloads';

/** Of the other groups. */
export const WRONG_POLICIES: readonly WrongManifest[] = [
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
