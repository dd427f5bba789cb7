import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** Rows of the seed (/shared/seed/README.md) that look at the nodes of a cluster, as far as no add-on of its own is needed. */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
});

const run = (script: string) => runOn(base.fork(), script);

describe('the seed', () => {
  it('row 10: the kubelet is a process of the node, and the CNI has its plugins and its configuration there', async () => {
    const { stdout } = await run('ps -aux | grep kubelet; ls /opt/cni/bin; ls /etc/cni/net.d; cat /etc/cni/net.d/*');
    expect(stdout).toMatch(/\/usr\/bin\/kubelet .*--config=\/var\/lib\/kubelet\/config\.yaml/);
    for (const name of ['bridge', 'host-local', 'portmap', 'flannel', '10-flannel.conflist'])
      expect(stdout.split('\n')).toContain(name);
    expect(stdout).toContain('"type": "flannel"');
  });

  it('row 12: the sockets of the control plane, with pid and program', async () => {
    const { stdout } = await run('netstat -anp | grep scheduler; netstat -anp | grep etcd');
    expect(stdout).toMatch(/^tcp +0 +0 127\.0\.0\.1:10259 +0\.0\.0\.0:\* +LISTEN +\d+\/kube-scheduler *$/m);
    expect(stdout).toMatch(/^tcp +0 +0 192\.168\.1\.10:2379 +0\.0\.0\.0:\* +LISTEN +\d+\/etcd *$/m);
    expect(stdout).toMatch(/^tcp +0 +0 192\.168\.1\.10:2380 +0\.0\.0\.0:\* +LISTEN +\d+\/etcd *$/m);
  });

  it('row 13: exec wants -- in front of the command', async () => {
    expect(await run('kubectl exec busybox ip route')).toMatchObject({
      stderr:
        "error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples\n",
      exitCode: 1,
    });
  });

  it('row 17: the range of Services is in the manifest, and editing a static Pod has its effect', async () => {
    const lab = base.fork();
    const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';
    expect((await runOn(lab, `cat ${manifest}`)).stdout).toContain('- --service-cluster-ip-range=10.96.0.0/12\n');
    await runOn(lab, `sed -i 's#10.96.0.0/12#10.200.0.0/16#' ${manifest}; sleep 60`);
    expect((await runOn(lab, 'ps aux | grep kube-apiserver')).stdout).toContain('--service-cluster-ip-range=10.200.0.0/16'); // prettier-ignore
    expect((await runOn(lab, 'kubectl -n kube-system get pod kube-apiserver-controlplane -o yaml')).stdout).toContain('--service-cluster-ip-range=10.200.0.0/16'); // prettier-ignore
  });

  it('row 18: the log of kube-proxy says which mode it is in', async () => {
    const { stdout } = await run(
      'kubectl logs -n kube-system $(kubectl get pods -n kube-system -l k8s-app=kube-proxy -o name | head -1)',
    );
    expect(stdout).toContain('iptables Proxier');
  });

  it('row 19: the program is kube-apiserver', async () => {
    // As on a real node, all it finds is itself.
    const { stdout } = await run('ps aux | grep kube-api-server');
    expect(stdout).toMatch(/^root .* grep kube-api-server\n$/);
    expect((await run('kube-api-server --service-cluster-ip-range ipNet')).stderr).toBe(
      'bash: kube-api-server: command not found\n',
    );
    expect((await run('ps aux | grep -c kube-apiserver')).stdout).toBe('2\n');
  });

  it('rows 22 and 23: CoreDNS, its ConfigMap and its Service tell one story', async () => {
    const { stdout } = await run(`kubectl -n kube-system describe configmap coredns
kubectl describe deployments coredns -n kube-system
kubectl -n kube-system get svc kube-dns -o jsonpath='{.spec.clusterIP}'`);
    expect(stdout).toContain('Corefile:\n----\n.:53 {\n');
    expect(stdout).toMatch(/Mounts:\n +\/etc\/coredns from config-volume \(ro\)/);
    expect(stdout).toMatch(/10\.96\.0\.10$/);
    const pod = await run(
      'kubectl run bb --image=busybox -- sleep 3600; kubectl wait --for=condition=Ready pod/bb --timeout=60s; kubectl exec bb -- cat /etc/resolv.conf',
    );
    expect(pod.stdout).toContain('search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n'); // prettier-ignore
  });

  it('row 24: the Pods behind a Service', async () => {
    const { stdout } = await run(`kubectl create deployment web --image=nginx; kubectl expose deployment web --port=80
kubectl rollout status deployment web; kubectl describe svc web; kubectl get pod --show-labels`);
    expect(stdout).toMatch(/^Selector: +app=web$/m);
    expect(stdout).toMatch(/^Endpoints: +10\.244\.1\.\d+:80$/m);
    expect(stdout).toMatch(/ app=web,pod-template-hash=\w+$/m);
  });
});
