import type { Match, RejectWith, Target } from '../../../kernel/netfilter/model';
import { choice } from '../../grammar/declare';
import { choiceOption, option, OptionChecks, type Extension, type Loading, type Surroundings } from '../extension';
import { HL_HELP, ICMP6_HELP, REJECT6_HELP } from '../help-ipv6';
import { readNumberPrefix } from '../numbers';
import { readInteger } from '../values';

type Icmp6 = Extract<Match, { match: 'icmp6' }>;
type Hl = Extract<Match, { match: 'hl' }>;

/** Names of types and codes (extensions/libxt_icmp.h); no code: any. */
const TYPES: readonly (readonly [name: string, type: number, code?: number])[] = [
  ['destination-unreachable', 1],
  ['no-route', 1, 0],
  ['communication-prohibited', 1, 1],
  ['beyond-scope', 1, 2],
  ['address-unreachable', 1, 3],
  ['port-unreachable', 1, 4],
  ['failed-policy', 1, 5],
  ['reject-route', 1, 6],
  ['packet-too-big', 2],
  ['time-exceeded', 3],
  ['ttl-exceeded', 3],
  ['ttl-zero-during-transit', 3, 0],
  ['ttl-zero-during-reassembly', 3, 1],
  ['parameter-problem', 4],
  ['bad-header', 4, 0],
  ['unknown-header-type', 4, 1],
  ['unknown-option', 4, 2],
  ['echo-request', 128],
  ['ping', 128],
  ['echo-reply', 129],
  ['pong', 129],
  ['router-solicitation', 133],
  ['router-advertisement', 134],
  ['neighbour-solicitation', 135],
  ['neighbor-solicitation', 135],
  ['neighbour-advertisement', 136],
  ['neighbor-advertisement', 136],
  ['redirect', 137],
];

/** `-m icmp6` (extensions/libip6t_icmp6.c). */
export const ICMP6: Extension<Match> = {
  name: 'icmp6',
  help: ICMP6_HELP,
  options: [
    choiceOption(
      '--icmpv6-type',
      {
        name: 'TYPE[/CODE]',
        type: 'text',
        words: { en: 'A name, or a number with an optional code.', ko: '이름, 또는 코드를 붙일 수 있는 번호입니다.' },
        choices: [
          choice('echo-request', 'What ping sends (type 128).', 'ping이 보내는 것입니다(타입 128).'),
          choice('echo-reply', 'The answer to ping (type 129).', 'ping의 응답입니다(타입 129).'),
          choice(
            'neighbour-solicitation',
            'Who has this address? (type 135)',
            '이 주소를 누가 가졌는지 묻습니다(타입 135).',
          ),
          choice('neighbour-advertisement', 'I have it (type 136).', '제가 가졌다는 답입니다(타입 136).'),
        ],
      },
      'The type of an ICMPv6 message.',
      'ICMPv6 메시지의 타입입니다.',
      { invertible: true, mandatory: true },
    ),
  ],
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(ICMP6, around);
    let match: Icmp6 = { match: 'icmp6', type: 0, inverted: false };
    return {
      take(given) {
        checks.note(given);
        match = { match: 'icmp6', ...readType(around, given.value), inverted: given.inverted };
      },
      finish() {
        checks.finish();
        return match;
      },
    };
  },
};

function readType(around: Surroundings, text: string): { type: number; code?: number } {
  const [first, second] = TYPES.filter(([name]) => name.startsWith(text.toLowerCase()));
  if (first && second) around.fail(`Ambiguous ICMPv6 type \`${text}': \`${first[0]}' or \`${second[0]}'?`);
  if (first) return first[2] === undefined ? { type: first[1] } : { type: first[1], code: first[2] };
  const type = readNumberPrefix(text, 0, 255) ?? around.fail(`Unknown ICMPv6 type \`${text}'`);
  if (type.rest === '') return { type: type.value };
  const code = type.rest.startsWith('/') ? readNumberPrefix(type.rest.slice(1), 0, 255) : undefined;
  return code?.rest === '' ? { type: type.value, code: code.value } : around.fail(`Unknown ICMPv6 code \`${text}'`);
}

export function listIcmp6({ type, code, inverted }: Icmp6, numeric: boolean): string {
  const name = numeric ? undefined : TYPES.find((entry) => entry[1] === type && entry[2] === code)?.[0];
  if (name !== undefined) return ` ipv6-icmp ${inverted ? '!' : ''}${name}`;
  return ` ipv6-icmp${inverted ? ' !' : ''}type ${type}${code === undefined ? '' : ` code ${code}`}`;
}

