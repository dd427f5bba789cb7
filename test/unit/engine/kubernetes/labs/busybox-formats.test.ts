import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** What busybox 1.35 prints was seen by running it (Debian's busybox-static) in a network namespace. */
let lab: Lab;
beforeAll(async () => {
  lab = await createLab('kubeadm');
  await runOn(lab, 'kubectl run box --image=busybox -- sleep 9999; kubectl run alpine --image=alpine -- sleep 9999; kubectl run curl --image=curlimages/curl -- sleep 9999; kubectl wait pod --all --for=condition=Ready'); // prettier-ignore
});

const inside = async (pod: string, command: string): Promise<string> => {
  const { stdout, stderr } = await runOn(lab.fork(), `kubectl exec ${pod} -- ${command}`);
  return stdout + stderr;
};

describe('programs of BusyBox in containers', () => {
  it('print addresses and routes as its ip, ifconfig and route do', async () => {
    expect(await inside('box', 'ip addr show eth0')).toMatch(/^2: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1450 qdisc noqueue qlen 1000\n {4}link\/ether \S+ brd ff:ff:ff:ff:ff:ff\n {4}inet 10\.244\.1\.\d+\/24 brd 10\.244\.1\.255 scope global eth0\n {7}valid_lft forever preferred_lft forever\n {4}inet6 fe80::\S+\/64 scope link (tentative )?\n/); // prettier-ignore
    expect(await inside('box', 'ip route')).toMatch(/\n10\.244\.1\.0\/24 dev eth0 scope link {2}src 10\.244\.1\.\d+ \n$/); // prettier-ignore
    expect(await inside('box', 'ifconfig eth0')).toMatch(/^eth0 {6}Link encap:Ethernet {2}HWaddr [0-9A-F:]+ {2}\n {10}inet addr:10\.244\.1\.\d+ {2}Bcast:10\.244\.1\.255 {2}Mask:255\.255\.255\.0\n[^]*\n\n$/); // prettier-ignore
    expect(await inside('box', 'route')).toMatch(/\n10\.244\.1\.0 {6}\* {15}255\.255\.255\.0 {3}U {5}0 /);
  });

  it('are run by the image of curl when it is given one, and not taken for what curl shall fetch', async () => {
    expect(await inside('curl', 'curl -sk https://10.96.0.1/healthz')).toBe('ok');
  });

  it('ping in its words', async () => {
    expect(await inside('box', 'ping -c 1 10.244.1.1')).toMatch(/^PING 10\.244\.1\.1 \(10\.244\.1\.1\): 56 data bytes\n64 bytes from 10\.244\.1\.1: seq=0 ttl=64 time=\d+\.\d{3} ms\n\n--- 10\.244\.1\.1 ping statistics ---\n1 packets transmitted, 1 packets received, 0% packet loss\nround-trip min\/avg\/max = \S+ ms\n$/); // prettier-ignore
    expect(await inside('box', 'ping -c 1 nosuch')).toBe("ping: bad address 'nosuch'\ncommand terminated with exit code 1\n"); // prettier-ignore
  });

  it('know only their own processes', async () => {
    expect(await inside('box', 'ps')).toBe('PID   USER     TIME  COMMAND\n    1 root      0:00 sleep 9999\n    7 root      0:00 ps\n'); // prettier-ignore
  });

  it('probe ports with an nc that has -z and tells of refusals only when asked twice', async () => {
    const failed = 'command terminated with exit code 1\n';
    for (const image of ['alpine', 'box']) {
      expect(await inside(image, 'nc -zv 10.96.0.1 443')).toBe('10.96.0.1 (10.96.0.1:443) open\n');
      expect(await inside(image, 'nc -z -v -w 2 kubernetes 443')).toBe('kubernetes (10.96.0.1:443) open\n');
      expect(await inside(image, 'nc -z -w 1 10.244.1.1 81')).toBe(failed);
      expect(await inside(image, 'nc -zv -w 1 10.244.1.1 81')).toBe(failed);
      expect(await inside(image, 'nc -zvv 10.244.1.1 81')).toBe(`nc: 10.244.1.1 (10.244.1.1:81): Connection refused\n${failed}`); // prettier-ignore
    }
    expect(await inside('box', 'nc -zv -w 1 192.168.1.77 80')).toMatch(/^nc: 192\.168\.1\.77 \(192\.168\.1\.77:80\): (Connection timed out|No route to host)\n/); // prettier-ignore
    expect(await inside('box', 'nc -y 10.96.0.1 443')).toMatch(/^nc: invalid option -- 'y'\nBusyBox v1\.37\.0 /);
  });

  it('show the environment that the container was given, and nothing of a shell', async () => {
    expect(await inside('box', 'env')).toMatch(/^PATH=\S+\nHOSTNAME=box\n(KUBERNETES_\S+\n)+HOME=\/root\n$/);
  });
});
