import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
  await runOn(base, 'kubectl run web --image=nginx; kubectl wait --for=condition=Ready pod/web --timeout=60s');
});

const run = (script: string) => runOn(base.fork(), script);

describe('kubectl debug', () => {
  it('adds an ephemeral container in the namespace of the Pod, and leads into it', async () => {
    const { stdout } = await run(`kubectl debug web -it --image=nicolaka/netshoot -c dbg -- bash
curl -s localhost | grep title
exit
kubectl get pod web -o jsonpath='{.spec.ephemeralContainers[*].name} {.status.ephemeralContainerStatuses[0].state.terminated.reason}'`);
    expect(stdout).toBe(`<title>Welcome to nginx!</title>
Session ended, the ephemeral container will not be restarted but may be reattached using 'kubectl attach web -c dbg -n default -i -t' if it is still running
dbg Completed`);
  });

  it('opens a node: its network, its files under /host, and the node itself by chroot', async () => {
    const { stdout } = await run(`kubectl debug node/node01 -it --image=busybox
cat /host/etc/hostname
chroot /host
systemctl is-active kubelet
exit
exit
kubectl get pods -l app.kubernetes.io/managed-by=kubectl-debug --no-headers | wc -l`);
    expect(stdout).toMatch(
      /^Creating debugging pod node-debugger-node01-[a-z0-9]{5} with container debugger on node node01\.\nnode01\nactive\nSession ended, .*\n1\n$/,
    );
  });

  it('copies a Pod with other images', async () => {
    const { stdout } = await run(`kubectl debug web --copy-to=web2 --set-image='*=httpd'
kubectl get pod web2 -o jsonpath='{.spec.containers[*].image} {.metadata.labels}'`);
    expect(stdout).toBe('httpd {"run":"web"}');
  });

  it('says what is missing', async () => {
    const errors = ['kubectl debug web', 'kubectl debug --image=busybox', 'kubectl debug web --image=b --profile=x'];
    const found = await Promise.all(errors.map(run));
    expect(found.map(({ stderr }) => stderr)).toEqual([
      'error: you must specify --image when not using --copy-to.\n',
      expect.stringContaining('error: NAME or filename is required for debug\n'),
      'error: unknown profile: x\n',
    ]);
  });
});

describe('kubectl cp', () => {
  it('copies files and directories both ways', async () => {
    const { stdout, stderr } =
      await run(`mkdir d; echo one > d/a; kubectl cp d web:/tmp; kubectl exec web -- cat /tmp/d/a
kubectl cp web:/tmp/d back; cat back/a; kubectl cp web:etc/hostname h; cat h`);
    expect(stdout).toBe("one\ntar: Removing leading `/' from member names\none\nweb\n");
    expect(stderr).toBe('');
  });

  it('fails as tar in the container does, or as the runtime does when there is none', async () => {
    expect(await run('echo a > f; kubectl cp f web:/nosuch/f')).toMatchObject({
      stderr:
        'tar: /nosuch: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\ncommand terminated with exit code 2\n',
      exitCode: 2,
    });
    expect((await run('echo a > f; kubectl -n kube-system cp f etcd-controlplane:/tmp/f')).stderr).toMatch(
      /exec: "tar": executable file not found in \$PATH\n$/,
    );
    expect((await run('kubectl cp nosuch web:/tmp')).stderr).toBe("error: nosuch doesn't exist in local filesystem\n");
  });
});

describe('kubectl proxy', () => {
  it('answers for the API server with the credentials of its user, but not to foreign hosts', async () => {
    const lab = base.fork();
    expect((await runOn(lab, 'kubectl proxy &')).stdout).toBe('Starting to serve on 127.0.0.1:8001\n');
    expect((await runOn(lab, 'curl -s localhost:8001/version')).stdout).toContain('"gitVersion": "v1.35.2"');
    const { stdout } = await runOn(
      lab,
      `curl -s -o /dev/null -w '%{http_code} ' localhost:8001/api/v1/namespaces/default/pods/web
curl -s -H 'Host: evil' localhost:8001/version`,
    );
    expect(stdout).toBe('200 Forbidden\n');
  });
});
