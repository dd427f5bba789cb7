import { describe, expect, it } from 'vitest';
import { logLines } from '../../../../../src/engine/kernel/containers/log';
import { runUntil } from '../../../../../src/engine/kernel/run';
import { findExecutable } from '../../../../../src/engine/tools/containers/executable';
import { pullImage } from '../../../../../src/engine/tools/containers/images';
import { createContainer, runPodSandbox, startContainer, stopContainer, stopPodSandbox } from '../../../../../src/engine/tools/containers/runtime'; // prettier-ignore
import { container, nodeLab, POD, runContainer, sh } from './node-lab';

function texts(lab: Awaited<ReturnType<typeof nodeLab>>, id: string): readonly string[] {
  return logLines(lab.world, id).map(({ text }) => text);
}

describe('a container', () => {
  it('runs nginx, which answers in its Pod and writes its access log', async () => {
    const lab = await nodeLab();
    const id = runContainer(lab, container('nginx:1.27'));
    const { out, exitCode } = await sh(lab, 'curl -s localhost', id);
    expect(exitCode).toBe(0);
    expect(out).toContain('<title>Welcome to nginx!</title>');
    expect(texts(lab, id).at(0)).toBe(
      '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
    );
    expect(texts(lab, id).at(-1)).toMatch(/^127\.0\.0\.1 - - \[.*\] "GET \/ HTTP\/1\.1" 200 615 "-" "curl\/.*" "-"$/);
  });

  it('has the programs of its image and no others', async () => {
    const lab = await nodeLab();
    const web = runContainer(lab, container('nginx'));
    expect(await sh(lab, 'ip addr', web)).toEqual({ out: '', err: 'sh: 1: ip: not found\n', exitCode: 127 });
    const box = runContainer(lab, container('busybox', { command: ['sleep', '3600'] }));
    expect(await sh(lab, 'curl localhost', box)).toEqual({ out: '', err: 'sh: curl: not found\n', exitCode: 127 });
    expect((await sh(lab, 'ip link', box)).out).toContain('lo:');
  });

  it('has a root file system, a host name and an environment of its own', async () => {
    const lab = await nodeLab();
    const id = runContainer(lab, container('busybox', { command: ['sleep', '3600'], env: [['COLOR', 'green']] }));
    await sh(lab, 'echo mine > /tmp/x; rm /etc/passwd', id);
    expect((await sh(lab, 'cat /tmp/x; hostname; echo $COLOR; cat /etc/hostname; ls /etc', id)).out).toBe(
      'mine\nweb\ngreen\nweb\ngroup\nhostname\nhosts\nnsswitch.conf\nresolv.conf\n',
    );
    expect((await sh(lab, 'cat /tmp/x; head -1 /etc/passwd')).out).toBe('root:x:0:0:root:/root:/bin/bash\n');
  });

  it('sees a directory of its node where one is mounted, and may not write to it when it is read-only', async () => {
    const lab = await nodeLab();
    await sh(lab, 'mkdir /data; echo hello > /data/index.html');
    const mounts = [{ containerPath: '/usr/share/nginx/html', hostPath: '/data', readOnly: true }];
    const id = runContainer(lab, container('nginx', { mounts }));
    expect((await sh(lab, 'curl -s localhost; ls /usr/share/nginx', id)).out).toBe('hello\nhtml\n');
    expect((await sh(lab, 'echo no > /usr/share/nginx/html/index.html', id)).err).toContain('Read-only file system');
    await sh(lab, 'echo changed > /data/index.html');
    expect((await sh(lab, 'curl -s localhost', id)).out).toBe('changed\n');
  });

  it('goes with its lab into a fork', async () => {
    const lab = await nodeLab();
    const id = runContainer(lab, container('nginx'));
    const fork = lab.fork();
    await sh(lab, 'rm /usr/share/nginx/html/index.html', id);
    expect((await sh(lab, 'curl -s -o /dev/null -w "%{http_code}" localhost', id)).out).toBe('403');
    expect((await sh(fork, 'curl -s -o /dev/null -w "%{http_code}" localhost', id)).out).toBe('200');
  });

  it('shows its log as a file of the node', async () => {
    const lab = await nodeLab();
    const id = runContainer(lab, container('hashicorp/http-echo', { args: ['-text=hi'] }));
    expect((await sh(lab, 'ls /var/log/pods')).out).toBe(`default_web_${POD.uid}\n`);
    expect((await sh(lab, `cat /var/log/containers/web_default_web-${id}.log`)).out).toMatch(
      /^2026-01-01T00:00:\d\d\.\d{9}Z stdout F 2026\/01\/01 00:00:\d\d \[INFO\] server is listening on :5678\n$/,
    );
  });

  it('does not start when its program is not in the image', async () => {
    const lab = await nodeLab();
    const id = runContainer(lab, container('nginx', { command: ['bash2'] }));
    expect(lab.world.container(id)).toMatchObject({ state: 'exited', exitCode: 128, reason: 'StartError' });
    expect(lab.world.container(id).message).toMatch(
      /unable to start container process: error during container init: exec: "bash2": executable file not found in \$PATH$/,
    );
    const web = runContainer(lab, container('nginx'));
    expect(findExecutable(lab.world, web, 'ping')).toEqual({
      type: 'error',
      message: 'exec: "ping": executable file not found in $PATH',
    });
  });

  it('ends at once when it is a server, and after its grace period when nobody listens to the signal', async () => {
    const lab = await nodeLab();
    const web = runContainer(lab, container('nginx'));
    stopContainer(lab.world, web, 30);
    expect(lab.world.container(web)).toMatchObject({ state: 'exited', exitCode: 0, reason: 'Completed' });
    const box = runContainer(lab, container('busybox', { command: ['sleep', '3600'] }));
    const before = lab.world.nowUs;
    stopContainer(lab.world, box, 30);
    runUntil(lab.world, () => lab.world.container(box).state === 'exited', Infinity);
    expect(lab.world.container(box)).toMatchObject({ exitCode: 137, reason: 'Error' });
    expect(lab.world.nowUs - before).toBe(30_000_000);
  });

  it('takes its network with it when the sandbox is stopped', async () => {
    const lab = await nodeLab();
    const id = runContainer(lab, container('nginx'));
    expect((await sh(lab, 'ip netns')).out).toMatch(/^cni-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
    stopPodSandbox(lab.world, lab.world.container(id).sandbox);
    expect((await sh(lab, 'ip netns')).out).toBe('');
    expect(lab.world.container(id).exitCode).toBe(137);
  });
});

describe('images', () => {
  it('come from registries by every name that means them', async () => {
    const { world } = await nodeLab();
    for (const name of [
      'nginx',
      'nginx:latest',
      'docker.io/library/nginx:1.27',
      'docker.io/nginx',
      'nginx:1.27-alpine',
      'busybox:1.28',
      'redis:alpine',
      'registry.k8s.io/pause:3.10',
      'nicolaka/netshoot',
      'httpd:2.4-alpine',
    ])
      // prettier-ignore
      expect(pullImage(world, 'A', name), name).toMatchObject({ type: 'pulled' });
  });

  it('give the errors of the registry when they do not exist', async () => {
    const { world } = await nodeLab();
    const message = (name: string): string => {
      const pulled = pullImage(world, 'A', name);
      return pulled.type === 'error' ? pulled.error.message : '';
    };
    expect(message('ngnix')).toBe(
      'failed to pull and unpack image "docker.io/library/ngnix:latest": failed to resolve reference "docker.io/library/ngnix:latest": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    );
    expect(message('nginx:nope')).toBe(
      'failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found',
    );
    expect(message('Nginx:')).toBe('failed to parse image reference "Nginx:": invalid reference format');
  });

  it('must have been pulled before a container is made of them', async () => {
    const { world } = await nodeLab();
    const sandbox = runPodSandbox(world, 'A', POD);
    expect(createContainer(world, sandbox, container('nginx'))).toMatchObject({ type: 'error' });
    pullImage(world, 'A', 'nginx');
    const made = createContainer(world, sandbox, container('nginx', { args: ['sleep', '5'] }));
    if (made.type === 'error') throw new Error(made.error.message);
    expect(world.container(made.id).argv).toEqual(['/docker-entrypoint.sh', 'sleep', '5']);
    expect(startContainer(world, made.id)).toBeUndefined();
    expect(startContainer(world, made.id)).toMatchObject({ code: 'Unknown' });
  });
});
