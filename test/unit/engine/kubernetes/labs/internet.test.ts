import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

let base: Lab;
beforeAll(async () => {
  base = await createLab('kubeadm-no-cni');
});
const run = (script: string) => runOn(base.fork(), script);
const FLANNEL = 'https://github.com/flannel-io/flannel/releases/latest/download/kube-flannel.yml';

describe('manifests in the web outside the lab', () => {
  it('are applied by their URL', async () => {
    expect(await run(`kubectl apply -f ${FLANNEL}`)).toMatchObject({
      stdout: `namespace/kube-flannel created
clusterrole.rbac.authorization.k8s.io/flannel created
clusterrolebinding.rbac.authorization.k8s.io/flannel created
serviceaccount/flannel created
configmap/kube-flannel-cfg created
daemonset.apps/kube-flannel-ds created
`,
      exitCode: 0,
    });
  });

  it('are downloaded by curl', async () => {
    const { stdout } = await run(`curl -sLO ${FLANNEL} && ls && kubectl create --dry-run=client -f kube-flannel.yml`);
    expect(stdout).toMatch(/^kube-flannel\.yml\nnamespace\/kube-flannel created \(dry run\)\n/);
  });

  it('are not there under another URL of the same host', async () => {
    expect(await run('kubectl apply -f https://github.com/nobody/nothing.yaml')).toMatchObject({
      stderr:
        'error: unable to read URL "https://github.com/nobody/nothing.yaml", server reported 404 Not Found, status code=404\n',
      exitCode: 1,
    });
  });

  it('are out of reach without a default route, and hosts that nobody knows always', async () => {
    const unknown = (host: string): string =>
      `Unable to connect to the server: dial tcp: lookup ${host} on 192.168.1.1:53: no such host\n`;
    const cut = await run(`ip route del default; kubectl apply -f ${FLANNEL}`);
    expect([cut.stderr, cut.exitCode]).toEqual([unknown('github.com'), 1]);
    expect((await run('kubectl apply -f https://nobody.invalid/a.yaml')).stderr).toBe(unknown('nobody.invalid'));
  });
});
