import { describe, expect, it } from 'vitest';
import { createLab, createRecorder, findRemedy } from '../../../../src/engine';
import { explainWalks, verdictOf } from '../../../../src/engine/walk/explain';
import { runOn } from '../lab/lab-run';

const { signal } = new AbortController();

describe('a name that nobody knows', () => {
  it.each(['ping -c 1 B', 'curl -s http://B/', 'traceroute B', 'nc -z B 80'])('is named: %s', async (command) => {
    const lab = await createLab('router');
    lab.world.recorder = createRecorder();
    const recorder = createRecorder();
    lab.world.recorder = recorder;
    expect((await runOn(lab, command)).exitCode).not.toBe(0);
    const walks = recorder.walks();
    expect(verdictOf(walks)).toMatchObject({ code: 'name-unknown', step: { host: 'A', name: 'B' } });
    for (const language of ['en', 'ko'] as const) expect(explainWalks(walks, language)).toMatch(/A.* B.*\/etc\/hosts/);
  });

  it('gets a line in /etc/hosts when the lab has a host of that name', async () => {
    const lab = await createLab('router');
    const remedy = await findRemedy(lab, 'ping -c 1 B', undefined, signal);
    expect(remedy).toEqual([{ host: 'A', command: 'echo "192.168.1.11 B" >> /etc/hosts' }]);
    expect(await findRemedy(lab, 'ping -c 1 nobody', undefined, signal)).toBeUndefined();
  });
});

/** A client whose name server is the host `ns`, which knows `web.lab`. */
const LAB = {
  hosts: [
    {
      name: 'pc',
      interfaces: [{ name: 'eth0', switch: 'lan', addresses: ['10.0.0.5/24'] }],
      files: { '/etc/resolv.conf': 'nameserver 10.0.0.2\noptions timeout:1 attempts:1\n' },
    },
    {
      name: 'ns',
      interfaces: [{ name: 'eth0', switch: 'lan', addresses: ['10.0.0.2/24'] }],
      setup: 'dnsmasq --no-resolv --no-hosts --host-record=web.lab,10.0.0.3 --local=/lab/ --local=/in-addr.arpa/',
    },
    { name: 'web', interfaces: [{ name: 'eth0', switch: 'lan', addresses: ['10.0.0.3/24'] }] },
  ],
};

describe('a name whose server is not heard', () => {
  it.each([
    ['iptables -A INPUT -p udp --dport 53 -j DROP', 'iptables -D INPUT 1', 'request'],
    ['iptables -A OUTPUT -p udp --sport 53 -j DROP', 'iptables -D OUTPUT 1', 'answer'],
    ['ip link set eth0 down', 'ip link set eth0 up', 'request'],
  ])('%s: the question or the answer is what was lost', async (broken, mended, which) => {
    const lab = await createLab(LAB);
    expect((await runOn(lab, `ssh ns ${broken}`)).exitCode).toBe(0);
    const recorder = createRecorder();
    const fork = lab.fork();
    fork.world.recorder = recorder;
    expect((await runOn(fork, 'ping -c 1 web.lab')).exitCode).toBe(2);
    const verdict = verdictOf(recorder.walks());
    expect(verdict).toMatchObject({ code: 'failed', name: 'web.lab', target: 0x0a000002, failure: { which } });
    expect(explainWalks(recorder.walks(), 'en')).toMatch(/^The name web\.lab could not be looked up\. .*10\.0\.0\.2/);
    expect(explainWalks(recorder.walks(), 'ko')).toMatch(/^web\.lab이라는 이름을 조회하지 못했습니다\./);
    expect(await findRemedy(lab, 'ping -c 1 web.lab', undefined, signal)).toEqual([{ host: 'ns', command: mended }]);
  });

  it('is unknown when the server says that there is no such name', async () => {
    const lab = await createLab(LAB);
    const recorder = createRecorder();
    lab.world.recorder = recorder;
    const { stderr, exitCode } = await runOn(lab, 'ping -c 1 nope.lab');
    expect([stderr, exitCode]).toEqual(['ping: nope.lab: Name or service not known\n', 2]);
    expect(verdictOf(recorder.walks())).toMatchObject({ code: 'name-unknown' });
  });
});
