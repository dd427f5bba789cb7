import { describe, expect, it } from 'vitest';
import { TestCluster, type Reply } from '../cluster';

/** Pod Security admission, in the words of k8s.io/pod-security-admission. */

function clusterWith(labels: Record<string, string>): TestCluster {
  const cluster = new TestCluster();
  const named = Object.fromEntries(Object.entries(labels).map(([k, v]) => [`pod-security.kubernetes.io/${k}`, v]));
  expect(cluster.ask('POST', '/api/v1/namespaces', { metadata: { name: 'web', labels: named } }).status).toBe(201);
  return cluster;
}

function run(cluster: TestCluster, spec: object): Reply {
  const containers = [{ name: 'nginx', image: 'nginx' }];
  return cluster.ask('POST', '/api/v1/namespaces/web/pods', {
    metadata: { name: 'a' },
    spec: { containers, ...spec },
  });
}

const warnings = ({ headers }: Reply): string | undefined => headers.get('warning');

describe('Pod Security admission', () => {
  it('lets a Pod be where no label asks for anything', () => {
    expect(run(clusterWith({}), { hostNetwork: true }).status).toBe(201);
  });

  it('refuses what the restricted level forbids, every reason with its containers', () => {
    const { status, body } = run(clusterWith({ enforce: 'restricted' }), {});
    expect(status).toBe(403);
    expect(body.message).toBe(
      'pods "a" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "nginx" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "nginx" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or container "nginx" must set securityContext.runAsNonRoot=true), seccompProfile (pod or container "nginx" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
    );
  });

  it('takes a Pod that does as the restricted level wants', () => {
    const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    const { status } = run(clusterWith({ enforce: 'restricted' }), {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name: 'nginx', image: 'nginx', securityContext }],
    });
    expect(status).toBe(201);
  });

  it('refuses what the baseline forbids, in the version that the label names', () => {
    const { body } = run(clusterWith({ enforce: 'baseline', 'enforce-version': 'v1.35' }), {
      hostNetwork: true,
      volumes: [{ name: 'host', hostPath: { path: '/' } }],
      containers: [
        { name: 'nginx', image: 'nginx', securityContext: { privileged: true, capabilities: { add: ['NET_ADMIN'] } } },
      ],
    });
    expect(body.message).toBe(
      'pods "a" is forbidden: violates PodSecurity "baseline:v1.35": non-default capabilities (container "nginx" must not include "NET_ADMIN" in securityContext.capabilities.add), host namespaces (hostNetwork=true), hostPath volumes (volume "host"), privileged (container "nginx" must not set securityContext.privileged=true)',
    );
  });

  it('only warns where warn is asked for, also of templates', () => {
    const cluster = clusterWith({ warn: 'baseline' });
    const pod = run(cluster, { hostPID: true });
    expect(pod.status).toBe(201);
    expect(warnings(pod)).toBe(
      '299 - "would violate PodSecurity \\"baseline:latest\\": host namespaces (hostPID=true)"',
    );
    const template = {
      metadata: { labels: { a: 'b' } },
      spec: { hostPID: true, containers: [{ name: 'c', image: 'nginx' }] },
    };
    const made = cluster.ask('POST', '/apis/apps/v1/namespaces/web/deployments', {
      metadata: { name: 'd' },
      spec: { selector: { matchLabels: { a: 'b' } }, template },
    });
    expect(warnings(made)).toContain('would violate PodSecurity');
  });

  it('says which Pods a new label would refuse, and refuses labels that mean nothing', () => {
    const cluster = clusterWith({});
    run(cluster, {});
    const label = (value: string) =>
      cluster.ask(
        'PATCH',
        '/api/v1/namespaces/web',
        { metadata: { labels: { 'pod-security.kubernetes.io/enforce': value } } },
        { type: 'application/merge-patch+json' },
      );
    expect(label('strict').body.message).toBe(
      'Namespace "web" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
    );
    const labelled = label('restricted');
    expect(labelled.status).toBe(200);
    expect(warnings(labelled)).toBe(
      '299 - "existing pods in namespace \\"web\\" violate the new PodSecurity enforce level \\"restricted:latest\\"", 299 - "a: allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile"',
    );
  });
});
