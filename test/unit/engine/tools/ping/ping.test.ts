import { expect, test } from 'vitest';
import { ping } from '../../../../../src/engine/tools/ping/ping';
import { maskTimes, routedLab } from '../bench-host';

test('a reply through a router is shown with its ttl and time', async () => {
  const { lab, A } = routedLab();
  const result = await lab.run(ping, A, 'ping -c1 10.2.0.10');
  expect(maskTimes(result.all)).toBe(`PING 10.2.0.10 (10.2.0.10) 56(84) bytes of data.
64 bytes from 10.2.0.10: icmp_seq=1 ttl=63 time=T ms

--- 10.2.0.10 ping statistics ---
1 packets transmitted, 1 received, 0% packet loss, time Tms
rtt min/avg/max/mdev = T ms
`);
  expect(result.exitCode).toBe(0);
});
