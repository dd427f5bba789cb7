import type { Choice } from '../grammar/types';
import { words } from '../grammar/declare';
import type { IpRun } from './context';
import { multicastRouteObject, multicastRuleObject, tcpMetricsObjects, vrfObject } from './empty-objects';
import { addressLabelObject } from './addrlabel/object';
import { listedObject } from './listed-object';
import { maddressObject } from './maddress/object';
import { monitorObject } from './monitor/object';
import { netconfObject } from './netconf/object';
import { nexthopObject } from './nexthop/object';
import { neighbourTableObjects } from './ntable/object';
import { tokenObject } from './token/object';
import { tunnelObjects } from './tunnel/object';
import { tuntapObjects } from './tuntap/object';
import { OTHER_USAGE } from './usage/other';

/** An object of which nothing but its help is built. */
function helpOnly(
  name: keyof typeof OTHER_USAGE,
  en: string,
  ko: string,
  verbs: readonly string[],
  helpStatus?: number,
): Choice<IpRun> {
  return listedObject({ name, words: { en, ko }, usage: OTHER_USAGE[name], verbs, emptyIsHelp: true, helpStatus });
}

/** Objects of `ip` without a folder of their own, each with what it is. */
export const OTHER_OBJECTS = {
  addrlabel: addressLabelObject,
  maddress: maddressObject,
  later: neighbourTableObjects,
  rest: [
    helpOnly('l2tp', 'L2TP tunnels', 'L2TP 터널', ['add', 'delete', 'show', 'list', 'lst']),
    helpOnly('fou', 'Foo-over-UDP tunnels', 'FOU 터널', ['add', 'delete', 'show']),
    helpOnly('ila', 'identifier-locator addressing', 'ILA 주소 지정', ['add', 'delete', 'list']),
    helpOnly('macsec', 'MACsec devices', 'MACsec 장치', ['add', 'set', 'delete', 'show', 'offload']),
    ...tunnelObjects,
    ...tuntapObjects,
    tokenObject,
    ...tcpMetricsObjects,
    monitorObject,
    helpOnly('xfrm', 'IPsec', 'IPsec', ['state', 'policy', 'monitor']),
    multicastRouteObject,
    multicastRuleObject,
  ],
  last: [
    netconfObject,
    vrfObject,
    helpOnly('sr', 'segment routing', '세그먼트 라우팅', ['hmac', 'tunsrc']),
    nexthopObject,
    helpOnly('mptcp', 'multipath TCP', 'MPTCP', ['endpoint', 'limits', 'monitor']),
    helpOnly('ioam', 'in-situ OAM', 'IOAM', ['namespace', 'schema']),
  ],
  stats: listedObject({
    name: 'stats',
    words: words('statistics', '통계'),
    usage: OTHER_USAGE.stats,
    verbs: ['set'],
    unlisted: true,
    helpStatus: 0,
  }),
} as const;
