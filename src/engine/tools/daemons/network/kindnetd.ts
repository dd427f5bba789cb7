import { openNetlink } from '../../../kernel/netlink-socket';
import type { DaemonProgram } from '../daemon';
import { klog } from '../texts';

/** kindnetd as its container sees it (images/kindnetd/cmd/kindnetd/main.go of sigs.k8s.io/kind). */
export const kindnetd: DaemonProgram = {
  name: 'kindnetd',
  start: (place) => {
    const say = (text: string): void => place.err(`${klog(place.world, 'I', 1, 'main.go:109')}${text}\n`);
    const env = (name: string): string => place.env.get(name) ?? '';
    const subnets = env('POD_SUBNET').trim();
    const host = openNetlink(place.world, place.netns);
    const mtu = host.link('eth0')?.mtu ?? 0;
    say(`connected to apiserver: https://${env('KUBERNETES_SERVICE_HOST')}:${env('KUBERNETES_SERVICE_PORT')}`);
    say(`hostIP = ${env('HOST_IP')}\npodIP = ${env('POD_IP')}\n`);
    say(`setting mtu ${mtu} for CNI \n`);
    if (subnets === '') {
      place.err('panic: missing environment variable POD_SUBNET\n\ngoroutine 1 [running]:\nmain.main()\n');
      return 2;
    }
    const [v4, v6] = [false, true].map((six) => subnets.split(',').filter((cidr) => cidr.includes(':') === six));
    say(`kindnetd IP family: "${v6?.length ? 'dualstack' : 'ipv4'}"`);
    say(`noMask IPv4 subnets: [${(v4 ?? []).join(' ')}]`);
    if (v6?.length) say(`noMask IPv6 subnets: [${v6.join(' ')}]`);
    return { settings: { subnets, mtu: String(mtu), hostIp: env('HOST_IP') } };
  },
  stopStatus: 2,
};
