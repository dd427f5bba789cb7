import { describe, expect, it } from 'vitest';
import { createLab } from '../../../../../src/engine';
import { runIn, runOn } from '../../lab/lab-run';

/** ipvsadm 1.31 and the kernel's balancing, as ipvsadm.c and libipvs.c say: this machine's kernel has no IPVS to compare with. */
const TITLE = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
`;

describe('ipvsadm', () => {
  it('lists services and servers, sorted, with the trailing blanks of the real one', async () => {
    const { stdout, stderr } = await runIn(
      'empty',
      `ipvsadm -A -u 10.0.0.9:53 -s wrr
      ipvsadm -A -t 10.0.0.10:80 -s rr -p 600
      ipvsadm -a -t 10.0.0.10:80 -r 10.1.0.2:8080 -m -w 3
      ipvsadm -a -t 10.0.0.10:80 -r 10.1.0.1 -m
      ipvsadm -Ln`,
    );
    expect([stderr, stdout]).toEqual([
      '',
      `${TITLE}TCP  10.0.0.10:80 rr persistent 600
  -> 10.1.0.1:80                  Masq    1      0          0         
  -> 10.1.0.2:8080                Masq    3      0          0         
UDP  10.0.0.9:53 wrr
`,
    ]);
  });

  it('changes and deletes, and saves what it restores', async () => {
    const { stdout } = await runIn(
      'empty',
      `ipvsadm -A -t 10.0.0.10:80; ipvsadm -a -t 10.0.0.10:80 -r 10.1.0.1:80 -m
      ipvsadm -E -t 10.0.0.10:80 -s sh; ipvsadm -e -t 10.0.0.10:80 -r 10.1.0.1:80 -m -w 0
      ipvsadm -S -n > saved; cat saved; ipvsadm -C; ipvsadm -S; ipvsadm -R < saved; ipvsadm -S
      ipvsadm -d -t 10.0.0.10:80 -r 10.1.0.1:80; ipvsadm -S; ipvsadm -D -t 10.0.0.10:80; ipvsadm -S`,
    );
    const service = '-A -t 10.0.0.10:80 -s sh\n';
    const server = '-a -t 10.0.0.10:80 -r 10.1.0.1:80 -m -w 0\n';
    expect(stdout).toBe(`${service}${server}${service}${server}${service}`);
  });

  it.each([
    ['ipvsadm -A -t 10.0.0.1:80; ipvsadm -A -t 10.0.0.1:80', 'Service already exists\n'],
    ['ipvsadm -D -t 10.0.0.1:80', 'No such service\n'],
    ['ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.1:80 -m', 'Service not defined\n'],
    ['ipvsadm -A -t 10.0.0.1:80; ipvsadm -d -t 10.0.0.1:80 -r 10.1.0.1:80', 'No such destination\n'],
    ['ipvsadm -A -t 10.0.0.1:80 -s nosuch', 'Scheduler or persistence engine not found\n'],
    ['ipvsadm -A -t 10.0.0:80', 'illegal virtual server address[:port] specified\n'],
    ['ipvsadm -A', "You need to supply the 'service-address' option for the command\n"],
    ['ipvsadm -A -t 10.0.0.1:80; ipvsadm -a -t 10.0.0.1:80 -r 10.1.0.1:80 -g', 'cka-net: ipvsadm -g is not simulated yet; -m is\n'], // prettier-ignore
  ])('refuses %s', async (script, message) => {
    const { stderr, exitCode } = await runIn('empty', script);
    expect([stderr, exitCode]).toEqual([message, 2]);
  });

  it('balances connections over servers, and refuses when there is none', async () => {
    const lab = await createLab('switch');
    await runOn(lab, 'ip addr add 10.0.0.2/24 dev eth0; python3 -m http.server 8080 >/dev/null 2>&1 &', { host: 'B' });
    await runOn(lab, 'python3 -m http.server 8081 >/dev/null 2>&1 &', { host: 'B' });
    const { stdout, stderr } = await runOn(
      lab,
      `ip addr add 10.0.0.1/24 dev eth0; ip addr add 10.9.9.9/32 dev lo; ipvsadm -A -t 10.9.9.9:80 -s rr
      curl -sS -m 2 10.9.9.9; ipvsadm -a -t 10.9.9.9:80 -r 10.0.0.2:8080 -m; ipvsadm -a -t 10.9.9.9:80 -r 10.0.0.2:8081 -m
      iptables -t nat -A POSTROUTING -d 10.0.0.2 -j MASQUERADE
      for i in 1 2 3 4; do curl -s -o /dev/null -w '%{http_code} ' -m 2 10.9.9.9; done; ipvsadm -Ln | grep 10.0.0.2`,
      { host: 'A' },
    );
    expect(stderr).toContain('Failed to connect to 10.9.9.9 port 80');
    expect(stdout).toMatch(/^200 200 200 200 {3}-> 10\.0\.0\.2:8080 .* 0 +2 +\n {2}-> 10\.0\.0\.2:8081 .* 0 +2 +\n$/);
  });
});
