import { prefix, value, words } from '../grammar/declare';
import type { Choice, Clause } from '../grammar/types';
import { notSimulated } from '../iproute2/errors';
import type { IpContext, IpRun } from './context';

/** Objects whose lists are the same in every namespace as long as nobody can change them here. */

const SELECTOR: Clause = {
  parameters: [prefix('dev', 'this device only', '이 장치만', value('DEVICE', 'device', 'a device', '장치'))],
};

function shown(
  name: string,
  en: string,
  ko: string,
  print: (ip: IpContext) => void,
  aliases: readonly string[] = [],
): Choice<IpRun> {
  const list: IpRun = (ip, reader) => {
    if (reader.ahead !== undefined) throw notSimulated(`ip ${name} show ${reader.rest().join(' ')}`);
    print(ip);
    return 0;
  };
  return {
    name,
    aliases,
    words: { en, ko },
    body: {
      select: {
        role: 'verb',
        empty: 'list',
        choices: [
          {
            name: 'list',
            aliases: ['show', 'lst'],
            words: words('list them', '목록을 보여 줌'),
            body: { clause: SELECTOR },
            run: list,
          },
        ],
      },
    },
  };
}

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

export const addressLabelObject = shown(
  'addrlabel',
  'labels for choosing IPv6 addresses',
  'IPv6 주소 선택용 라벨',
  addressLabels,
);
export const tcpMetricsObjects: readonly Choice<IpRun>[] = ['tcpmetrics', 'tcp_metrics'].map((name) =>
  shown(name, 'what TCP remembers of peers', 'TCP가 기억하는 상대 정보', nothing),
);
export const multicastRouteObject = shown('mroute', 'multicast routes', '멀티캐스트 경로', nothing);
export const multicastRuleObject = shown('mrule', 'multicast routing rules', '멀티캐스트 라우팅 규칙', multicastRules);
