import { beforeAll, describe, expect, it } from 'vitest';
import type { CommandResult } from '../script';
import { whyNotReal } from './real';
import { runRealServed } from './served';

/** exec, attach and logs of the real kubectl: WebSockets and open answers of `cka-net serve`, with the lab `kubeadm` behind. */
const COMMANDS = [
  'kubectl run web --image=nginx',
  `kubectl run counter --image=busybox -- sh -c 'i=0; while true; do echo line $i; i=$((i+1)); sleep 1; done'`,
  'kubectl wait --for=condition=Ready pod/web pod/counter --timeout=30s',
  'kubectl exec web -- hostname',
  `kubectl exec web -- sh -c 'echo out; echo err >&2; exit 3'`,
  'kubectl exec web -- nosuch',
  'kubectl exec nopod -- ls',
  'echo hello | kubectl exec -i web -- cat',
  `printf 'cd /tmp\\npwd\\nexit 4\\n' | kubectl exec -i web -- sh`,
  'mkdir -p d/e; echo one > d/e/f; head -c 70000 /dev/urandom > d/bin; kubectl cp d web:/tmp; kubectl exec web -- cat /tmp/d/e/f',
  'kubectl cp web:/tmp/d back; cmp d/bin back/bin && diff -r d back && echo unchanged',
  'kubectl cp d/bin web:/none/bin',
  'timeout 8 kubectl port-forward web 18080:80 >/dev/null & sleep 2; for i in 1 2 3; do curl -s 127.0.0.1:18080 | grep -c Welcome; done; kill %1',
  'KUBECTL_PORT_FORWARD_WEBSOCKETS=false timeout 8 kubectl port-forward web 18081:80 >/dev/null & sleep 2; curl -s 127.0.0.1:18081 | grep -c Welcome; kill %1',
  'timeout 8 kubectl port-forward web 18082:81 & sleep 2; curl -s 127.0.0.1:18082; echo status $?',
  'kubectl logs -f counter | head -3',
  'timeout 5 kubectl attach --quiet counter | head -2',
  `printf 'hostname\\ncd /etc\\nexit 5\\n' | script -qec 'kubectl exec -it web -- sh' /dev/null`,
];

const obstacle = await whyNotReal();

describe.skipIf(obstacle !== undefined)('streams of the real kubectl against cka-net serve', () => {
  let results: readonly CommandResult[];
  const of = (command: string): CommandResult => {
    const found = results.find((result) => result.command.includes(command));
    if (!found) throw new Error(`${command} was not run`);
    return found;
  };

  beforeAll(async () => {
    results = await runRealServed(COMMANDS, 'kubeadm');
  });

  it('run a program in a container and return its output and status', () => {
    expect(of('-- hostname')).toMatchObject({ stdout: 'web\n', stderr: '', exitCode: 0 });
    expect(of('exit 3')).toMatchObject({
      stdout: 'out\n',
      stderr: 'err\ncommand terminated with exit code 3\n',
      exitCode: 3,
    });
  });

  it('say what cannot be run', () => {
    expect(of('nosuch').stderr).toMatch(/exec: "nosuch": executable file not found in \$PATH/);
    expect(of('nopod').stderr).toBe('Error from server (NotFound): pods "nopod" not found\n');
  });

  it('carry standard input', () => {
    expect(of('echo hello')).toMatchObject({ stdout: 'hello\n', exitCode: 0 });
    expect(of('exit 4')).toMatchObject({ stdout: '/tmp\n', exitCode: 4 });
  });

  it('copy files into a container and out of it', () => {
    expect(of('cat /tmp/d/e/f')).toMatchObject({ stdout: 'one\n', exitCode: 0 });
    expect(of('unchanged').stdout).toBe("tar: Removing leading `/' from member names\nunchanged\n");
    expect(of('/none/bin')).toMatchObject({
      stderr:
        'tar: /none: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\ncommand terminated with exit code 2\n',
      exitCode: 2,
    });
  });

  it('forward ports over WebSockets, and over SPDY as older clients do', () => {
    expect(of('18080').stdout).toBe('2\n2\n2\n');
    expect(of('18081').stdout).toBe('2\n');
    expect(of('18082').stdout).toContain('Handling connection for 18082\n');
    expect(of('18082').stdout).toContain('status 52\n');
    expect(of('18082').stderr).toContain('dial tcp4 127.0.0.1:81: connect: connection refused');
  });

  it('follow a log, and show what a container prints to who attaches', () => {
    expect(of('logs -f').stdout).toBe('line 0\nline 1\nline 2\n');
    expect(of('attach').stdout).toMatch(/^line (\d+)\nline (\d+)\n$/);
  });

  it('give a shell a terminal', () => {
    const { stdout, exitCode } = of('exit 5');
    expect(stdout.replaceAll('\r', '')).toContain('# hostname\nweb\n# cd /etc\n# exit 5\n');
    expect(exitCode).toBe(5);
  });
});
