import { describe, expect, it } from 'vitest';
import { createLab, findRemedy, type Lab } from '../../../../src/engine';

const signal = new AbortController().signal;
const ignore = (): void => undefined;

async function prepared(name: string, script = 'true'): Promise<Lab> {
  const lab = await createLab(name);
  const { exitCode } = await lab.run(script, { stdout: ignore, stderr: ignore, signal, pace: 'virtual' });
  expect(exitCode).toBe(0);
  return lab;
}

const remedyOf = async (lab: Lab, script: string, host?: string): Promise<readonly string[] | undefined> =>
  (await findRemedy(lab, script, host, signal))?.map((remedy) => `${remedy.host}# ${remedy.command}`);

const PAIR = [
  'ip netns add red; ip netns add blue',
  'ip link add v1 netns red type veth peer name v2 netns blue',
  'ip -n red addr add 10.0.0.1/24 dev v1; ip -n blue addr add 10.0.0.2/24 dev v2',
].join('\n');

describe('the smallest change that lets a packet pass', () => {
  it('is every step of a way that lacks several', async () => {
    expect(await remedyOf(await prepared('relay'), 'ping -c1 -W1 192.168.2.5')).toEqual([
      'A# ip route add 192.168.2.0/24 via 192.168.1.6',
      'B# sysctl -w net.ipv4.ip_forward=1',
      'C# ip route add 192.168.1.0/24 via 192.168.2.6',
    ]);
  });

  it('is the way back alone when only that is missing', async () => {
    const lab = await prepared('router', 'ip route add default via 192.168.1.1');
    expect(await remedyOf(lab, 'ping -c1 -W1 192.168.2.10')).toEqual([
      'C# ip route add 192.168.1.0/24 via 192.168.2.1',
    ]);
  });

  it('is to set the other end of a cable up', async () => {
    const lab = await prepared('empty', `${PAIR}\nip -n red link set v1 up`);
    expect(await remedyOf(lab, 'ip netns exec red ping -c1 -W1 10.0.0.2')).toEqual([
      'host01# ip -n blue link set v2 up',
    ]);
  });

  it('is to set a bridge up', async () => {
    const lab = await prepared(
      'empty',
      'ip link add br0 type bridge; for n in red blue; do ip netns add $n; ip link add v-$n type veth peer name eth0 netns $n; ' +
        'ip link set v-$n master br0; ip link set v-$n up; ip -n $n link set eth0 up; done; ' +
        'ip -n red addr add 10.0.0.1/24 dev eth0; ip -n blue addr add 10.0.0.2/24 dev eth0',
    );
    expect(await remedyOf(lab, 'ip netns exec red ping -c1 -W1 10.0.0.2')).toEqual(['host01# ip link set br0 up']);
  });

  it('is nothing when the script succeeds, and unknown when no single cure helps', async () => {
    expect(await remedyOf(await prepared('router'), 'ping -c1 192.168.1.11')).toEqual([]);
    expect(await remedyOf(await prepared('switch'), 'ping -c1 10.9.9.9')).toBeUndefined();
    expect(await remedyOf(await prepared('router'), 'ping -c1 -W1 192.168.1.77')).toBeUndefined();
  });

  it('leaves the lab as it was', async () => {
    const lab = await prepared('relay');
    await remedyOf(lab, 'ping -c1 -W1 192.168.2.5');
    let routes = '';
    await lab.run('ip route show; ssh B sysctl -n net.ipv4.ip_forward', {
      stdout: (text) => (routes += text),
      stderr: ignore,
      signal,
      pace: 'virtual',
    });
    expect(routes).toBe('192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.5 \n0\n');
  });
});
