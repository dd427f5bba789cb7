import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** What a learner types on the nodes of the lab `kubeadm`. Every test starts from a fork of one lab with a Pod that runs. */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
  const { exitCode, stderr } = await runOn(
    base,
    'kubectl run web --image=nginx && kubectl wait --for=condition=Ready pod/web --timeout=60s',
  );
  expect([exitCode, stderr]).toEqual([0, '']);
});

const run = (script: string) => runOn(base.fork(), script);

describe('the lab kubeadm', () => {
  it('has two nodes that are ready, with their version', async () => {
    const { stdout } = await run('k get nodes --no-headers');
    expect(stdout).toMatch(/^controlplane +Ready +control-plane +\S+ +v1\.35\.2$/m);
    expect(stdout).toMatch(/^node01 +Ready +<none> +\S+ +v1\.35\.2$/m);
  });

  it('runs the system Pods', async () => {
    const { stdout } = await run('kubectl get pods -A --no-headers');
    const lines = stdout.trim().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(11);
    for (const line of lines) expect(line).toMatch(/ 1\/1 +Running /);
  });

  it('has nodes that are hosts: stopping a kubelet makes its node NotReady, starting it mends that', async () => {
    const lab = base.fork();
    await runOn(lab, 'ssh node01 systemctl stop kubelet; sleep 60');
    expect((await runOn(lab, 'k get node node01 --no-headers')).stdout).toMatch(/^node01 +NotReady /);
    await runOn(lab, 'ssh node01 systemctl start kubelet; sleep 20');
    expect((await runOn(lab, 'k get node node01 --no-headers')).stdout).toMatch(/^node01 +Ready /);
  });

  it('refuses kubectl when the API server is gone, and serves it again when its manifest is back', async () => {
    const lab = base.fork();
    await runOn(lab, 'mv /etc/kubernetes/manifests/kube-apiserver.yaml /root/; sleep 40');
    const { stderr, exitCode } = await runOn(lab, 'kubectl get pods');
    expect(stderr).toContain('The connection to the server 192.168.1.10:6443 was refused');
    expect(exitCode).toBe(1);
    await runOn(lab, 'mv /root/kube-apiserver.yaml /etc/kubernetes/manifests/; sleep 60');
    expect((await runOn(lab, 'kubectl get pods')).exitCode).toBe(0);
  });
});

describe('flannel', () => {
  it('carries packets between Pods of different nodes in its VXLAN', async () => {
    const lab = base.fork();
    const onControlPlane = `--overrides='{"spec":{"nodeName":"controlplane"}}'`;
    await runOn(lab, `kubectl run n --image=nicolaka/netshoot ${onControlPlane} -- sleep 3600`);
    await runOn(lab, 'kubectl wait --for=condition=Ready pod/n --timeout=60s');
    const { stdout } = await runOn(lab, 'kubectl get pod web -o jsonpath={.status.podIP}');
    expect(stdout).toMatch(/^10\.244\.1\.\d+$/);
    const ping = await runOn(lab, `kubectl exec n -- ping -c1 ${stdout}`);
    expect(ping.stdout).toContain('ttl=62');
    expect((await runOn(lab, `kubectl exec n -- curl -s ${stdout}`)).stdout).toContain('Welcome to nginx!');
    expect((await runOn(lab, 'ip route')).stdout).toContain('10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink');
    await runOn(lab, 'ip link set flannel.1 down');
    expect((await runOn(lab, `kubectl exec n -- ping -c1 -W1 ${stdout}`)).exitCode).toBe(1);
  });
});

describe('kubectl exec', () => {
  it('runs a program of the container, in its namespace and with its files', async () => {
    expect((await run('kubectl exec web -- ls /usr/share/nginx/html')).stdout).toBe('50x.html\nindex.html\n');
    expect((await run('kubectl exec web -- curl -s localhost')).stdout).toContain('Welcome to nginx!');
    expect((await run('kubectl exec web -- hostname')).stdout).toBe('web\n');
  });

  it('hands on standard input and the exit status', async () => {
    expect((await run('echo data | kubectl exec -i web -- cat')).stdout).toBe('data\n');
    const { stdout, stderr, exitCode } = await run("kubectl exec web -- sh -c 'echo out; echo err >&2; exit 3'");
    expect([stdout, stderr, exitCode]).toEqual(['out\n', 'err\ncommand terminated with exit code 3\n', 3]);
  });

  it('names a program that the image lacks as runc does', async () => {
    const { stderr, exitCode } = await run('kubectl exec web -- nosuch');
    expect(stderr).toMatch(
      /^error: Internal error occurred: .* unable to start container process: exec: "nosuch": executable file not found in \$PATH\n$/,
    );
    expect(exitCode).toBe(1);
  });

  it('says of a program that nobody can run that it is not simulated, instead of ending well', async () => {
    const { stderr, exitCode } = await run('kubectl exec web -- perl -e 1');
    expect([stderr, exitCode]).toEqual([
      'cka-net: perl is not simulated yet\ncommand terminated with exit code 127\n',
      127,
    ]);
  });

  it('wants -- in front of the command', async () => {
    const { stderr } = await run('kubectl exec web ip route');
    expect(stderr).toContain('exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
  });

  it('-it with a shell takes whoever types into the container until exit', async () => {
    expect((await run('kubectl exec -it web -- sh\nhostname\nexit\nhostname')).stdout).toBe('web\ncontrolplane\n');
  });
});

describe('kubectl logs', () => {
  it('shows what a container printed, all of it or its end', async () => {
    const lab = base.fork();
    await runOn(lab, 'kubectl exec web -- curl -s localhost');
    expect((await runOn(lab, 'kubectl logs web')).stdout).toContain('start worker process');
    const last = (await runOn(lab, 'kubectl logs web --tail=1')).stdout;
    expect(last).toMatch(/^\S+ - - \[.*\] "GET \/ HTTP\/1\.1" 200 615 "-" "curl\/\S+"( "-")?\n$/);
    expect((await runOn(lab, 'kubectl logs web --tail=1 --timestamps')).stdout).toMatch(
      /^2026-01-01T00:\d\d:\d\d\.\d{9}Z \S/,
    );
  });

  it('says why there is none', async () => {
    const { stderr } = await run('kubectl run bad --image=ngnix; sleep 20; kubectl logs bad');
    expect(stderr).toBe(
      'Error from server (BadRequest): container "bad" in pod "bad" is waiting to start: trying and failing to pull image\n',
    );
    expect((await run('kubectl logs web --previous')).stderr).toBe(
      'Error from server (BadRequest): previous terminated container "web" in pod "web" not found\n',
    );
  });
});

describe('a yaml manifest', () => {
  it('is stored whole or refused in the server’s words', async () => {
    const manifest = 'apiVersion: v1\nkind: Pod\nmetadata: { name: bad_name }\nspec: { containers: [] }\n';
    const { stderr, exitCode } = await run(`kubectl apply -f - <<'E'\n${manifest}E`);
    expect(stderr).toContain('The Pod "bad_name" is invalid:');
    expect(stderr).toContain('* spec.containers: Required value');
    expect(exitCode).toBe(1);
  });
});
