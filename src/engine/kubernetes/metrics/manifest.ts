/** github.com/kubernetes-sigs/metrics-server: components.yaml of a release. */
export function metricsServerObjects(version: string): readonly object[] {
  const labels = { 'k8s-app': 'metrics-server' };
  const named = (name: string, more: object = {}): object => ({ labels: { ...labels, ...more }, name });
  const inSystem = (name: string): object => ({ ...named(name), namespace: 'kube-system' });
  const rbac = 'rbac.authorization.k8s.io/v1';
  const roleRef = (kind: string, name: string): object => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });
  const subjects = [{ kind: 'ServiceAccount', name: 'metrics-server', namespace: 'kube-system' }];
  const read = ['get', 'list', 'watch'];
  const probe = (path: string, more: object): object => ({
    failureThreshold: 3,
    httpGet: { path, port: 'https', scheme: 'HTTPS' },
    periodSeconds: 10,
    ...more,
  });
  const aggregate = Object.fromEntries(
    ['admin', 'edit', 'view'].map((role) => [`rbac.authorization.k8s.io/aggregate-to-${role}`, 'true']),
  );
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: inSystem('metrics-server') },
    {
      apiVersion: rbac,
      kind: 'ClusterRole',
      metadata: named('system:aggregated-metrics-reader', aggregate),
      rules: [{ apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: read }],
    },
    {
      apiVersion: rbac,
      kind: 'ClusterRole',
      metadata: named('system:metrics-server'),
      rules: [
        { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
        { apiGroups: [''], resources: ['pods', 'nodes'], verbs: read },
      ],
    },
    {
      apiVersion: rbac,
      kind: 'RoleBinding',
      metadata: inSystem('metrics-server-auth-reader'),
      roleRef: roleRef('Role', 'extension-apiserver-authentication-reader'),
      subjects,
    },
    {
      apiVersion: rbac,
      kind: 'ClusterRoleBinding',
      metadata: named('metrics-server:system:auth-delegator'),
      roleRef: roleRef('ClusterRole', 'system:auth-delegator'),
      subjects,
    },
    {
      apiVersion: rbac,
      kind: 'ClusterRoleBinding',
      metadata: named('system:metrics-server'),
      roleRef: roleRef('ClusterRole', 'system:metrics-server'),
      subjects,
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: inSystem('metrics-server'),
      spec: {
        ports: [{ appProtocol: 'https', name: 'https', port: 443, protocol: 'TCP', targetPort: 'https' }],
        selector: labels,
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: inSystem('metrics-server'),
      spec: {
        selector: { matchLabels: labels },
        strategy: { rollingUpdate: { maxUnavailable: 0 } },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                args: [
                  '--cert-dir=/tmp',
                  '--secure-port=10250',
                  '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
                  '--kubelet-use-node-status-port',
                  '--metric-resolution=15s',
                ],
                image: `registry.k8s.io/metrics-server/metrics-server:${version}`,
                imagePullPolicy: 'IfNotPresent',
                livenessProbe: probe('/livez', {}),
                name: 'metrics-server',
                ports: [{ containerPort: 10_250, name: 'https', protocol: 'TCP' }],
                readinessProbe: probe('/readyz', { initialDelaySeconds: 20 }),
                resources: { requests: { cpu: '100m', memory: '200Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                  readOnlyRootFilesystem: true,
                  runAsNonRoot: true,
                  runAsUser: 1000,
                  seccompProfile: { type: 'RuntimeDefault' },
                },
                volumeMounts: [{ mountPath: '/tmp', name: 'tmp-dir' }],
              },
            ],
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            priorityClassName: 'system-cluster-critical',
            serviceAccountName: 'metrics-server',
            volumes: [{ emptyDir: {}, name: 'tmp-dir' }],
          },
        },
      },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: named('v1beta1.metrics.k8s.io'),
      spec: {
        group: 'metrics.k8s.io',
        groupPriorityMinimum: 100,
        insecureSkipTLSVerify: true,
        service: { name: 'metrics-server', namespace: 'kube-system' },
        version: 'v1beta1',
        versionPriority: 100,
      },
    },
  ];
}
