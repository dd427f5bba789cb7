import { choice, prefix, value, words } from '../../grammar/declare';
import type { Choice, Clause, Parameter } from '../../grammar/types';
import { usageError } from '../../iproute2/errors';
import type { IpRun } from '../context';
import { OTHER_USAGE } from '../usage/other';
import { addTuntap, deleteTuntap } from './modify';
import { showTuntap } from './show';

const NAME = value('NAME', 'text', 'a device name', '장치 이름');
const USER = value('USER', 'text', 'a user by name or number', '사용자 이름 또는 번호');
const GROUP = value('GROUP', 'text', 'a group by name or number', '그룹 이름 또는 번호');
const MODE = value('MODE', 'choice', 'what it carries', '나르는 것', [
  choice('tun', 'IP packets', 'IP 패킷'),
  choice('tap', 'Ethernet frames', '이더넷 프레임'),
]);

const OWNER: readonly Parameter[] = [
  prefix('user', 'who may open it', '열 수 있는 사용자', USER),
  prefix('group', 'the group that may open it', '열 수 있는 그룹', GROUP),
];

/** In the order that parse_args of ip/iptuntap.c compares them. */
function clause(owner: readonly Parameter[]): Clause {
  return {
    parameters: [
      prefix('mode', 'what it carries', '나르는 것', MODE),
      ...owner,
      prefix('pi', 'a header about the protocol in front of each packet', '패킷마다 프로토콜 헤더를 붙임'),
      prefix('one_queue', 'one queue; does nothing any more', '큐 하나 (더는 효과 없음)'),
      prefix('vnet_hdr', 'a virtio header in front of each packet', '패킷마다 virtio 헤더를 붙임'),
      prefix('multi_queue', 'several queues', '여러 개의 큐'),
      prefix('dev', 'the device', '장치', NAME),
      prefix('name', 'the device', '장치', NAME),
      prefix('help', 'print what can be written here', '쓸 수 있는 문법을 출력'),
    ],
    positionals: [{ keyword: 'name', value: NAME, optional: true }],
  };
}

function tuntap(name: string): Choice<IpRun> {
  return {
    name,
    words: words('devices whose other end is a program', '반대쪽 끝이 프로그램인 장치'),
    body: {
      select: {
        role: 'verb',
        empty: 'show',
        choices: [
          { name: 'add', words: words('make one', '장치를 만듦'), body: { clause: clause(OWNER) }, run: addTuntap },
          {
            name: 'delete',
            words: words('remove one', '장치를 지움'),
            body: { clause: clause([]) },
            run: deleteTuntap,
          },
          {
            name: 'show',
            aliases: ['lst', 'list'],
            words: words('list them', '목록을 보여 줌'),
            body: { clause: { parameters: [] } },
            run: showTuntap,
          },
          {
            name: 'help',
            words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
            body: { clause: { parameters: [] } },
            run: () => {
              throw usageError(OTHER_USAGE.tuntap);
            },
          },
        ],
      },
    },
  };
}

/** `ip tuntap` and its short name. */
export const tuntapObjects: readonly Choice<IpRun>[] = [tuntap('tuntap'), tuntap('tap')];
