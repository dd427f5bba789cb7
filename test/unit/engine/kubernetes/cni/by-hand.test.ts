import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** Plugins run by hand, as the specification says: variables, the configuration on standard input, a result or an error on standard output. */
let base: Lab;

const CONFIGURATION = JSON.stringify({
  cniVersion: '1.0.0',
  name: 'mynet',
  type: 'bridge',
  bridge: 'cni9',
  isGateway: true,
  ipam: { type: 'host-local', subnet: '10.22.0.0/16', routes: [{ dst: '0.0.0.0/0' }] },
});
const SET = 'CNI_CONTAINERID=c1 CNI_NETNS=/var/run/netns/red CNI_IFNAME=eth0 CNI_PATH=/opt/cni/bin';

beforeAll(async () => {
  base = await createLab('kubeadm-no-cni');
  await runOn(base, `ip netns add red; ip netns add blue; echo '${CONFIGURATION}' > /root/net.conf`);
}, 60_000);

describe('a plugin by hand', () => {
  it('ADD makes the namespace a network, and prints its result', async () => {
    const lab = base.fork();
    const { stdout, exitCode } = await runOn(lab, `${SET} CNI_COMMAND=ADD /opt/cni/bin/bridge < /root/net.conf`);
    expect(exitCode).toBe(0);
    const result = JSON.parse(stdout) as { readonly interfaces: readonly { readonly name: string }[] };
    expect(result).toMatchObject({
      cniVersion: '1.0.0',
      ips: [{ interface: 2, address: '10.22.0.2/16', gateway: '10.22.0.1' }],
      routes: [{ dst: '0.0.0.0/0' }],
      dns: {},
    });
    expect(result.interfaces.map(({ name }) => name)).toEqual(['cni9', expect.stringMatching(/^veth/), 'eth0']);
    await runOn(
      lab,
      `${SET.replace('c1', 'c2').replace('red', 'blue')} CNI_COMMAND=ADD /opt/cni/bin/bridge < /root/net.conf`,
    );
    const { stdout: seen } = await runOn(lab, 'ip netns exec red ping -c1 10.22.0.3 | grep received; ls /var/lib/cni/networks/mynet; cat /var/lib/cni/networks/mynet/10.22.0.3'); // prettier-ignore
    expect(seen).toContain('1 packets transmitted, 1 received');
    expect(seen).toContain('10.22.0.2\n10.22.0.3\nlast_reserved_ip.0\nc2\r\neth0');
  });

  it('DEL takes it away again', async () => {
    const lab = base.fork();
    await runOn(lab, `${SET} CNI_COMMAND=ADD /opt/cni/bin/bridge < /root/net.conf`);
    expect(await runOn(lab, `${SET} CNI_COMMAND=DEL /opt/cni/bin/bridge < /root/net.conf`)).toEqual({ stdout: '', stderr: '', exitCode: 0 }); // prettier-ignore
    expect((await runOn(lab, 'ls /var/lib/cni/networks/mynet; ip -n red -br link')).stdout).toMatch(
      /^last_reserved_ip\.0\nlo +DOWN /,
    );
  });

  it.each([
    ['without variables', 'CNI_COMMAND=ADD /opt/cni/bin/bridge < /root/net.conf', 4, 'required env variables [CNI_CONTAINERID,CNI_NETNS,CNI_IFNAME,CNI_PATH] missing'], // prettier-ignore
    ['with a namespace that is not there', `${SET.replace('red', 'no')} CNI_COMMAND=ADD /opt/cni/bin/bridge < /root/net.conf`, 999, 'failed to open netns "/var/run/netns/no": failed to Statfs "/var/run/netns/no": no such file or directory'], // prettier-ignore
    ['without a configuration', `${SET} CNI_COMMAND=ADD /opt/cni/bin/bridge < /dev/null`, 6, 'error unmarshall network config: unexpected end of JSON input'], // prettier-ignore
    ['with a nameless one', `echo '{}' | ${SET} CNI_COMMAND=ADD /opt/cni/bin/bridge`, 7, 'missing network name'],
  ])('%s says what is wrong', async (_, command, code, msg) => {
    const { stdout, exitCode } = await runOn(base.fork(), command);
    expect([JSON.parse(stdout), exitCode]).toEqual([{ code, msg }, 1]);
  });

  it('without a command tells who it is, and with VERSION what it speaks', async () => {
    const { stderr } = await runOn(base.fork(), '/opt/cni/bin/host-local');
    expect(stderr).toContain('CNI host-local plugin');
    expect((await runOn(base.fork(), 'CNI_COMMAND=VERSION /opt/cni/bin/ptp < /dev/null')).stdout).toContain('"supportedVersions":["0.1.0",'); // prettier-ignore
  });
});
