import type fc from 'fast-check';
import { device, inNamespace } from './names';
import { oneOf, phrase, weighted } from './pieces';
import type { Topology } from './topology';

/** sysctl, the files under /proc and /sys, and the old tools that read them. */
export function fileCommand(topology: Topology): fc.Arbitrary<string> {
  return inNamespace(
    topology,
    (name) => {
      const dev = device(topology, name).map((d) => d.replace('/', ''));
      const perDevice = oneOf(
        'forwarding',
        'rp_filter',
        'proxy_arp',
        'arp_ignore',
        'arp_announce',
        'accept_local',
        'arp_filter',
        'nosuch',
      );
      const key = weighted(
        [4, 'net.ipv4.ip_forward'],
        [4, phrase(oneOf(dev, 'all', 'default'), perDevice).map((words) => `net.ipv4.conf.${words.replace(' ', '.')}`)],
        [1, oneOf('net.ipv4.ip_default_ttl', 'net.ipv4.icmp_echo_ignore_all', 'net.ipv4.nosuch')],
      );
      return weighted(
        [4, phrase('sysctl', key)],
        [
          4,
          phrase(
            'sysctl -w',
            phrase(key, oneOf('0', '1', '1', '2', 'x')).map((words) => words.replace(' ', '=')),
          ),
        ],
        [1, 'cat /proc/net/route'],
        [1, phrase('route', oneOf('-n', '', '-ne'))],
        [1, oneOf('arp -n', 'arp -an', 'arp -e -n')],
        [
          1,
          phrase(
            'cat',
            dev.map((d) => `/sys/class/net/${d}/${d.length % 2 === 0 ? 'operstate' : 'mtu'}`),
          ),
        ],
      );
    },
    'other',
  );
}
