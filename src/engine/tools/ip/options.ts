import { choice, value } from '../grammar/declare';
import { readOption } from '../grammar/iproute2-dialect';
import type { OptionDeclaration } from '../grammar/types';
import { readFamily, unsigned } from '../iproute2/address-words';
import { invalidArgument, usageError } from '../iproute2/errors';
import type { IpContext } from './context';
import { IP_USAGE } from './usage/ip';
import { NETNS } from './values';

const FAMILY = value('FAMILY', 'choice', 'an address family', '주소 패밀리', [
  choice('inet', 'IPv4', 'IPv4'),
  choice('inet6', 'IPv6', 'IPv6'),
  choice('link', 'link-layer addresses only', '링크 계층 주소만'),
  choice('mpls', 'MPLS', 'MPLS'),
  choice('bridge', 'bridge ports', '브리지 포트'),
]);

export const COLOUR = value('WHEN', 'choice', 'when to colour the output', '언제 색을 쓸지', [
  choice('always', 'always', '항상'),
  choice('auto', 'on a terminal', '터미널일 때만'),
  choice('never', 'never', '쓰지 않음'),
]);

/** Options of `ip` in the order ip.c compares them, which decides what an abbreviation means. */
export const IP_OPTIONS: readonly OptionDeclaration[] = [
  {
    names: ['-loops'],
    words: { en: 'how often a flush tries again', ko: 'flush를 되풀이하는 횟수' },
    value: value('COUNT', 'number', 'a number of rounds', '횟수'),
  },
  { names: ['-family'], words: { en: 'one address family only', ko: '한 주소 패밀리만' }, value: FAMILY },
  { names: ['-4'], match: 'exact', words: { en: 'IPv4 only', ko: 'IPv4만' } },
  { names: ['-6'], match: 'exact', words: { en: 'IPv6 only', ko: 'IPv6만' } },
  { names: ['-0'], match: 'exact', words: { en: 'link-layer addresses only', ko: '링크 계층 주소만' } },
  { names: ['-M'], match: 'exact', words: { en: 'MPLS only', ko: 'MPLS만' } },
  { names: ['-B'], match: 'exact', words: { en: 'bridge ports only', ko: '브리지 포트만' } },
  { names: ['-human', '-human-readable'], words: { en: 'large numbers with a unit', ko: '큰 숫자에 단위를 붙임' } },
  { names: ['-iec'], words: { en: 'units of 1024 instead of 1000', ko: '1000 대신 1024 단위' } },
  {
    names: ['-stats', '-statistics'],
    words: { en: 'also statistics; twice for more', ko: '통계도 표시. 두 번 쓰면 더 자세히' },
  },
  { names: ['-details'], words: { en: 'everything there is', ko: '모든 세부 정보' } },
  { names: ['-resolve'], words: { en: 'names instead of addresses', ko: '주소 대신 이름' } },
  { names: ['-oneline'], words: { en: 'one line per record', ko: '레코드마다 한 줄' } },
  {
    names: ['-timestamp'],
    words: { en: 'the time before every event of monitor', ko: 'monitor의 각 이벤트 앞에 시각' },
  },
  { names: ['-tshort'], words: { en: 'the same, shorter', ko: '위와 같으나 짧게' } },
  { names: ['-Version'], words: { en: 'print the version', ko: '버전을 출력' } },
  { names: ['-force'], words: { en: 'in a batch, go on after an error', ko: '배치에서 오류가 나도 계속' } },
  {
    names: ['-batch'],
    words: { en: 'read commands from a file', ko: '파일에서 명령을 읽음' },
    value: value(
      'FILE',
      'path',
      'a file with one command per line, `-` for standard input',
      '한 줄에 명령 하나씩 적은 파일. `-`는 표준 입력',
    ),
  },
  { names: ['-brief'], words: { en: 'only the most important columns', ko: '중요한 열만 간단히' } },
  { names: ['-json'], words: { en: 'output as JSON', ko: 'JSON으로 출력' } },
  { names: ['-pretty'], words: { en: 'JSON on several lines', ko: 'JSON을 여러 줄로' } },
  {
    names: ['-rcvbuf'],
    words: { en: 'the size of the receive buffer', ko: '수신 버퍼 크기' },
    value: value('SIZE', 'number', 'bytes', '바이트 수'),
  },
  { names: ['-color'], words: { en: 'coloured output', ko: '색을 넣어 출력' }, value: COLOUR, valueOptional: true },
  { names: ['-help'], words: { en: 'print what can be written here', ko: '쓸 수 있는 문법을 출력' } },
  {
    names: ['-netns'],
    words: { en: 'do it inside this network namespace', ko: '이 네트워크 네임스페이스 안에서 실행' },
    value: NETNS,
  },
  { names: ['-Numeric'], words: { en: 'numbers instead of names', ko: '이름 대신 숫자로' } },
  { names: ['-all'], words: { en: 'in every network namespace', ko: '모든 네트워크 네임스페이스에서' } },
  { names: ['-echo'], match: 'exact', words: { en: 'print what the kernel did', ko: '커널이 한 일을 출력' } },
];

