import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
});

const run = (script: string) => runOn(base.fork(), script);

describe('kubeadm token', () => {
  it('creates tokens as Secrets beside the one of kubeadm init, lists and deletes them', async () => {
    const { stdout } = await run(`kubeadm token create abcdef.0123456789abcdef --ttl 2h --description mine
kubeadm token list
kubectl -n kube-system get secret bootstrap-token-abcdef -o jsonpath='{.type}{"\\n"}'
kubeadm token delete abcdef; kubeadm token list`);
    expect(stdout).toMatch(
      /^abcdef\.0123456789abcdef\nTOKEN {21}TTL {7}EXPIRES {16}USAGES {19}DESCRIPTION {3}EXTRA GROUPS\nabcdef\.0123456789abcdef {3}1\d\dm {6}\S+Z {3}authentication,signing {3}mine {10}system:bootstrappers:kubeadm:default-node-token\n[a-z0-9]{6}\.[a-z0-9]{16} {3}23h {7}\S+Z {3}authentication,signing {3}<none> {8}system:bootstrappers:kubeadm:default-node-token\nbootstrap\.kubernetes\.io\/token\nbootstrap token "abcdef" deleted\nTOKEN.*\n(?!abcdef).*\n$/,
    );
  });
});

describe('kubeadm reset and join', () => {
  it('take a node out of a cluster and into it again', async () => {
    const lab = base.fork();
    await runOn(lab, 'kubeadm token create --print-join-command > /tmp/join');
    const there = await runOn(lab, 'ssh node01 $(cat /tmp/join)');
    expect([there.exitCode, there.stderr]).toEqual([2, expect.stringContaining('[ERROR Port-10250]: Port 10250 is in use')]); // prettier-ignore
    await runOn(lab, 'ssh node01 kubeadm reset -f; kubectl delete node node01');
    expect((await runOn(lab, 'kubectl get nodes --no-headers | wc -l; ssh node01 ls /etc/kubernetes/pki')).stdout).toBe('1\n'); // prettier-ignore
    expect((await runOn(lab, 'ssh node01 $(cat /tmp/join)')).stdout).toContain('This node has joined the cluster:\n');
    await runOn(
      lab,
      'sleep 40; kubectl run web --image=nginx; kubectl wait --for=condition=Ready pod/web --timeout=60s',
    );
    expect((await runOn(lab, "kubectl get nodes --no-headers | awk '{print $1, $2}'")).stdout).toBe(
      'controlplane Ready\nnode01 Ready\n',
    );
    expect((await runOn(lab, 'curl -s $(kubectl get pod web -o jsonpath={.status.podIP})')).stdout).toContain('Welcome to nginx!'); // prettier-ignore
  });

  it('refuse a token or an authority that the cluster does not have', async () => {
    const lab = base.fork();
    await runOn(lab, 'kubeadm token create abcdef.0123456789abcdef; ssh node01 kubeadm reset -f');
    const join = async (words: string): Promise<string> =>
      (await runOn(lab, `ssh node01 kubeadm join 192.168.1.10:6443 ${words}`)).stderr.split('\n')[0] ?? '';
    expect(await join('--token abcdee.0123456789abcdef --discovery-token-unsafe-skip-ca-verification')).toContain(
      'could not find a JWS signature in the cluster-info ConfigMap for token ID "abcdee"',
    );
    expect(await join('--token abcdef.0123456789abcdef --discovery-token-ca-cert-hash sha256:12')).toContain(
      'are pinned',
    );
  });
});

describe('kubeadm', () => {
  it('shows when certificates end, and renews them', async () => {
    const { stdout } = await run('kubeadm certs check-expiration; kubeadm certs renew apiserver | tail -3');
    expect(stdout).toMatch(/^apiserver {18}Jan 01, 2027 00:00 UTC {3}364d {12}ca {22}no {6}$/m);
    expect(stdout).toMatch(/^ca {22}Dec 30, 2035 00:00 UTC {3}9y {14}no {6}$/m);
    expect(stdout).toContain('certificate for serving the Kubernetes API renewed\n');
  });

  it('does not init what is there', async () => {
    const { stderr, exitCode } = await run('kubeadm init --pod-network-cidr=10.244.0.0/16');
    expect(stderr).toContain('\t[ERROR DirAvailable--var-lib-etcd]: /var/lib/etcd is not empty\n');
    expect(exitCode).toBe(2);
  });
});
