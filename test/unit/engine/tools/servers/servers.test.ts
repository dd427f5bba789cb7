import { describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runUntil } from '../../../../../src/engine/kernel/run';
import { connectTcp, tcpSocket, writeTcp } from '../../../../../src/engine/kernel/tcp/calls';
import { parseIpv4, type Ipv4 } from '../../../../../src/engine/packet/address';

async function sh(lab: Lab, script: string): Promise<{ out: string; err: string; exitCode: number }> {
  let out = '';
  let err = '';
  const { exitCode } = await lab.run(script, {
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    signal: AbortSignal.timeout(5000),
    pace: 'virtual',
  });
  return { out, err, exitCode };
}

const B = '192.168.1.11';

function address(text: string): Ipv4 {
  return parseIpv4(text) ?? (0 as Ipv4);
}

async function served(): Promise<Lab> {
  const lab = await createLab('router');
  await sh(lab, 'ssh B mkdir /srv; ssh B "echo hello > /srv/index.txt"');
  const started = await sh(lab, 'ssh B python3 -m http.server -d /srv 8080 &');
  expect(started).toEqual({ out: '', err: '', exitCode: 0 });
  return lab;
}

describe('a web server in the background', () => {
  it('answers a client on another host, in a later cell, and logs on standard error', async () => {
    const lab = await served();
    const { out, err, exitCode } = await sh(lab, `curl -s http://${B}:8080/index.txt`);
    expect({ out, exitCode }).toEqual({ out: 'hello\n', exitCode: 0 });
    expect(err).toMatch(/^192\.168\.1\.10 - - \[01\/Jan\/2026 00:00:\d\d\] "GET \/index\.txt HTTP\/1\.1" 200 -\n$/);
  });

  it('goes on in a fork, and ends only where it is killed', async () => {
    const lab = await served();
    const fork = lab.fork();
    expect(await sh(lab, 'ssh B kill %1')).toMatchObject({ exitCode: 0 });
    expect(await sh(lab, `curl -s http://${B}:8080/`)).toEqual({ out: '', err: '', exitCode: 7 });
    expect((await sh(fork, `curl -s http://${B}:8080/index.txt`)).out).toBe('hello\n');
  });
});

describe('netcat', () => {
  it('receives into a file', async () => {
    const lab = await createLab('empty');
    const { out, err } = await sh(
      lab,
      'ip link set lo up\nnc -l -p 9000 > /tmp/got &\necho hi | nc -N -v 127.0.0.1 9000\ncat /tmp/got\nwait\necho $?\njobs',
    );
    expect(err).toBe('Connection to 127.0.0.1 9000 port [tcp/*] succeeded!\n');
    expect(out).toBe('hi\n0\n');
  });
});

describe('jobs', () => {
  it('have a process id, a state and an end', async () => {
    const lab = await createLab('empty');
    const { out } = await sh(
      lab,
      'sleep 30 &\np=$!\njobs\nkill $p\njobs\njobs\nsleep 5 & wait $!\necho $?\nfalse &\nwait $!; echo $?',
    );
    expect(out).toBe('[1]+  Running                 sleep 30 &\n[1]+  Terminated              sleep 30\n0\n1\n');
  });
});

describe('a lab that forks in the middle of a transfer', () => {
  it('has the rest of it in both copies', async () => {
    const lab = await served();
    await sh(lab, `ssh B "seq 20000 > /srv/numbers"`);
    const { world } = lab;
    const client = connectTcp(world, world.host('A').rootNetns, { address: address(B), port: 8080 });
    const received = (copy: Lab): number => tcpSocket(copy.world, client).inbox.length;
    runUntil(world, () => tcpSocket(world, client).state === 'ESTAB', world.nowUs + 1_000_000);
    writeTcp(world, client, 'GET /numbers HTTP/1.0\r\n\r\n');
    runUntil(world, () => received(lab) > 5000, world.nowUs + 1_000_000);
    const part = received(lab);
    const fork = lab.fork();
    expect(part).toBeLessThan(108_894);
    runUntil(world, () => false, world.nowUs + 1_000_000);
    expect([received(lab) > 108_894, received(fork)]).toEqual([true, part]);
    runUntil(fork.world, () => false, fork.world.nowUs + 1_000_000);
    expect(received(fork)).toBe(received(lab));
  });

  it('goes back to before a server was started', async () => {
    const lab = await createLab('empty');
    await sh(lab, 'ip link set lo up');
    const before = lab.fork();
    await sh(lab, 'python3 -m http.server 80 &');
    expect((await sh(lab, 'curl -s -o /dev/null -w "%{http_code}" http://127.0.0.1/')).out).toBe('200');
    expect((await sh(before, 'curl -s http://127.0.0.1/')).exitCode).toBe(7);
  });
});

describe('what cannot go on in the background', () => {
  it('is said to be so, and holds nothing up', async () => {
    const lab = await createLab('empty');
    const { err, exitCode } = await sh(lab, 'while true; do nc -l -p 80; done &\necho');
    expect(err).toMatch(/^cka-net: \[1\] .* was still running at the end of the cell and was ended/);
    expect(exitCode).toBe(0);
  });

  it('is everything but servers and sleep, which runs at once', async () => {
    const lab = await createLab('empty');
    const { out } = await sh(lab, '(echo a; echo b) &\nip netns add red & wait\nip netns\necho $! | grep -c 10');
    expect(out).toBe('a\nb\nred\n1\n');
  });
});

describe('a plain wait', () => {
  it('leaves a server alone, which nobody could end meanwhile', async () => {
    const lab = await createLab('empty');
    const { out, err } = await sh(lab, 'nc -lk -p 80 > /tmp/got 2>&1 &\nwait; echo on\njobs');
    expect(err).toMatch(/^cka-net: wait: \[1\] .* not waited for\n$/);
    expect(out).toBe('on\n[1]+  Running                 nc -lk -p 80 > /tmp/got 2>&1 &\n');
  });
});
