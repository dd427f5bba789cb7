import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

const CERTIFICATES =
  '--endpoints=https://127.0.0.1:2379 --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key';
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
});

const run = (script: string) => runOn(base.fork(), script);

describe('etcdctl', () => {
  it('lists the member and says that it is healthy', async () => {
    const { stdout } = await run(`etcdctl ${CERTIFICATES} member list; etcdctl ${CERTIFICATES} endpoint health`);
    expect(stdout).toMatch(
      /^8e9e05c52164694d, started, controlplane, https:\/\/192\.168\.1\.10:2380, https:\/\/192\.168\.1\.10:2379, false\nhttps:\/\/127\.0\.0\.1:2379 is healthy: successfully committed proposal: took = \S+ms\n$/,
    );
  });

  it('reads the keys under which the API server keeps objects', async () => {
    const { stdout } = await run(`etcdctl ${CERTIFICATES} get / --prefix --keys-only`);
    for (const key of ['minions/node01', 'services/specs/default/kubernetes', 'deployments/kube-system/coredns'])
      expect(stdout).toContain(`/registry/${key}\n\n`);
  });

  it('is refused without certificates, and runs in the Pod of etcd too', async () => {
    expect(await run('etcdctl member list')).toMatchObject({
      stderr: expect.stringMatching(/\nError: context deadline exceeded\n$/) as string,
      exitCode: 1,
    });
    expect(
      (await run(`kubectl -n kube-system exec etcd-controlplane -- etcdctl ${CERTIFICATES} endpoint health`)).stdout,
    ).toContain('is healthy');
  });

  it('saves a snapshot, and the cluster is what it was when etcd starts on the restored directory', async () => {
    const lab = base.fork();
    await runOn(lab, `kubectl create ns before; etcdctl ${CERTIFICATES} snapshot save /opt/snap.db`);
    expect((await runOn(lab, 'etcdutl snapshot status /opt/snap.db -w table')).stdout).toMatch(
      /^\+-+\+.*\n\| +HASH +\| REVISION \| TOTAL KEYS \| TOTAL SIZE \|\n/,
    );
    await runOn(lab, 'kubectl delete ns before; kubectl create ns after');
    await runOn(
      lab,
      `etcdutl snapshot restore /opt/snap.db --data-dir /var/lib/etcd-backup
sed -i 's#path: /var/lib/etcd$#path: /var/lib/etcd-backup#' /etc/kubernetes/manifests/etcd.yaml; sleep 60`,
    );
    expect((await runOn(lab, 'kubectl get ns -o name | grep -E "before|after"')).stdout).toBe('namespace/before\n');
    expect((await runOn(lab, 'kubectl get pods -A --no-headers | grep -vc " 1/1 "')).stdout).toBe('0\n');
  });
});
