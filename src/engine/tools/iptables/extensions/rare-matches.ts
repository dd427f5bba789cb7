import type { Match, Target } from '../../../kernel/netfilter/model';
import { bareOption, option, OptionChecks, type Extension } from '../extension';
import { CPU_HELP, DEVGROUP_HELP, HELPER_HELP, NFQUEUE_HELP } from '../help-rare';
import { readInteger, readMark } from '../values';

type DevGroup = Extract<Match, { match: 'devgroup' }>;
type Queue = Extract<Target, { target: 'NFQUEUE' }>;

/** `-m helper` (extensions/libxt_helper.c). */
export const HELPER: Extension<Match> = {
  name: 'helper',
  help: HELPER_HELP,
  options: [
    option('--helper', 'NAME', 'Connections that this helper expected, as ftp.', 'ftp 같은 헬퍼가 예상한 연결입니다.', { invertible: true, mandatory: true }), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(HELPER, around);
    let match: Match = { match: 'helper', name: '', inverted: false };
    return {
      take(given) {
        checks.note(given);
        match = { match: 'helper', name: given.value, inverted: given.inverted };
      },
      finish() {
        checks.finish();
        return match;
      },
    };
  },
};

/** `-m cpu` (extensions/libxt_cpu.c). */
export const CPU: Extension<Match> = {
  name: 'cpu',
  help: CPU_HELP,
  options: [
    option('--cpu', 'NUMBER', 'The CPU that handles the packet.', '패킷을 처리하는 CPU입니다.', { invertible: true, mandatory: true }), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(CPU, around);
    let match: Match = { match: 'cpu', cpu: 0, inverted: false };
    return {
      take(given) {
        checks.note(given);
        match = { match: 'cpu', cpu: readInteger(around, 'cpu', given.name, given.value), inverted: given.inverted };
      },
      finish() {
        checks.finish();
        return match;
      },
    };
  },
};

/** `-m devgroup` (extensions/libxt_devgroup.c). */
export const DEVGROUP: Extension<Match> = {
  name: 'devgroup',
  help: DEVGROUP_HELP,
  options: [
    option('--src-group', 'GROUP[/MASK]', 'The group of the device it came in on.', '들어온 장치의 그룹입니다.', { invertible: true }), // prettier-ignore
    option('--dst-group', 'GROUP[/MASK]', 'The group of the device it leaves by.', '나갈 장치의 그룹입니다.', { invertible: true }), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(DEVGROUP, around);
    let match: DevGroup = { match: 'devgroup' };
    return {
      take(given) {
        checks.note(given);
        const group = { ...readMark(around, 'devgroup', given.name, given.value), inverted: given.inverted };
        match = { ...match, [given.name === '--src-group' ? 'source' : 'destination']: group };
      },
      finish() {
        checks.finish();
        if (checks.none) around.fail("devgroup match: You must specify either '--src-group' or '--dst-group'");
        return match;
      },
    };
  },
};

/** How listings and, with `--`, iptables-save show it. */
export function showDevGroup({ source, destination }: DevGroup, dashes: '' | '--'): string {
  const side = (name: string, group: DevGroup['source']): string => {
    if (!group) return '';
    const mask = group.mask === 0xffffffff ? '' : `/0x${group.mask.toString(16)}`;
    return `${group.inverted ? ' !' : ''} ${dashes}${name} 0x${group.value.toString(16)}${mask}`;
  };
  return side('src-group', source) + side('dst-group', destination);
}

/** `-j NFQUEUE` (extensions/libxt_NFQUEUE.c, revision 3). */
export const NFQUEUE: Extension<Target> = {
  name: 'NFQUEUE',
  help: NFQUEUE_HELP,
  options: [
    option('--queue-num', 'N', 'The queue of a program that decides (0).', '판단할 프로그램의 큐 번호입니다(0).', { excludes: ['--queue-balance'] }), // prettier-ignore
    option('--queue-balance', 'FIRST:LAST', 'Several queues, by connection.', '연결마다 나누어 쓸 여러 큐입니다.', { excludes: ['--queue-num'] }), // prettier-ignore
    bareOption('--queue-bypass', 'Accept packets while no program listens.', '듣는 프로그램이 없으면 통과시킵니다.'),
    bareOption('--queue-cpu-fanout', 'The queue of the CPU.', 'CPU마다 정해진 큐를 씁니다.', { also: ['--queue-balance'] }), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(NFQUEUE, around);
    let queue: Queue = { target: 'NFQUEUE', first: 0, last: 0, bypass: false, fanout: false };
    return {
      take(given) {
        checks.note(given);
        const read = (text: string): number => readInteger(around, 'NFQUEUE', given.name, text, 0, 0xffff);
        if (given.name === '--queue-num') queue = { ...queue, first: read(given.value), last: read(given.value) };
        else if (given.name === '--queue-balance') {
          const [first = '', last = first] = given.value.split(':');
          queue = { ...queue, first: read(first), last: read(last) };
        } else if (given.name === '--queue-bypass') queue = { ...queue, bypass: true };
        else queue = { ...queue, fanout: true };
      },
      finish() {
        checks.finish();
        return queue;
      },
    };
  },
};

/** How listings and iptables-save show its queues. */
export function showQueue({ first, last, bypass, fanout }: Queue, save: boolean): string {
  const word = save ? ' --queue-' : ' ';
  const which = first === last ? `${save ? word : ' '}num ${first}` : `${save ? word : ' '}balance ${first}:${last}`;
  return `${save ? '' : ' NFQUEUE'}${which}${bypass ? `${word}bypass` : ''}${fanout ? `${word}cpu-fanout` : ''}`;
}
