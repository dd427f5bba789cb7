import { prefix, value, words } from '../../grammar/declare';
import type { ClauseReader } from '../../grammar/clause-reader';
import type { Choice, Clause } from '../../grammar/types';
import { usageError } from '../../iproute2/errors';
import { Printer } from '../../iproute2/printer';
import { sysctlSegment } from '../../../kernel/sysctl-store';
import type { IpContext, IpRun } from '../context';
import { OTHER_USAGE } from '../usage/other';

const SHOW: Clause = {
  parameters: [prefix('dev', 'this device only', '이 장치만', value('DEVICE', 'device', 'a device', '장치'))],
};

/** What the kernel tells of each family (net/ipv4/devinet.c inet_netconf_fill_devconf, net/ipv6/addrconf.c), and the sysctl it is. */
const SETTINGS = {
  inet: [
    ['forwarding', 'forwarding'],
    ['rp_filter', 'rp_filter'],
    ['mc_forwarding', 'mc_forwarding'],
    ['proxy_neigh', 'proxy_arp'],
    ['ignore_routes_with_linkdown', 'ignore_routes_with_linkdown'],
  ],
  inet6: [
    ['forwarding', 'forwarding'],
    ['mc_forwarding', 'mc_forwarding'],
    ['proxy_neigh', 'proxy_ndp'],
    ['ignore_routes_with_linkdown', 'ignore_routes_with_linkdown'],
  ],
} as const;

const RP_FILTER: readonly string[] = ['off', 'strict', 'loose'];

/** `ip netconf show` (ip/ipnetconf.c). */
function show(ip: IpContext, reader: ClauseReader): number {
  let names = [...ip.netlink.links().map(({ name }) => name), 'all', 'default'];
  while (reader.next()) {
    if (reader.keyword !== 'dev') continue;
    const { value: device } = reader;
    if (!ip.netlink.link(device)) {
      ip.err(`Device "${device}" does not exist.\n`);
      return 1;
    }
    names = [device];
  }
  // One device of one family is a single answer, and only lists are JSON.
  const single = names.length === 1 && ip.settings.family !== undefined;
  const printer = single ? new Printer({ json: false, pretty: false, oneline: false }) : ip.printer();
  for (const family of ['inet', 'inet6'] as const) {
    if (ip.settings.family !== undefined && ip.settings.family !== family) continue;
    for (const name of names) {
      printer.openObject();
      printer.field('family', family, `${family} `);
      printer.field('interface', name, `${name} `);
      for (const [key, sysctl] of SETTINGS[family]) {
        const path = `net.${family === 'inet' ? 'ipv4' : 'ipv6'}.conf.${sysctlSegment(name)}.${sysctl}`;
        const setting = Number(ip.netlink.sysctl(path) ?? 0);
        if (key === 'rp_filter') {
          const mode = RP_FILTER[setting] ?? `unknown:${setting}`;
          printer.field(key, mode, `rp_filter ${mode} `);
        } else printer.field(key, setting !== 0, `${key} ${setting === 0 ? 'off' : 'on'} `);
      }
      printer.text('\n');
      printer.closeObject();
    }
  }
  ip.out(printer.finish());
  return 0;
}

/** `ip netconf`: what the switches of each device are set to. */
export const netconfObject: Choice<IpRun> = {
  name: 'netconf',
  words: words('network settings of devices', '장치의 네트워크 설정'),
  body: {
    select: {
      role: 'verb',
      empty: 'list',
      choices: [
        {
          name: 'list',
          aliases: ['show', 'lst'],
          words: words('show the settings', '설정을 보여 줌'),
          body: { clause: SHOW },
          run: show,
        },
        {
          name: 'help',
          words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
          body: { clause: { parameters: [] } },
          run: () => {
            throw usageError(OTHER_USAGE.netconf);
          },
        },
      ],
    },
  },
};
