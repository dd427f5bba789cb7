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

export const vrfObject = listedObject({
  name: 'vrf',
  words: words('virtual routing domains', 'VRF'),
  usage: OTHER_USAGE.vrf,
  verbs: ['identify', 'pids', 'exec'],
  print: virtualRouters,
});
