import { words } from '../grammar/declare';
import type { IpContext } from './context';
import { listedObject } from './listed-object';
import { OTHER_USAGE } from './usage/other';
import { RULE_USAGE } from './usage/rule';

/** Objects whose lists are the same in every namespace as long as nobody can change them here. */

/** Nothing, or an empty array. */
function nothing(ip: IpContext): void {
  ip.out(ip.printer().finish());
}

/** net/ipv6/addrlabel.c ip6addrlbl_init_table. */
const LABELS: readonly (readonly [string, number, number])[] = [
  ['::1', 128, 0],
  ['::', 96, 3],
  ['::ffff:0.0.0.0', 96, 4],
  ['2001::', 32, 6],
  ['2001:10::', 28, 7],
  ['3ffe::', 16, 12],
  ['2002::', 16, 2],
  ['fec0::', 10, 11],
  ['fc00::', 7, 5],
  ['::', 0, 1],
];

function addressLabels(ip: IpContext): void {
  const printer = ip.printer();
  for (const [address, length, label] of LABELS) {
    printer.openObject();
    printer.text('prefix ');
    printer.field('address', address, address, 'inet6');
    printer.field('prefixlen', length, `/${length} `);
    printer.field('label', label, `label ${label} `);
    printer.text('\n');
    printer.closeObject();
  }
  ip.out(printer.finish());
}

/** The rule that asks the default table of multicast routes. */
function multicastRules(ip: IpContext): void {
  const printer = ip.printer();
  printer.openObject();
  printer.field('priority', 32767, '32767:\t');
  printer.field('src', 'all', 'from all');
  printer.field('table', 'default', ' lookup default');
  printer.text('\n');
  printer.closeObject();
  ip.out(printer.finish());
}

/** vrf_show of ip/ipvrf.c without any VRF. */
function virtualRouters(ip: IpContext): void {
  const { json } = ip.settings;
  ip.out(json ? '[]\n' : 'Name              Table\n-----------------------\nNo VRF has been configured\n');
}

/** ip/iptoken.c: every device that can make itself an address has one, `::` unless it was set. */
function tokens(ip: IpContext): void {
  const printer = ip.printer();
  for (const { name, flags } of ip.netlink.links()) {
    if (flags.includes('LOOPBACK') || flags.includes('NOARP')) continue;
    printer.openObject();
    printer.field('token', '::', 'token :: ');
    printer.field('ifname', name, `dev ${name}`);
    printer.text('\n');
    printer.closeObject();
  }
  ip.out(printer.finish());
}

export const addressLabelObject = listedObject({
  name: 'addrlabel',
  words: words('labels for choosing IPv6 addresses', 'IPv6 주소 선택용 라벨'),
  usage: OTHER_USAGE.addrlabel,
  verbs: ['add', 'delete', 'flush'],
  print: addressLabels,
});

export const tcpMetricsObjects = ['tcpmetrics', 'tcp_metrics'].map((name) =>
  listedObject({
    name,
    words: words('what TCP remembers of peers', 'TCP가 기억하는 상대 정보'),
    usage: OTHER_USAGE.tcpmetrics,
    verbs: ['delete', 'flush'],
    print: nothing,
  }),
);

export const multicastRouteObject = listedObject({
  name: 'mroute',
  words: words('multicast routes', '멀티캐스트 경로'),
  usage: OTHER_USAGE.mroute,
  print: nothing,
});

export const multicastRuleObject = listedObject({
  name: 'mrule',
  words: words('multicast routing rules', '멀티캐스트 라우팅 규칙'),
  usage: RULE_USAGE,
  verbs: ['add', 'delete', 'flush', 'save', 'restore'],
  print: multicastRules,
});

export const tokenObject = listedObject({
  name: 'token',
  words: words('IPv6 interface tokens', 'IPv6 인터페이스 토큰'),
  usage: OTHER_USAGE.token,
  verbs: ['set', 'delete', 'get'],
  print: tokens,
});

/** None of the tunnels that `ip tunnel` lists (ipip, gre, sit, vti) can be made here. */
export const tunnelObjects = ['tunnel', 'tunl'].map((name) =>
  listedObject({
    name,
    words: words('IP tunnels', 'IP 터널'),
    usage: OTHER_USAGE.tunnel,
    verbs: ['add', 'change', 'delete', 'prl', '6rd'],
    print: nothing,
  }),
);

export const vrfObject = listedObject({
  name: 'vrf',
  words: words('virtual routing domains', 'VRF'),
  usage: OTHER_USAGE.vrf,
  verbs: ['identify', 'pids', 'exec'],
  print: virtualRouters,
});
