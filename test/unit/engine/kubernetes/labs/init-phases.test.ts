import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
});

const run = (script: string) => runOn(base.fork(), script);

describe('kubeadm init phase', () => {
  it('makes a certificate again that was removed, with more names, and leaves those that are there', async () => {
    const { stdout } = await run(`rm /etc/kubernetes/pki/apiserver.crt
kubeadm init phase certs apiserver --apiserver-cert-extra-sans=10.0.0.9,lab.example
openssl x509 -in /etc/kubernetes/pki/apiserver.crt -noout -ext subjectAltName | tail -1
kubeadm init phase certs ca`);
    expect(stdout).toBe(
      `[certs] Generating "apiserver" certificate and key
[certs] apiserver serving cert is signed for DNS names [controlplane kubernetes kubernetes.default kubernetes.default.svc kubernetes.default.svc.cluster.local lab.example] and IPs [10.96.0.1 192.168.1.10 10.0.0.9]
    DNS:controlplane, DNS:kubernetes, DNS:kubernetes.default, DNS:kubernetes.default.svc, DNS:kubernetes.default.svc.cluster.local, DNS:lab.example, IP Address:10.96.0.1, IP Address:192.168.1.10, IP Address:10.0.0.9
[certs] Using existing ca certificate authority
`,
    );
  });

  it('brings a static Pod, a kubeconfig and an add-on back', async () => {
    const { stdout } =
      await run(`rm /etc/kubernetes/manifests/kube-scheduler.yaml /etc/kubernetes/scheduler.conf; sleep 5
kubectl get pods -n kube-system -l component=kube-scheduler --no-headers | wc -l
kubeadm init phase kubeconfig scheduler; kubeadm init phase control-plane scheduler; sleep 20
kubectl get pods -n kube-system -l component=kube-scheduler --no-headers | awk '{print $2, $3}'
kubectl delete deployment coredns -n kube-system >/dev/null; kubeadm init phase addon coredns
kubectl rollout status deployment coredns -n kube-system | tail -1`);
    expect(stdout).toBe(`0
[kubeconfig] Writing "scheduler.conf" kubeconfig file
[control-plane] Creating static Pod manifest for "kube-scheduler"
1/1 Running
[addons] Applied essential addon: CoreDNS
deployment "coredns" successfully rolled out
`);
  });

  it('keeps the certificates in the cluster, and names its steps', async () => {
    const { stdout, stderr } = await run(`kubeadm init phase upload-certs
kubeadm init phase upload-certs --upload-certs | tail -1; kubectl get secret -n kube-system kubeadm-certs --no-headers | awk '{print $2, $3}'
kubeadm init phase nosuch; kubeadm init phase | grep -c '^  [a-z-]* *[A-Z(]'`);
    expect(stdout).toMatch(
      /^\[upload-certs\] Skipping phase\. Please see --upload-certs\n[0-9a-f]{64}\nOpaque 8\n13\n$/,
    );
    expect(stderr).toContain('error: unknown command "nosuch" for "kubeadm init phase"\n');
  });
});

describe('kubeadm join --control-plane', () => {
  it('needs a cluster with a stable endpoint, which labs do not have', async () => {
    const { stderr, exitCode } = await run(`kubeadm token create --print-join-command > /tmp/join
ssh node01 kubeadm reset -f >/dev/null; ssh node01 $(cat /tmp/join) --control-plane`);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining(
        "unable to add a new control plane instance to a cluster that doesn't have a stable controlPlaneEndpoint address\n",
      ),
    ]);
  });
});

describe('kubeadm config', () => {
  it('brings configuration files up to date and checks them', async () => {
    const { stdout, stderr } =
      await run(`printf 'apiVersion: kubeadm.k8s.io/v1beta3\\nkind: ClusterConfiguration\\n' > /tmp/old
kubeadm config migrate --old-config /tmp/old; kubeadm config validate --config /tmp/old; kubeadm config migrate`);
    expect(stdout).toBe('apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nok\n');
    expect(stderr).toContain('error: the --old-config flag is mandatory\n');
  });
});
