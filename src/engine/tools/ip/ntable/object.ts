import { exact, value, words } from '../../grammar/declare';
import type { Choice, Clause, Parameter } from '../../grammar/types';
import { usageError } from '../../iproute2/errors';
import type { IpRun } from '../context';
import { OTHER_USAGE } from '../usage/other';
import { DEVICE } from '../values';
import { changeTable } from './modify';
import { showTables } from './show';

const NAME = exact(
  'name',
  'the table: arp_cache or ndisc_cache',
  '테이블: arp_cache 또는 ndisc_cache',
  value('NAME', 'text', 'arp_cache (IPv4) or ndisc_cache (IPv6)', 'arp_cache(IPv4) 또는 ndisc_cache(IPv6)'),
);
const DEV = exact('dev', 'the settings for this device', '이 장치의 설정', DEVICE);
const MSEC = value('MSEC', 'number', 'milliseconds', '밀리초');
const COUNT = value('VAL', 'number', 'a number', '숫자');

const PARAMETERS: readonly Parameter[] = [
  exact('thresh1', 'entries up to this number are never collected', '이 수까지는 항목을 정리하지 않음', COUNT),
  exact('thresh2', 'more entries than this are kept for 5 seconds only', '이 수를 넘으면 5초만 유지', COUNT),
  exact('thresh3', 'no table has more entries than this', '테이블의 항목 수 상한', COUNT),
  exact('gc_int', 'how often entries are collected', '정리 주기', MSEC),
  DEV,
  exact('base_reachable', 'how long an answer is believed', '응답을 믿는 시간', MSEC),
  exact('retrans', 'time between questions', '질문 사이의 시간', MSEC),
  exact('gc_stale', 'how long an entry that nobody uses stays', '쓰지 않는 항목이 남는 시간', MSEC),
  exact('delay_probe', 'how long to wait before asking an old neighbour again', '오래된 이웃에게 다시 묻기 전에 기다리는 시간', MSEC), // prettier-ignore
  exact('queue', 'packets that wait for an answer', '응답을 기다리는 패킷 수', COUNT),
  exact('app_probes', 'questions of a daemon before the kernel asks', '커널이 묻기 전에 데몬이 묻는 횟수', COUNT),
  exact('ucast_probes', 'questions to the neighbour itself', '이웃에게 직접 묻는 횟수', COUNT),
  exact('mcast_probes', 'questions to everybody', '모두에게 묻는 횟수', COUNT),
  exact('anycast_delay', 'longest delay of an answer for an anycast address', '애니캐스트 주소에 답하기 전의 최대 지연', MSEC), // prettier-ignore
  exact('proxy_delay', 'longest delay of an answer on behalf of others', '대신 답하기 전의 최대 지연', MSEC),
  exact('proxy_queue', 'answers on behalf of others that may wait', '대신 할 답이 기다릴 수 있는 수', COUNT),
  exact('locktime', 'how long an entry cannot be replaced', '항목을 바꿀 수 없는 시간', MSEC),
];
const CHANGE: Clause = { parameters: [NAME, ...PARAMETERS] };
const SHOW: Clause = { parameters: [DEV, NAME] };

function neighbourTables(name: string): Choice<IpRun> {
  return {
    name,
    words: words('settings of the neighbour tables', '이웃 테이블 설정'),
    body: {
      select: {
        role: 'verb',
        empty: 'show',
        choices: [
          {
            name: 'change',
            aliases: ['chg'],
            words: words('change settings', '설정을 바꿈'),
            body: { clause: CHANGE },
            run: changeTable,
          },
          {
            name: 'show',
            aliases: ['lst', 'list'],
            words: words('show the settings', '설정을 보여 줌'),
            body: { clause: SHOW },
            run: showTables,
          },
          {
            name: 'help',
            words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
            body: { clause: { parameters: [] } },
            run: () => {
              throw usageError(OTHER_USAGE.ntable);
            },
          },
        ],
      },
    },
  };
}

/** `ip ntable` and its short name. */
export const neighbourTableObjects: readonly Choice<IpRun>[] = ['ntable', 'ntbl'].map(neighbourTables);