export function saveIcmp6({ type, code, inverted }: Icmp6): string {
  return `${inverted ? ' !' : ''} --icmpv6-type ${type}${code === undefined ? '' : `/${code}`}`;
}

const HL_OPTIONS = ['--hl-eq', '--hl-lt', '--hl-gt'];

/** `-m hl`: the hop limit (extensions/libip6t_hl.c). */
export const HL: Extension<Match> = {
  name: 'hl',
  help: HL_HELP,
  options: [
    option('--hl-lt', 'N', 'The hop limit is less.', '홉 제한이 이보다 작습니다.', { excludes: HL_OPTIONS }),
    option('--hl-gt', 'N', 'The hop limit is more.', '홉 제한이 이보다 큽니다.', { excludes: HL_OPTIONS }),
    option('--hl-eq', 'N', 'The hop limit is this.', '홉 제한이 이것입니다.', {
      invertible: true,
      excludes: HL_OPTIONS,
    }),
  ],
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(HL, around);
    let match: Hl = { match: 'hl', compare: 'eq', value: 0, inverted: false };
    return {
      take(given) {
        checks.note(given);
        const { name, value, inverted } = given;
        const compare = name.slice('--hl-'.length) as Hl['compare'];
        match = { match: 'hl', compare, value: readInteger(around, 'hl', name, value, 0, 255), inverted };
      },
      finish() {
        if (checks.none) around.fail("HL match: You must specify one of `--hl-eq', `--hl-lt', `--hl-gt'");
        checks.finish();
        return match;
      },
    };
  },
};

export function listHl({ compare, value, inverted }: Hl): string {
  const sign = compare === 'lt' ? '<' : compare === 'gt' ? '>' : inverted ? '!=' : '==';
  return ` HL match HL ${sign} ${value}`;
}

export function saveHl({ compare, value, inverted }: Hl): string {
  return `${inverted ? ' !' : ''} --hl-${compare} ${value}`;
}

const REJECT_WITH: readonly (readonly [name: RejectWith, alias: string, en: string, ko: string])[] = [
  ['icmp6-no-route', 'no-route', 'No route.', '경로 없음.'],
  ['icmp6-adm-prohibited', 'adm-prohibited', 'Forbidden by the administrator.', '관리자가 금지함.'],
  ['icmp6-addr-unreachable', 'addr-unreach', 'Address unreachable.', '주소에 닿을 수 없음.'],
  ['icmp6-port-unreachable', 'port-unreach', 'Port unreachable (default).', '포트에 닿을 수 없음(기본값).'],
  ['tcp-reset', 'tcp-reset', 'A TCP RST; needs -p tcp.', 'TCP RST이며 -p tcp가 필요합니다.'],
  ['icmp6-policy-fail', 'policy-fail', 'The source address fails a policy.', '출발지 주소가 정책에 어긋남.'],
  ['icmp6-reject-route', 'reject-route', 'The route rejects it.', '경로가 거부함.'],
];

/** `-j REJECT` of ip6tables (extensions/libip6t_REJECT.c). */
export const REJECT6: Extension<Target> = {
  name: 'REJECT',
  help: REJECT6_HELP,
  options: [
    choiceOption(
      '--reject-with',
      {
        name: 'TYPE',
        type: 'choice',
        words: { en: 'What the sender is told.', ko: '보낸 쪽에 알리는 내용입니다.' },
        choices: REJECT_WITH.map(([name, , en, ko]) => choice(name, en, ko)),
      },
      'What the sender is told.',
      '보낸 쪽에 알리는 내용입니다.',
    ),
  ],
  load: (around): Loading<Target> => {
    const checks = new OptionChecks(REJECT6, around);
    let answer: RejectWith = 'icmp6-port-unreachable';
    return {
      take(given) {
        checks.note(given);
        const word = given.value.toLowerCase();
        const found = REJECT_WITH.find(([name, alias]) => name.startsWith(word) || alias.startsWith(word));
        answer = found?.[0] ?? around.fail(`unknown reject type "${given.value}"`);
      },
      finish() {
        checks.finish();
        return { target: 'REJECT', with: answer };
      },
    };
  },
};
