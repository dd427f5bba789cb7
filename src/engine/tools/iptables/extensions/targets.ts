import type { RejectWith, Target } from '../../../kernel/netfilter/model';
import { choice } from '../../grammar/declare';
import { OptionChecks, bareOption, choiceOption, option, type Extension, type Surroundings } from '../extension';
import { CT_HELP, LOG_HELP, NOTRACK_HELP, REJECT_HELP } from '../help-texts';
import { readNumber } from '../numbers';
import { saveString } from '../save-string';

type Log = Extract<Target, { target: 'LOG' }>;

/** In the order they are compared, which decides what an abbreviation means; with their short names. */
const REJECT_WITH: readonly (readonly [name: RejectWith, alias: string])[] = [
  ['icmp-net-unreachable', 'net-unreach'],
  ['icmp-host-unreachable', 'host-unreach'],
  ['icmp-proto-unreachable', 'proto-unreach'],
  ['icmp-port-unreachable', 'port-unreach'],
  ['icmp-net-prohibited', 'net-prohib'],
  ['icmp-host-prohibited', 'host-prohib'],
  ['tcp-reset', 'tcp-rst'],
  ['icmp-admin-prohibited', 'admin-prohib'],
];

/** `-j REJECT` (extensions/libipt_REJECT.c). */
export const REJECT: Extension<Target> = {
  name: 'REJECT',
  help: REJECT_HELP,
  options: [
    choiceOption(
      '--reject-with',
      {
        name: 'TYPE',
        type: 'choice',
        words: { en: 'What the sender is told.', ko: '보낸 쪽에 알리는 내용입니다.' },
        choices: [
          choice('icmp-net-unreachable', 'Network unreachable.', '네트워크에 닿을 수 없음.'),
          choice('icmp-host-unreachable', 'Host unreachable.', '호스트에 닿을 수 없음.'),
          choice('icmp-proto-unreachable', 'Protocol unreachable.', '프로토콜에 닿을 수 없음.'),
          choice('icmp-port-unreachable', 'Port unreachable (default).', '포트에 닿을 수 없음(기본값).'),
          choice('icmp-net-prohibited', 'Network prohibited.', '네트워크가 금지됨.'),
          choice('icmp-host-prohibited', 'Host prohibited.', '호스트가 금지됨.'),
          choice('icmp-admin-prohibited', 'Forbidden by the administrator.', '관리자가 금지함.'),
          choice('tcp-reset', 'A TCP RST; needs -p tcp.', 'TCP RST이며 -p tcp가 필요합니다.'),
        ],
      },
      'What the sender is told.',
      '보낸 쪽에 알리는 내용입니다.',
    ),
  ],
  load: (around) => {
    const checks = new OptionChecks(REJECT, around);
    let answer: RejectWith = 'icmp-port-unreachable';
    return {
      take(given) {
        checks.note(given);
        answer = readRejectWith(around, given.value);
      },
      finish() {
        checks.finish();
        return { target: 'REJECT', with: answer };
      },
    };
  },
};

function readRejectWith(around: Surroundings, text: string): RejectWith {
  const wanted = text.toLowerCase();
  const found = REJECT_WITH.find(([name, alias]) => name.startsWith(wanted) || alias.startsWith(wanted));
  return found?.[0] ?? around.fail(`unknown reject type "${text}"`);
}

const DEFAULT_LEVEL = 4;
const MAX_PREFIX = 29;
/** Words for --log-level, and how `-L` names each number. */
const LEVELS: Readonly<Record<string, number>> = { alert: 1, crit: 2, debug: 7, emerg: 0, error: 3, info: 6, notice: 5, panic: 0, warning: 4 }; // prettier-ignore
const LEVEL_NAMES = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];
/** Log options by their name after `--log-`: how `-L` names them, and their bit. */
const LOG_FLAGS: readonly (readonly [name: string, listed: string, bit: number])[] = [
  ['tcp-sequence', 'tcp-sequence', 1],
  ['tcp-options', 'tcp-options', 2],
  ['ip-options', 'ip-options', 4],
  ['uid', 'uid', 8],
  ['macdecode', 'macdecode', 32],
];

