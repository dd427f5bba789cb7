import type { Words } from '../grammar/types';

/** One command of brctl: what its arguments are called, and what it does (bridge-utils 1.7 brctl_cmd.c). */
export interface BrctlCommand {
  readonly name: string;
  /** How many arguments it needs; more are ignored unless it takes several. */
  readonly needs: number;
  /** As the usage prints them, tab and help included. */
  readonly usage: string;
  readonly words: Words;
}

/** In the order the usage lists them. */
export const BRCTL_COMMANDS: readonly BrctlCommand[] = [
  command('addbr', 1, '<bridge>\t\tadd bridge', 'make a bridge', '브리지를 만듦'),
  command('delbr', 1, '<bridge>\t\tdelete bridge', 'remove a bridge that is down', '꺼져 있는 브리지를 지움'),
  command(
    'addif',
    2,
    '<bridge> <device>\tadd interface to bridge',
    'make devices ports of a bridge',
    '장치를 브리지의 포트로 만듦',
  ),
  command(
    'delif',
    2,
    '<bridge> <device>\tdelete interface from bridge',
    'take devices out of a bridge',
    '장치를 브리지에서 뺌',
  ),
  command(
    'hairpin',
    3,
    '<bridge> <port> {on|off}\tturn hairpin on/off',
    'whether frames may leave where they came in',
    '들어온 포트로 다시 내보낼지 여부',
  ),
  command(
    'setageing',
    2,
    '<bridge> <time>\t\tset ageing time',
    'how long a learned MAC is kept, in s',
    '학습한 MAC을 유지하는 시간 (초)',
  ),
  command(
    'setbridgeprio',
    2,
    '<bridge> <prio>\t\tset bridge priority',
    'the priority in the spanning tree',
    '스패닝 트리 우선순위',
  ),
  command(
    'setfd',
    2,
    '<bridge> <time>\t\tset bridge forward delay',
    'how long STP listens and learns, in s',
    'STP가 듣고 배우는 시간 (초)',
  ),
  command('sethello', 2, '<bridge> <time>\t\tset hello time', 'how often STP says hello, in s', 'STP hello 간격 (초)'),
  command(
    'setmaxage',
    2,
    '<bridge> <time>\t\tset max message age',
    'how long STP believes what it heard, in s',
    'STP 정보의 유효 시간 (초)',
  ),
  command('setpathcost', 3, '<bridge> <port> <cost>\tset path cost', 'the cost of a port', '포트의 경로 비용'),
  command('setportprio', 3, '<bridge> <port> <prio>\tset port priority', 'the priority of a port', '포트의 우선순위'),
  command(
    'show',
    0,
    '[ <bridge> ]\t\tshow a list of bridges',
    'list bridges and their ports',
    '브리지와 포트 목록을 보여 줌',
  ),
  command(
    'showmacs',
    1,
    '<bridge>\t\tshow a list of mac addrs',
    'which MAC is behind which port',
    '어느 MAC이 어느 포트에 있는지 보여 줌',
  ),
  command(
    'showstp',
    1,
    '<bridge>\t\tshow bridge stp info',
    'the spanning tree of a bridge',
    '브리지의 스패닝 트리를 보여 줌',
  ),
  command(
    'stp',
    2,
    '<bridge> {on|off}\tturn stp on/off',
    'switch the spanning tree protocol',
    '스패닝 트리 프로토콜을 켜거나 끔',
  ),
];

function command(name: string, needs: number, usage: string, en: string, ko: string): BrctlCommand {
  return { name, needs, usage, words: { en, ko } };
}

/** `brctl` alone. */
export const BRCTL_USAGE = `Usage: brctl [commands]
commands:
${BRCTL_COMMANDS.map(({ name, usage }) => `\t${name.padEnd(10)}\t${usage}\n`).join('')}`;
