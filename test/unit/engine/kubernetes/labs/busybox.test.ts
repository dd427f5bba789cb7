import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** Programs of BusyBox in containers, whose words are not those of the same programs on a host (busybox 1.35 and 1.28). */
let base: Lab;
let address = '';

beforeAll(async () => {
  base = await createLab('kubeadm');
  await runOn(
    base,
    'kubectl run web --image=nginx; kubectl expose pod web --port 80; kubectl run bb --image=busybox -- sleep 3600; kubectl run old --image=busybox:1.28 -- sleep 3600; kubectl wait --for=condition=Ready pod --all --timeout=60s',
  );
  address = (await runOn(base, 'kubectl get svc web -o jsonpath={.spec.clusterIP}')).stdout;
});

const run = (script: string) => runOn(base.fork(), script);

describe('wget of BusyBox', () => {
  it('tells what it does on standard error', async () => {
    const { stdout, stderr } = await run(`kubectl exec bb -- wget -O- ${address}`);
    expect(stdout).toContain('Welcome to nginx!');
    expect(stderr).toBe(
      `Connecting to ${address} (${address}:80)\nwriting to stdout\n-                    100% |********************************|   615  0:00:00 ETA\nwritten to stdout\n`,
    );
  });

  it('is silent with -q, and saves under the name in the URL', async () => {
    expect(await run(`kubectl exec bb -- sh -c 'cd /tmp; wget -q http://web; ls'`)).toMatchObject({
      stdout: 'index.html\n',
      stderr: '',
    });
  });

  it('names what went wrong', async () => {
    const wget = async (words: string): Promise<string> =>
      (await run(`kubectl exec bb -- wget ${words}`)).stderr.split('\n').at(-3) ?? '';
    expect(await wget('-O- nosuch')).toBe("wget: bad address 'nosuch'");
    expect(await wget('-O- 127.0.0.1:81')).toBe("wget: can't connect to remote host (127.0.0.1): Connection refused");
    expect(await wget('-O- web/nosuch')).toBe('wget: server returned error: HTTP/1.1 404 Not Found');
    expect(await wget('--spider web')).toBe('Connecting to web (' + address + ':80)');
  });
});

describe('wget of GNU on a node', () => {
  it('answers with the statuses of its man page', async () => {
    expect((await run('wget -q 127.0.0.1:81')).exitCode).toBe(4);
    const { stdout, stderr } = await run(`wget -O- ${address} | head -1; wget ${address}/nosuch; echo $?`);
    expect(stdout).toBe('<!DOCTYPE html>\n8\n');
    expect(stderr).toContain('HTTP request sent, awaiting response... 404 Not Found\n');
  });
});

describe('nslookup of BusyBox', () => {
  it('asks under every domain of the search list for a name without a dot, and only so', async () => {
    const { stdout, exitCode } = await run('kubectl exec bb -- nslookup web');
    expect(stdout).toBe(`Server:\t\t10.96.0.10
Address:\t10.96.0.10:53

Name:\tweb.default.svc.cluster.local
Address: ${address}

** server can't find web.svc.cluster.local: NXDOMAIN

** server can't find web.cluster.local: NXDOMAIN


** server can't find web.svc.cluster.local: NXDOMAIN

** server can't find web.cluster.local: NXDOMAIN

`);
    expect(exitCode).toBe(1);
    expect((await run('kubectl exec bb -- nslookup web.default.svc.cluster.local')).exitCode).toBe(0);
  });

  it('was the resolver of the C library up to 1.28', async () => {
    expect((await run('kubectl exec old -- nslookup web.default')).stdout).toBe(`Server:    10.96.0.10
Address 1: 10.96.0.10 kube-dns.kube-system.svc.cluster.local

Name:      web.default
Address 1: ${address} web.default.svc.cluster.local
`);
    expect((await run('kubectl exec old -- nslookup nosuch')).stderr).toContain("nslookup: can't resolve 'nosuch'\n");
  });
});
