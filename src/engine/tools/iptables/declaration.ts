import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration } from '../grammar/types';
import { MATCHES, OPTIONS6, TARGETS } from './extensions';
import { BASE_OPTIONS, CHAIN_CHOICES, TABLE_OPTION, TARGET_CHOICES } from './options';

/** Options of all extensions; one that several have is explained once. */
function extensionOptions(
  more: readonly { readonly options: readonly OptionDeclaration[] }[] = [],
): readonly OptionDeclaration[] {
  const options = new Map<string, OptionDeclaration>();
  for (const { options: declared } of [...more, ...MATCHES, ...TARGETS]) {
    for (const option of declared) {
      const [name = ''] = option.names;
      if (!options.has(name)) options.set(name, option);
    }
  }
  return [...options.values()];
}

/** What iptables' command line looks like. */
export const IPTABLES: Declaration = {
  name: 'iptables',
  words: {
    en: "Shows and changes the packet filter's rules for IPv4.",
    ko: 'IPv4 패킷 필터의 규칙을 보여 주고 바꿉니다.',
  },
  synopsis: 'iptables [-t TABLE] -A|-I|-D|-C|-R CHAIN [N] RULE… | -L|-S|-F|-Z|-X [CHAIN] | -N CHAIN | -P CHAIN TARGET',
  dialect: 'getopt',
  options: [...BASE_OPTIONS, ...extensionOptions()],
  body: {
    clause: {
      parameters: [{ keyword: '!', words: { en: 'Not: turns the next condition around.', ko: '부정: 다음 조건을 뒤집습니다.' }, repeats: true }], // prettier-ignore
      positionals: [
        {
          keyword: 'word',
          optional: true,
          repeats: true,
          value: {
            name: 'CHAIN|NUMBER|TARGET',
            type: 'text',
            words: {
              en: "A chain, a rule's number (1 is the first), or the second word of the option before it.",
              ko: '체인, 규칙의 번호(1이 첫 번째), 또는 앞 옵션의 두 번째 단어입니다.',
            },
            choices: [...CHAIN_CHOICES, ...TARGET_CHOICES],
          },
        },
      ],
    },
  },
};

/** What iptables-save's command line looks like. */
export const IPTABLES_SAVE: Declaration = {
  name: 'iptables-save',
  words: { en: 'Prints all rules so that iptables-restore can read them.', ko: 'iptables-restore가 읽을 수 있게 모든 규칙을 출력합니다.' }, // prettier-ignore
  synopsis: 'iptables-save [-c] [-t TABLE] [-f FILE]',
  dialect: 'getopt',
  options: [
    flag('-b', 'Not implemented.', '구현되지 않았습니다.'),
    flag('-c --counters', 'Print the counters too.', '카운터도 출력합니다.'),
    flag('-d --dump', 'No effect.', '효과가 없습니다.'),
    { ...TABLE_OPTION, words: { en: 'Only this table.', ko: '이 테이블만 출력합니다.' } },
    valued('-M --modprobe', 'COMMAND', 'text', 'No effect here.', '여기서는 효과가 없습니다.'),
    valued('-f --file', 'FILE', 'path', 'Write to this file.', '이 파일에 씁니다.'),
    flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  ],
  body: { clause: { parameters: [] } },
};

/** What iptables-restore's command line looks like. */
export const IPTABLES_RESTORE: Declaration = {
  name: 'iptables-restore',
  words: {
    en: 'Replaces tables by what iptables-save has printed.',
    ko: '테이블을 iptables-save가 출력한 내용으로 바꿉니다.',
  },
  synopsis: 'iptables-restore [-c] [-n] [-t] [-T TABLE] [FILE]',
  dialect: 'getopt',
  options: [
    flag('-b', 'Not implemented.', '구현되지 않았습니다.'),
    flag('-c --counters', 'Restore the counters too.', '카운터도 되돌립니다.'),
    flag('-v --verbose', 'Print what is done.', '하는 일을 출력합니다.'),
    flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
    flag('-t --test', 'Only check the input.', '입력을 검사만 합니다.'),
    flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
    flag('-n --noflush', 'Keep the rules that are there.', '있던 규칙을 남겨 둡니다.'),
    valued('-M --modprobe', 'COMMAND', 'text', 'No effect here.', '여기서는 효과가 없습니다.'),
    valued('-T --table', 'TABLE', 'text', 'Only this table.', '이 테이블만 되돌립니다.'),
    flag('--ipv4', 'No effect.', '효과가 없습니다.'),
    flag('--ipv6', 'No effect.', '효과가 없습니다.'),
    flag('-w', 'Wait for the lock; no effect here.', '잠금을 기다립니다. 여기서는 효과가 없습니다.'),
    { ...valued('--wait', 'SECONDS', 'number', 'Wait for the lock; no effect here.', '잠금을 기다립니다. 여기서는 효과가 없습니다.'), valueOptional: true }, // prettier-ignore
    flag('-W', 'No effect.', '효과가 없습니다.'),
    { ...valued('--wait-interval', 'MICROSECONDS', 'number', 'No effect.', '효과가 없습니다.'), valueOptional: true },
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('file', ['FILE', 'path'], 'The file to read instead of standard input.', '표준 입력 대신 읽을 파일입니다.', { optional: true }), // prettier-ignore
      ],
    },
  },
};

/** What ip6tables' command line looks like. */
export const IP6TABLES: Declaration = {
  ...IPTABLES,
  name: 'ip6tables',
  words: {
    en: "Shows and changes the packet filter's rules for IPv6.",
    ko: 'IPv6 패킷 필터의 규칙을 보여 주고 바꿉니다.',
  },
  synopsis: IPTABLES.synopsis.replace('iptables', 'ip6tables'),
  options: [...BASE_OPTIONS, ...extensionOptions(OPTIONS6)],
};

/** What ip6tables-save's command line looks like. */
export const IP6TABLES_SAVE: Declaration = {
  ...IPTABLES_SAVE,
  name: 'ip6tables-save',
  words: { en: 'Prints all rules of IPv6 so that ip6tables-restore can read them.', ko: 'ip6tables-restore가 읽을 수 있게 IPv6의 모든 규칙을 출력합니다.' }, // prettier-ignore
  synopsis: IPTABLES_SAVE.synopsis.replace('iptables', 'ip6tables'),
};

/** What ip6tables-restore's command line looks like. */
export const IP6TABLES_RESTORE: Declaration = {
  ...IPTABLES_RESTORE,
  name: 'ip6tables-restore',
  words: {
    en: 'Replaces tables of IPv6 by what ip6tables-save has printed.',
    ko: 'IPv6의 테이블을 ip6tables-save가 출력한 내용으로 바꿉니다.',
  },
  synopsis: IPTABLES_RESTORE.synopsis.replace('iptables', 'ip6tables'),
};
