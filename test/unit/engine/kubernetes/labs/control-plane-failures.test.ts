import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** What an edited or missing manifest of the control plane does, and where one reads why (the CKA's troubleshooting tasks). */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
});

const API = '/etc/kubernetes/manifests/kube-apiserver.yaml';
const REFUSED = 'The connection to the server 192.168.1.10:6443 was refused - did you specify the right host or port?';

describe('a manifest of the API server', () => {
  it('with a mistake ends it, its log says why, and it comes again when that is mended', async () => {
    const lab = base.fork();
    const breaks: readonly (readonly [edit: string, words: string])[] = [
      ['s/:2379/:2378/', 'Error creating leases: error creating storage factory: context deadline exceeded'],
      ['s#client-ca-file=/etc/kubernetes/pki/ca.crt#client-ca-file=/nope.crt#', 'unable to load client CA provider: open /nope.crt: no such file or directory'], // prettier-ignore
      ['s/--authorization-mode/--authorization-modus/', 'Error: unknown flag: --authorization-modus'],
    ];
    await runOn(lab, `cp ${API} /root/`);
    for (const [edit, words] of breaks) {
      await runOn(lab, `sed -i '${edit}' ${API}; sleep 8`);
      expect((await runOn(lab, 'kubectl get nodes')).stderr).toContain(REFUSED);
      expect((await runOn(lab, 'crictl logs $(crictl ps -a --name kube-apiserver -q | head -1) 2>&1')).stdout).toContain(words); // prettier-ignore
      await runOn(lab, `cp /root/kube-apiserver.yaml ${API}; sleep 12`);
      expect((await runOn(lab, 'kubectl get nodes --no-headers')).stdout).toMatch(/^controlplane +Ready/);
    }
  });
});

describe('etcd', () => {
  it('gone, nothing can be asked for; come again, everything is as it was', async () => {
    const lab = base.fork();
    await runOn(
      lab,
      'kubectl create deployment web --image=nginx; mv /etc/kubernetes/manifests/etcd.yaml /root/; sleep 5',
    );
    const asked = await runOn(lab, 'kubectl get nodes');
    expect(asked).toMatchObject({ stdout: '', exitCode: 1 });
    expect(asked.stderr).toContain('connect: connection refused');
    expect((await runOn(lab, 'kubectl get --raw /livez')).stderr).toContain('[-]etcd failed: reason withheld');
    // Its liveness probe ends the API server, which does not come up again without its store.
    await runOn(lab, 'sleep 110');
    expect((await runOn(lab, 'kubectl get nodes')).stderr).toContain(REFUSED);
    await runOn(lab, 'mv /root/etcd.yaml /etc/kubernetes/manifests/; sleep 170');
    const nodes = (await runOn(lab, 'kubectl get nodes --no-headers')).stdout;
    expect(nodes.match(/ Ready /g)).toHaveLength(2);
    expect((await runOn(lab, 'kubectl get deployment web --no-headers')).stdout).toMatch(/^web +1\/1/);
  });
});

describe('a manifest of the scheduler', () => {
  it('that names no program shows its events in describe', async () => {
    const lab = base.fork();
    await runOn(
      lab,
      "sed -i 's/- kube-scheduler$/- kube-schedulerrrr/' /etc/kubernetes/manifests/kube-scheduler.yaml; sleep 15",
    );
    const { stdout } = await runOn(lab, 'kubectl -n kube-system describe pod kube-scheduler-controlplane');
    expect(stdout).toMatch(/Warning +Failed .*exec: "kube-schedulerrrr": executable file not found in \$PATH/);
  });

  it('with a kubeconfig that is no file ends it', async () => {
    const lab = base.fork();
    await runOn(
      lab,
      "sed -i 's#--kubeconfig=/etc/kubernetes/scheduler.conf#--kubeconfig=/etc/kubernetes/x.conf#' /etc/kubernetes/manifests/kube-scheduler.yaml; sleep 15",
    );
    const { stdout } = await runOn(lab, 'kubectl -n kube-system logs kube-scheduler-controlplane');
    expect(stdout).toContain('"command failed" err="stat /etc/kubernetes/x.conf: no such file or directory"');
  });
});