const VERSION = 'ip utility, iproute2-6.1.0, libbpf 1.1.2\n';

/** Reads the options at the start of `args` into the context. Answers the index of the object, or an exit status to end with. */
export function readIpOptions(
  ip: IpContext,
  args: readonly string[],
): { readonly at: number; readonly status?: number } {
  let at = 0;
  for (;;) {
    const read = readOption({ options: IP_OPTIONS }, args, at);
    if (!read) break;
    const { option, value: word, typed, next } = read;
    if (!option) throw usageError(`Option "${typed}" is unknown, try "ip -help".\n`);
    const name = option.names[0] ?? '';
    if (name === '-Version') {
      ip.out(VERSION);
      return { at: next, status: 0 };
    }
    apply(ip, name, word);
    at = next;
  }
  return { at: args[at] === '--' ? at + 1 : at };
}

function apply(ip: IpContext, name: string, word: string | undefined): void {
  const { settings } = ip;
  switch (name) {
    case '-family':
      settings.family = word === undefined ? undefined : readFamily(word);
      if (word === undefined || word === 'help') throw usageError(IP_USAGE);
      if (settings.family === undefined) throw invalidArgument('invalid protocol family', word);
      return;
    case '-4':
      settings.family = 'inet';
      return;
    case '-6':
      settings.family = 'inet6';
      return;
    case '-0':
      settings.family = 'link';
      return;
    case '-M':
      settings.family = 'mpls';
      return;
    case '-B':
      settings.family = 'bridge';
      return;
    case '-human':
      settings.human = true;
      return;
    case '-iec':
      settings.iec = true;
      return;
    case '-stats':
      settings.stats++;
      return;
    case '-details':
      settings.details++;
      return;
    case '-oneline':
      settings.oneline = true;
      return;
    case '-force':
      settings.force = true;
      return;
    case '-batch':
      if (word === undefined) throw usageError(IP_USAGE);
      settings.batchFile = word;
      return;
    case '-brief':
      settings.brief = true;
      return;
    case '-json':
      settings.json = true;
      return;
    case '-pretty':
      settings.pretty = true;
      return;
    case '-rcvbuf':
      if (word === undefined) throw usageError(IP_USAGE);
      if (unsigned(word) === undefined) throw usageError(`Invalid rcvbuf size '${word}'\n`);
      return;
    case '-color':
      // `auto` asks whether standard output is a terminal; a cell's is not.
      settings.colour = word === undefined || word === '' || word === 'always';
      return;
    case '-help':
      throw usageError(IP_USAGE);
    case '-netns':
      return ip.switchTo(word);
    case '-resolve':
      settings.resolve = true;
      return;
    case '-Numeric':
      settings.numeric = true;
      return;
    case '-all':
      settings.all = true;
      return;
    case '-loops':
      if (word === undefined) throw usageError(IP_USAGE);
      return;
    default:
      // -timestamp, -tshort and -echo change nothing of what the simulated objects print.
      return;
  }
}
