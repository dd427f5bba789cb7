import { beforeAll, describe, expect, it } from 'vitest';
import { createLab } from '../../../src/engine';
import { runReal, whyNotReal } from '../real';
import { runOn } from '../../unit/engine/lab/lab-run';

/**
 * What `iptables-save` prints on a simulated node is what the real tools take and print: the rules of kube-proxy and the kubelet for Services of
 * every kind go through the real iptables-restore, in a network namespace of its own.
 */
const MANIFEST = `
apiVersion: v1
kind: Service
metadata: {name: node-port}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: sticky}
spec: {selector: {app: web}, sessionAffinity: ClientIP, ports: [{name: http, port: 80}, {name: alt, port: 8080, targetPort: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: nobody}
spec: {type: NodePort, selector: {app: nobody}, externalIPs: [203.0.113.5], ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: local}
spec: {type: LoadBalancer, selector: {app: web}, externalTrafficPolicy: Local, internalTrafficPolicy: Local, externalIPs: [203.0.113.6], ports: [{port: 80, protocol: TCP}]}
---
apiVersion: v1
kind: Service
metadata: {name: udp}
spec: {selector: {app: web}, ports: [{port: 53, protocol: UDP}]}
---
apiVersion: v1
kind: Service
metadata: {name: headless}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
`;

const obstacle = whyNotReal();
let saved = '';

/** Times are those of two clocks. */
const timeless = (text: string): string => text.replaceAll(/ on \w{3} \w{3} .*/g, '').replaceAll(/:\d+\]$/gm, ':0]');

describe.skipIf(obstacle !== undefined)('iptables-save on a node of a cluster', () => {
  beforeAll(async () => {
    const lab = await createLab('kubeadm');
    await runOn(
      lab,
      `kubectl create deployment web --image=nginx --replicas=3\nkubectl apply -f - <<'END'\n${MANIFEST}END`,
    );
    await runOn(lab, 'kubectl rollout status deployment web');
    saved = (await runOn(lab, 'iptables-save')).stdout;
  });

  it('has the rules of every Service but the headless one', () => {
    for (const name of ['node-port', 'sticky:http', 'sticky:alt', 'nobody', 'local', 'udp'])
      expect(saved).toContain(`default/${name}`);
    expect(saved).not.toContain('headless');
  });

  it('loads into the real iptables-restore', async () => {
    const [test] = await runReal([`iptables-restore --test <<'RULES'\n${saved}RULES`]);
    expect({ stderr: test?.stderr, exitCode: test?.exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });

  it('is what the real iptables-save prints of the same rules', async () => {
    const [, again] = await runReal([`iptables-restore <<'RULES'\n${saved}RULES`, 'iptables-save']);
    const tables = (text: string): readonly string[] =>
      timeless(text)
        .split(/^(?=# Generated)/m)
        .sort();
    expect(tables(again?.stdout ?? '')).toEqual(tables(saved));
  });
});

/** A policy that every enforcer writes chains and sets for. */
const POLICY = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: some}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress, Egress]
  ingress: [{from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.9.0.0/16]}}], ports: [{port: 80}]}]
  egress: [{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}]}]
`;

describe.skipIf(obstacle !== undefined)('iptables-save of a node, with its sets', () => {
  it.each(['kubeadm', 'kubeadm-calico', 'kubeadm-weave', 'kind', 'kubeadm-cilium'])('of %s loads', async (name) => {
    const lab = await createLab(name);
    const host = [...lab.world.nodes.keys()].at(-1) ?? '';
    await runOn(lab, `kubectl create deployment web --image=nginx\nkubectl expose deployment web --port=80 --type=NodePort\nkubectl apply -f - <<'END'\n${POLICY}END\nkubectl rollout status deployment web; sleep 3`); // prettier-ignore
    const sets = (await runOn(lab, 'ipset save', { host })).stdout;
    const rules = (await runOn(lab, 'iptables-save', { host })).stdout;
    expect(rules).toContain('KUBE-SERVICES');
    const [restored, test] = await runReal([`ipset restore <<'SETS'\n${sets}SETS`, `iptables-restore --test <<'RULES'\n${rules}RULES`]); // prettier-ignore
    expect([restored?.stderr, restored?.exitCode, test?.stderr, test?.exitCode]).toEqual(['', 0, '', 0]);
  });
});
