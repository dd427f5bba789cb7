import { describe, expect, it } from 'vitest';
import { createLab, createRecorder } from '../../../../src/engine';
import { explainWalks, formatWalks } from '../../../../src/engine/walk/explain';
import { runOn } from '../lab/lab-run';

/** Runs setup on hosts of a lab, then a ping on the first host, and explains it. */
async function explain(
  lab: string,
  setup: Readonly<Record<string, string>>,
  ping: string,
  language: 'en' | 'ko' = 'en',
) {
  const running = await createLab(lab);
  for (const [host, script] of Object.entries(setup)) await runOn(running, script, { host });
  const recorder = createRecorder();
  running.world.recorder = recorder;
  await runOn(running, ping);
  return { text: explainWalks(recorder.walks(), language), lines: formatWalks(recorder.walks(), language) };
}

const THERE = { A: 'route add default gw 192.168.1.1' };
const BACK = { C: 'route add default gw 192.168.2.1' };
const PING = 'ping -c 1 -W 1 192.168.2.10';

describe('a packet walk in words', () => {
  it('says that the answer came back', async () => {
    const { text } = await explain('router', { ...THERE, ...BACK }, PING);
    expect(text).toBe('The packet reached 192.168.2.10 and the answer came back.');
  });

  it('names the host that has no route, although nothing was sent', async () => {
    const { text } = await explain('router', {}, PING);
    expect(text).toBe(
      'The packet to 192.168.2.10 ended at A: no route to 192.168.2.10 (IP_OUTNOROUTES). Add a route for the destination (or a default route) at A.',
    );
  });

  it('is told in Korean throughout, also of what was never sent', async () => {
    const { lines } = await explain('router', {}, PING, 'ko');
    expect(lines[0]?.summary).toBe('192.168.2.10에 연결');
    expect(lines[0]?.steps[0]).toBe('A: 192.168.2.10(으)로 소켓 연결');
  });

  it('tells a missing way back from a missing way there', async () => {
    const { text } = await explain('router', THERE, PING);
    expect(text).toBe(
      'The packet reached 192.168.2.10, but the answer ended at C: no route to 192.168.1.10 (IP_OUTNOROUTES). Add a route back to the sender at C.',
    );
  });

  it('names the router that does not forward', async () => {
    const { text } = await explain('router', { ...THERE, ...BACK, R: 'sysctl -w net.ipv4.ip_forward=0' }, PING);
    expect(text).toContain('ended at R eth0');
    expect(text).toContain('IP_INADDRERRORS');
    expect(text).toContain('sysctl -w net.ipv4.ip_forward=1');
  });

  it('says that nobody answered the ARP question', async () => {
    const { text } = await explain('router', {}, 'ping -c 1 192.168.1.77');
    expect(text).toContain('NEIGH_FAILED');
    expect(text).toContain('A eth0');
  });

  it('names a device that is down on the way', async () => {
    const { text } = await explain('router', { ...THERE, ...BACK, R: 'ifconfig eth1 down' }, PING);
    expect(text).toMatch(/ended at R/);
  });

  it('has a line for every step of every packet, ARP included', async () => {
    const { lines } = await explain('router', { ...THERE, ...BACK }, PING);
    const all = lines.flatMap((packet) => packet.steps);
    expect(lines.map((packet) => packet.summary)).toContain('ARP who has 192.168.1.1? tell 192.168.1.10');
    expect(all).toContain('A: route to 192.168.2.10: default via 192.168.1.1 dev eth0 (table main)');
    expect(all).toContain('R eth0: forwarded, TTL now 63');
    expect(all.every((line) => line.includes(': '))).toBe(true);
  });

  it('speaks Korean', async () => {
    const { text } = await explain('router', THERE, PING, 'ko');
    expect(text).toBe(
      '패킷은 192.168.2.10에 닿았지만 대답이 C에서 끝났습니다: 192.168.1.10(으)로 가는 경로가 없습니다 (IP_OUTNOROUTES). C에 보낸 쪽으로 돌아가는 경로를 더하세요.',
    );
  });
});
