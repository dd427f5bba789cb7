import { describe, expect, it } from 'vitest';
import { createLab, createRecorder, type PacketWalk } from '../../../../src/engine';
import { explainWalks, formatWalks } from '../../../../src/engine/walk/explain';
import { runOn } from '../lab/lab-run';

/** Two hosts of the lab `switch` with a VXLAN device each. */
async function ping(vni: number, extra = '', language: 'en' | 'ko' = 'en') {
  const lab = await createLab('switch');
  const end = (own: number, other: number, id: number): string => `
    ip addr add 10.0.0.${own}/24 dev eth0
    ip link add vx type vxlan id ${id} dev eth0 remote 10.0.0.${other} dstport 4789
    ip addr add 192.168.5.${own}/24 dev vx
    ip link set vx up`;
  await runOn(lab, end(1, 2, 5), { host: 'A' });
  await runOn(lab, `${end(2, 1, vni)}\n${extra}`, { host: 'B' });
  const recorder = createRecorder();
  lab.world.recorder = recorder;
  await runOn(lab, 'ping -c 1 -W 1 192.168.5.2');
  // ping first connects a socket to find its source, which sends nothing.
  const walks = recorder.walks().filter(({ head }) => head !== undefined);
  return { walks, text: explainWalks(walks, language), lines: formatWalks(walks, language) };
}

/** The echo request; what connects before it only looks for a route. */
function requestOf(walks: readonly PacketWalk[]): number {
  return walks.findIndex(({ steps }) =>
    steps.some((step) => step.type === 'originate' && step.what.startsWith('ICMP')),
  );
}

describe('a packet through a tunnel', () => {
  it('keeps its walk: put into a UDP packet, carried by the underlay, taken out, delivered', async () => {
    const { walks, text, lines } = await ping(5);
    expect(text).toBe('The packet reached 192.168.5.2 and the answer came back.');
    const at = requestOf(walks);
    const types = walks[at]?.steps.map(({ type }) => type) ?? [];
    expect(types.filter((type) => /encapsulate|decapsulate|deliver|route/.test(type))).toEqual([
      'route',
      'encapsulate',
      'route',
      'route',
      'decapsulate',
      'route',
      'deliver',
    ]);
    const steps = lines[at]?.steps.join('\n');
    expect(steps).toMatch(/A vx: put into a VXLAN packet, VNI 5 for 10\.0\.0\.2, UDP port \d+ → 4789 .*, 134 bytes/);
    expect(steps).toContain('B vx: taken out of a VXLAN packet, VNI 5 from 10.0.0.1');
  });

  it('is still the ping that it was', async () => {
    const { walks } = await ping(5);
    expect(walks[requestOf(walks)]?.head).toMatchObject({ kind: 'echo', op: 'request' });
  });

  it('ends where nobody has its VNI, and that is what is said', async () => {
    const { text } = await ping(6);
    expect(text).toBe(
      'The packet to 192.168.5.2 ended at B: no VXLAN device here has VNI 5 (only 6) (VXLAN_VNI_NOT_FOUND). Both ends of a VXLAN need the same id.',
    );
  });

  it('says so in Korean', async () => {
    const { text } = await ping(6, '', 'ko');
    expect(text).toContain('VNI 5인 VXLAN 장치가 없습니다');
  });

  it('obeys the rules of the underlay', async () => {
    const { text } = await ping(5, 'iptables -A INPUT -p udp --dport 4789 -j DROP');
    expect(text).toContain('-p udp -m udp --dport 4789 -j DROP');
  });
});
