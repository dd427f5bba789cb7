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

  it('are out of reach without a default route or a server of names, and hosts that nobody knows always', async () => {
    const cut = await run(`ip route del default; kubectl apply -f ${FLANNEL}`);
    expect(cut.stderr).toBe(
      'Unable to connect to the server: dial tcp 203.0.113.80:443: connect: network is unreachable\n',
    );
    const mute = await run(`echo nameserver 192.168.1.99 > /etc/resolv.conf; kubectl apply -f ${FLANNEL}`);
    expect(mute.stderr).toBe('Unable to connect to the server: dial tcp: lookup github.com on 192.168.1.99:53: server misbehaving\n'); // prettier-ignore
    expect((await run('kubectl apply -f https://nobody.invalid/a.yaml')).stderr).toBe(
      'Unable to connect to the server: dial tcp: lookup nobody.invalid on 192.168.1.1:53: no such host\n',
    );
  });
});

describe('the web outside the lab', () => {
  it('is reached by packets, which what filters them stops', async () => {
    const lab = base.fork();
    const ask = async (): Promise<unknown> => (await runOn(lab, 'curl -sS -m 2 -o /dev/null -w "%{http_code}" https://example.com')).stdout; // prettier-ignore
    expect(await ask()).toBe('200');
    expect((await runOn(lab, 'conntrack -L 2>/dev/null')).stdout).toMatch(/dst=203\.0\.113\.80 sport=\d+ dport=443/);
    await runOn(lab, 'iptables -A OUTPUT -p tcp --dport 443 -d 203.0.113.80 -j DROP');
    expect(await ask()).toBe('000');
    expect((await runOn(lab, 'wget -qO- -T 2 -t 1 https://example.com')).exitCode).toBe(4);
    expect((await runOn(lab, 'wget -qO- http://example.com')).stdout).toContain('<h1>example.com</h1>');
  });
});
