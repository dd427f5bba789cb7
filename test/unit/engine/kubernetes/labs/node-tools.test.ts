import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

let base: Lab;
beforeAll(async () => {
  base = await createLab('kubeadm');
});

const run = async (script: string): Promise<string> => {
  const { stdout, stderr } = await runOn(base.fork(), script);
  return stdout + stderr;
};

describe('programs of a node', () => {
  it('tell of the machine', async () => {
    expect(await run('nproc; df -h / | tail -1; free -m | head -2 | tail -1; swapoff -a')).toMatch(/^2\n\/dev\/vda1 +39G +5\.6G +32G +16% \/\nMem: +3921 +\d+ +\d+ +0 +390 +\d+\n$/); // prettier-ignore
    expect(await run('hostnamectl | head -1')).toBe(' Static hostname: controlplane\n');
  });

  it('copy files between hosts', async () => {
    expect(await run('echo hello > a; scp a node01:/tmp/; ssh node01 cat /tmp/a; scp root@node01:/tmp/a b; cat b')).toBe('hello\nhello\n'); // prettier-ignore
    expect(await run('scp none node01:/tmp/')).toBe('scp: none: No such file or directory\n');
  });

  it('list containers, images and tasks with ctr, in the namespace of Kubernetes', async () => {
    expect(await run('ctr namespaces ls -q; ctr containers ls -q | wc -l; ctr -n k8s.io c ls -q | wc -l')).toBe('k8s.io\n0\n9\n'); // prettier-ignore
    expect(await run('ctr -n k8s.io images ls | grep -c kube-')).toBe('4\n');
    expect(await run('crictl stats | grep -c Running; crictl stats | wc -l; crictl inspecti pause:3.10.1 | head -2')).toMatch(/^0\n8\n/); // prettier-ignore
  });

  it('say that they are well at their ports', async () => {
    expect(await run('curl -s localhost:10248/healthz; curl -sk https://localhost:10259/healthz; curl -sk https://localhost:10250/pods')).toBe('okokUnauthorized'); // prettier-ignore
  });

  it('say of editors what else there is', async () => {
    expect(await run('kubectl edit deployment coredns -n kube-system')).toMatch(/^cka-net: vi needs a terminal, [^]*error: there was a problem with the editor "vi"\n$/); // prettier-ignore
  });
});