/** `-j LOG` (extensions/libxt_LOG.c). */
export const LOG: Extension<Target> = {
  name: 'LOG',
  help: LOG_HELP,
  options: [
    option('--log-level', 'LEVEL', 'How important the message is: 0 to 7, or emerg … debug.', '메시지의 중요도이며 0에서 7, 또는 emerg … debug입니다.'), // prettier-ignore
    option('--log-prefix', 'TEXT', 'Text in front of each message, up to 29 letters.', '메시지 앞에 붙는 글이며 29자까지입니다.'), // prettier-ignore
    bareOption('--log-tcp-sequence', 'Log TCP sequence numbers.', 'TCP 순서 번호를 기록합니다.'),
    bareOption('--log-tcp-options', 'Log TCP options.', 'TCP 옵션을 기록합니다.'),
    bareOption('--log-ip-options', 'Log IP options.', 'IP 옵션을 기록합니다.'),
    bareOption('--log-uid', 'Log the user that sent the packet.', '패킷을 보낸 사용자를 기록합니다.'),
    bareOption('--log-macdecode', 'Log MAC addresses in words.', 'MAC 주소를 풀어서 기록합니다.'),
  ],
  load: (around) => {
    const checks = new OptionChecks(LOG, around);
    const flags = new Set<string>();
    let prefix = '';
    let level = DEFAULT_LEVEL;
    return {
      take(given) {
        checks.note(given);
        if (given.name === '--log-level') level = readLevel(around, given.value);
        else if (given.name === '--log-prefix') {
          if (given.value === '') around.fail('Argument must have a minimum length of 1 characters\n');
          if (given.value.includes('\n')) around.fail('Newlines not allowed in --log-prefix');
          prefix = given.value.slice(0, MAX_PREFIX);
        } else flags.add(given.name.slice('--log-'.length));
      },
      finish() {
        checks.finish();
        const options = LOG_FLAGS.map(([name]) => name).filter((name) => flags.has(name));
        return { target: 'LOG', ...(prefix && { prefix }), ...(level !== DEFAULT_LEVEL && { level }), options };
      },
    };
  },
};

function readLevel(around: Surroundings, text: string): number {
  return readNumber(text, 0, 7) ?? LEVELS[text] ?? around.fail(`log level "${text}" unknown\n`);
}

/** How `-L` shows it. */
export function listLog({ prefix, level = DEFAULT_LEVEL, options }: Log, numeric: boolean): string {
  const flags = LOG_FLAGS.filter(([name]) => options.includes(name));
  const bits = flags.reduce((sum, [, , bit]) => sum + bit, 0);
  const what = numeric
    ? ` flags ${bits} level ${level}`
    : ` level ${LEVEL_NAMES[level] ?? level}${flags.map(([, listed]) => ` ${listed}`).join('')}`;
  return ` LOG${what}${prefix === undefined ? '' : ` prefix "${prefix}"`}`;
}

/** How `-S` and iptables-save write it. */
export function saveLog({ prefix, level = DEFAULT_LEVEL, options }: Log): string {
  return (
    (prefix === undefined ? '' : ` --log-prefix ${saveString(prefix)}`) +
    (level === DEFAULT_LEVEL ? '' : ` --log-level ${level}`) +
    LOG_FLAGS.filter(([name]) => options.includes(name))
      .map(([name]) => ` --log-${name}`)
      .join('')
  );
}

/** Options of `-j CT` that are real, and said to be missing here. */
const CT_NOT_YET = [
  option('--helper', 'NAME', 'Use this helper (not simulated yet).', '이 헬퍼를 씁니다(아직 시뮬레이션되지 않음).'),
  option('--ctevents', 'EVENTS', 'Only these events (not simulated yet).', '이 이벤트만 알립니다(아직 시뮬레이션되지 않음).'),
  option('--expevents', 'EVENTS', 'Only these events of expectations (not simulated yet).', '기대 연결의 이 이벤트만 알립니다(아직 시뮬레이션되지 않음).'),
  option('--timeout', 'NAME', 'Use this timeout policy (not simulated yet).', '이 시간 제한 정책을 씁니다(아직 시뮬레이션되지 않음).'),
  option('--zone', 'ID', 'Track in this zone (not simulated yet).', '이 존에서 추적합니다(아직 시뮬레이션되지 않음).'),
  option('--zone-orig', 'ID', 'The same for the original direction (not simulated yet).', '원래 방향만 이 존에서 추적합니다(아직 시뮬레이션되지 않음).'),
  option('--zone-reply', 'ID', 'The same for answers (not simulated yet).', '응답 방향만 이 존에서 추적합니다(아직 시뮬레이션되지 않음).'),
] as const; // prettier-ignore

/** `-j CT --notrack` (extensions/libxt_CT.c); helpers, zones and events are not simulated. */
export const CT: Extension<Target> = {
  name: 'CT',
  help: CT_HELP,
  options: [
    bareOption('--notrack', 'Do not track the connection of this packet.', '이 패킷의 연결을 추적하지 않습니다.'),
    ...CT_NOT_YET,
  ],
  load: (around) => {
    const checks = new OptionChecks(CT, around);
    return {
      take(given) {
        if (given.name !== '--notrack') around.fail(`cka-net: -j CT ${given.name} is not simulated yet`);
        checks.note(given);
      },
      finish: () =>
        checks.none
          ? around.fail('cka-net: -j CT without --notrack is not simulated yet')
          : { target: 'NOTRACK', ct: true },
    };
  },
};

/** `-j NOTRACK`: the old name of `-j CT --notrack`, kept in listings. */
export const NOTRACK: Extension<Target> = {
  name: 'NOTRACK',
  help: NOTRACK_HELP,
  options: [],
  load: () => ({ take: () => undefined, finish: () => ({ target: 'NOTRACK' }) }),
};
