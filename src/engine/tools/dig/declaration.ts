import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration } from '../grammar/types';
import { PLUS_OPTIONS, type PlusOption } from './plus-options';

function plus({ name, words, negatable, value }: PlusOption): OptionDeclaration {
  const names = [`+${name}`, ...(negatable ? [`+no${name}`] : [])];
  if (value === undefined) return { names, words };
  return { names, words, value: { name: value, type: 'text', words }, valueOptional: true };
}

/** What dig's command line looks like. */
export const DIG: Declaration = {
  name: 'dig',
  words: {
    en: 'Asks a DNS server and shows its whole answer. Ignores /etc/hosts and, without +search, the search list.',
    ko: 'DNS 서버에 물어보고 응답 전체를 보여 줍니다. /etc/hosts와, +search가 없으면 검색 목록도 무시합니다.',
  },
  synopsis: 'dig [@SERVER] [-x ADDRESS] [NAME] [TYPE] [+OPTION…]',
  dialect: 'getopt',
  options: [
    flag('-4', 'Ask over IPv4 only.', 'IPv4로만 묻습니다.'),
    flag('-6', 'Ask over IPv6 only.', 'IPv6로만 묻습니다.'),
    valued('-b', 'ADDRESS', 'address', 'The address to ask from.', '질의를 보낼 주소입니다.'),
    valued('-c', 'CLASS', 'text', 'The class: IN, CH.', '클래스: IN, CH.'),
    valued('-f', 'FILE', 'path', 'Read look-ups from a file.', '파일에서 질의를 읽습니다.'),
    flag('-h', 'Show the options.', '옵션을 보여 줍니다.'),
    flag('-m', 'Debug memory use.', '메모리 사용을 디버그합니다.'),
    valued('-p', 'PORT', 'number', 'The port to ask at.', '물어볼 포트입니다.'),
    valued('-q', 'NAME', 'host', 'The name to look up.', '조회할 이름입니다.'),
    flag('-r', 'Do not read ~/.digrc.', '~/.digrc를 읽지 않습니다.'),
    valued('-t', 'TYPE', 'text', 'The type of records.', '레코드 종류입니다.'),
    flag('-u', 'Show times in microseconds.', '시간을 마이크로초로 보여 줍니다.'),
    flag('-v', 'Show the version.', '버전을 보여 줍니다.'),
    valued('-x', 'ADDRESS', 'address', 'Look up the name of an address.', '주소의 이름을 조회합니다.'),
    ...PLUS_OPTIONS.map(plus),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional(
          'query',
          ['QUERY', 'host'],
          '@ and the server to ask, a name, a type of records (A, AAAA, SRV, PTR, TXT …) or a class.',
          '@와 물어볼 서버, 이름, 레코드 종류(A, AAAA, SRV, PTR, TXT …) 또는 클래스.',
          { optional: true, repeats: true },
        ),
      ],
    },
  },
};
