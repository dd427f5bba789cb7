import type { Match } from '../../../kernel/netfilter/model';
import { OptionChecks, choiceOption, type Extension, type Surroundings } from '../extension';
import { choice } from '../../grammar/declare';
import { ICMP_HELP } from '../help-matches';
import { readNumberPrefix } from '../numbers';

type Icmp = Extract<Match, { match: 'icmp' }>;

/** Names of types and codes in the order that iptables looks them up (extensions/libxt_icmp.h); no code: any. */
const TYPES: readonly (readonly [name: string, type: number, code?: number])[] = [
  ['any', 255],
  ['echo-reply', 0],
  ['pong', 0],
  ['destination-unreachable', 3],
  ['network-unreachable', 3, 0],
  ['host-unreachable', 3, 1],
  ['protocol-unreachable', 3, 2],
  ['port-unreachable', 3, 3],
  ['fragmentation-needed', 3, 4],
  ['source-route-failed', 3, 5],
  ['network-unknown', 3, 6],
  ['host-unknown', 3, 7],
  ['network-prohibited', 3, 9],
  ['host-prohibited', 3, 10],
  ['TOS-network-unreachable', 3, 11],
  ['TOS-host-unreachable', 3, 12],
  ['communication-prohibited', 3, 13],
  ['host-precedence-violation', 3, 14],
  ['precedence-cutoff', 3, 15],
  ['source-quench', 4],
  ['redirect', 5],
  ['network-redirect', 5, 0],
  ['host-redirect', 5, 1],
  ['TOS-network-redirect', 5, 2],
  ['TOS-host-redirect', 5, 3],
  ['echo-request', 8],
  ['ping', 8],
  ['router-advertisement', 9],
  ['router-solicitation', 10],
  ['time-exceeded', 11],
  ['ttl-exceeded', 11],
  ['ttl-zero-during-transit', 11, 0],
  ['ttl-zero-during-reassembly', 11, 1],
  ['parameter-problem', 12],
  ['ip-header-bad', 12, 0],
  ['required-option-missing', 12, 1],
  ['timestamp-request', 13],
  ['timestamp-reply', 14],
  ['address-mask-request', 17],
  ['address-mask-reply', 18],
];

const OPTIONS = [
  choiceOption(
    '--icmp-type',
    {
      name: 'TYPE[/CODE]',
      type: 'text',
      words: { en: 'A name, or a number with an optional code.', ko: '이름, 또는 코드를 붙일 수 있는 번호입니다.' },
      choices: [
        choice('echo-request', 'What ping sends (type 8).', 'ping이 보내는 것입니다(타입 8).'),
        choice('echo-reply', 'The answer to ping (type 0).', 'ping의 응답입니다(타입 0).'),
        choice('destination-unreachable', 'Errors of type 3, any code.', '타입 3의 오류이며 코드는 무엇이든 됩니다.'),
        choice('time-exceeded', 'The TTL ran out (type 11).', 'TTL이 다했습니다(타입 11).'),
        choice('any', 'Every type.', '모든 타입입니다.'),
      ],
    },
    'The type of an ICMP message.',
    'ICMP 메시지의 타입입니다.',
    { invertible: true, mandatory: true },
  ),
];

/** `-m icmp` (extensions/libipt_icmp.c). */
export const ICMP: Extension<Match> = {
  name: 'icmp',
  help: ICMP_HELP,
  options: OPTIONS,
  load: (around) => {
    const checks = new OptionChecks(ICMP, around);
    let match: Icmp = { match: 'icmp', type: 255, inverted: false };
    return {
      take(given) {
        checks.note(given);
        match = { match: 'icmp', ...readType(around, given.value), inverted: given.inverted };
      },
      finish() {
        checks.finish();
        return match;
      },
    };
  },
};

function readType(around: Surroundings, text: string): { type: number; code?: number } {
  const fitting = TYPES.filter(([name]) => name.toLowerCase().startsWith(text.toLowerCase()));
  const [first, second] = fitting;
  if (first && second) {
    around.fail(`Ambiguous ICMP type \`${text}': \`${first[0]}' or \`${second[0]}'?`);
  }
  if (first) return first[2] === undefined ? { type: first[1] } : { type: first[1], code: first[2] };
  const type = readNumberPrefix(text, 0, 255) ?? around.fail(`Unknown ICMP type \`${text}'`);
  if (type.rest === '') return { type: type.value };
  if (!type.rest.startsWith('/')) around.fail(`unknown character ${type.rest.charAt(0)}`);
  const code = readNumberPrefix(type.rest.slice(1), 0, 255) ?? around.fail(`Unknown ICMP code \`${text}'`);
  if (code.rest !== '') around.fail(`unknown character ${code.rest.charAt(0)}`);
  return { type: type.value, code: code.value };
}

/** How `-L` shows it; the missing blank before `type` is iptables'. */
export function listIcmp({ type, code, inverted }: Icmp, numeric: boolean): string {
  const name = numeric ? undefined : TYPES.find((entry) => entry[1] === type && entry[2] === code)?.[0];
  if (name !== undefined) return ` icmp ${inverted ? '!' : ''}${name}`;
  return ` icmp${inverted ? ' !' : ''}type ${type}${code === undefined ? '' : ` code ${code}`}`;
}

/** How `-S` and iptables-save write it. */
export function saveIcmp({ type, code, inverted }: Icmp): string {
  const value = type === 255 ? 'any' : `${type}${code === undefined ? '' : `/${code}`}`;
  return `${inverted ? ' !' : ''} --icmp-type ${value}`;
}
