import type { Choice, Clause } from '../grammar/types';
import { value } from '../grammar/declare';
import { notSimulated } from '../iproute2/errors';
import type { IpRun } from './context';
import { addressLabelObject, multicastRouteObject, multicastRuleObject, tcpMetricsObjects } from './empty-objects';
import { maddressObject } from './maddress/object';
import { monitorObject } from './monitor/object';
import { nexthopObject } from './nexthop/object';

const ANYTHING: Clause = {
  parameters: [],
  positionals: [
    {
      keyword: 'argument',
      value: value('…', 'text', 'an argument of this object', '이 객체의 인수'),
      optional: true,
      repeats: true,
    },
  ],
};

function notYet(name: string, en: string, ko: string): Choice<IpRun> {
  return {
    name,
    words: { en, ko },
    body: { clause: ANYTHING },
    run: () => {
      throw notSimulated(`ip ${name}`);
    },
  };
}

/** Objects of `ip` that are real and not simulated yet, each with what it is. `before` are those compared before `route`. */
export const OTHER_OBJECTS = {
  addrlabel: addressLabelObject,
  maddress: maddressObject,
  later: [
    notYet('ntable', 'settings of the neighbour tables', '이웃 테이블 설정'),
    notYet('ntbl', 'settings of the neighbour tables', '이웃 테이블 설정'),
  ],
  rest: [
    notYet('l2tp', 'L2TP tunnels', 'L2TP 터널'),
    notYet('fou', 'Foo-over-UDP tunnels', 'FOU 터널'),
    notYet('ila', 'identifier-locator addressing', 'ILA 주소 지정'),
    notYet('macsec', 'MACsec devices', 'MACsec 장치'),
    notYet('tunnel', 'IP tunnels', 'IP 터널'),
    notYet('tunl', 'IP tunnels', 'IP 터널'),
    notYet('tuntap', 'TUN and TAP devices', 'TUN/TAP 장치'),
    notYet('tap', 'TUN and TAP devices', 'TUN/TAP 장치'),
    notYet('token', 'IPv6 interface tokens', 'IPv6 인터페이스 토큰'),
    ...tcpMetricsObjects,
    monitorObject,
    notYet('xfrm', 'IPsec', 'IPsec'),
    multicastRouteObject,
    multicastRuleObject,
  ],
  last: [
    notYet('netconf', 'network settings of devices', '장치의 네트워크 설정'),
    notYet('vrf', 'virtual routing domains', 'VRF'),
    notYet('sr', 'segment routing', '세그먼트 라우팅'),
    nexthopObject,
    notYet('mptcp', 'multipath TCP', 'MPTCP'),
    notYet('ioam', 'in-situ OAM', 'IOAM'),
  ],
  stats: notYet('stats', 'statistics', '통계'),
} as const;
