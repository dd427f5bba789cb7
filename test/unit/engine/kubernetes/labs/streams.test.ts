import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** Connections that go through the API server to a Pod: attach, port-forward and what is typed there. */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
  await runOn(
    base,
    'kubectl run web --image=nginx --port=80; kubectl expose pod web --port=8081 --target-port=80; kubectl wait --for=condition=Ready pod/web --timeout=60s',
  );
});

const run = (script: string) => runOn(base.fork(), script);

describe('kubectl run -it', () => {
  it('takes whoever types into the new container, whose end is the end of the shell', async () => {
    const { stdout, stderr } = await run(`kubectl run -it --rm tmp --image=busybox --restart=Never -- sh
hostname
exit 3
echo "back $?"
kubectl get pods`);
    expect(stdout).toMatch(
      /^tmp\nSession ended, resume using 'kubectl attach tmp -c tmp -n default -i -t' command\npod "tmp" deleted from default namespace\nback 3\n/,
    );
    expect(stdout).not.toMatch(/^tmp +/m);
    expect(stderr).toContain('pod default/tmp terminated (Error)\n');
    expect(stderr).not.toContain('error: pod default/tmp');
  });

  it('hands standard input to a shell that waits for it', async () => {
    expect(
      (await run("echo 'hostname; exit 5' | kubectl run -i --rm t --image=busybox --restart=Never; echo $?")).stdout,
    ).toBe('t\npod "t" deleted from default namespace\n5\n');
  });

  it('shows all that a command prints, also what it printed before somebody could attach', async () => {
    const { stdout } = await run(
      'kubectl run -i --rm t --image=busybox --restart=Never -- sh -c \'for i in 1 2 3; do wget -qO- web:8081 | grep "<title>"; done; sleep 2; echo done\'',
    );
    expect(stdout).toBe(
      `${'<title>Welcome to nginx!</title>\n'.repeat(3)}done\npod "t" deleted from default namespace\n`,
    );
  });

  it('comes back at the end of what is typed', async () => {
    const lab = base.fork();
    await runOn(lab, 'kubectl run -it --rm tmp --image=busybox --restart=Never -- sh\nhostname');
    expect((await runOn(lab, 'hostname; kubectl get pods --no-headers | wc -l')).stdout).toBe('controlplane\n1\n');
  });
});

describe('kubectl attach', () => {
  it('shows what a container prints from now on, until it ends', async () => {
    const lab = base.fork();
    await runOn(lab, `kubectl run c --image=busybox --restart=Never -- sh -c 'for i in $(seq 40); do echo $i; sleep 1; done'`); // prettier-ignore
    const { stdout, exitCode } = await runOn(lab, 'sleep 3; kubectl attach c');
    expect(stdout).toMatch(/^(?!1\n)(\d+\n)+40\n$/);
    expect(exitCode).toBe(0);
  });
});

describe('kubectl port-forward', () => {
  it('listens on both loopback addresses, and carries connections to the Pod while it runs', async () => {
    const lab = base.fork();
    expect((await runOn(lab, 'kubectl port-forward web 8080:80 &')).stdout).toBe(
      'Forwarding from 127.0.0.1:8080 -> 80\nForwarding from [::1]:8080 -> 80\n',
    );
    const fork = lab.fork();
    const { stdout } = await runOn(lab, 'curl -s localhost:8080');
    expect(stdout).toMatch(/^Handling connection for 8080\n<!DOCTYPE html>/);
    expect((await runOn(lab, 'kill %1; curl -s localhost:8080')).exitCode).toBe(7);
    expect((await runOn(fork, 'curl -s 127.0.0.1:8080')).stdout).toContain('Welcome to nginx!');
  });

  it('puts a Service port into the port of its Pod', async () => {
    expect((await run('kubectl port-forward svc/web 8081 &\nsleep 1; curl -s localhost:8081')).stdout).toMatch(
      /^Forwarding from 127\.0\.0\.1:8081 -> 80\n.*\nHandling connection for 8081\n<!DOCTYPE html>/,
    );
    expect((await run('kubectl port-forward svc/web 99')).stderr).toBe(
      'error: Service web does not have a service port 99\n',
    );
  });

  it('ends when nobody listens in the Pod', async () => {
    const { stdout, stderr } = await run(
      'kubectl port-forward web 8085:81 &\nsleep 1; curl -s localhost:8085; echo $?',
    );
    expect(stdout).toMatch(/Handling connection for 8085\n52\n$/);
    expect(stderr).toContain('dial tcp4 127.0.0.1:81: connect: connection refused');
    expect(stderr).toMatch(/\nerror: lost connection to pod\n$/);
  });

  it('says that a port is taken', async () => {
    const { stderr, exitCode } = await run(
      'kubectl port-forward web 8080:80 &\nsleep 1; kubectl port-forward web 8080:80',
    );
    expect(stderr).toBe(
      'Unable to listen on port 8080: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 127.0.0.1:8080: bind: address already in use unable to create listener: Error listen tcp6 [::1]:8080: bind: address already in use]\nerror: unable to listen on any of the requested ports: [{8080 80}]\n',
    );
    expect(exitCode).toBe(1);
  });
});
