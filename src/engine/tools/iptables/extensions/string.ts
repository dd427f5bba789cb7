import type { Match } from '../../../kernel/netfilter/model';
import { choice } from '../../grammar/declare';
import { toBytes } from '../../http/bytes';
import { bareOption, choiceOption, option, OptionChecks, type Extension, type Surroundings } from '../extension';
import { RPFILTER_HELP, STRING_HELP } from '../help-matches';
import { readInteger } from '../values';

type Text = Extract<Match, { match: 'string' }>;
type RpFilter = Extract<Match, { match: 'rpfilter' }>;

const LONGEST_PATTERN = 128;
const END = 65_535;

/** `-m string` (extensions/libxt_string.c, revision 1). */
export const STRING: Extension<Match> = {
  name: 'string',
  help: STRING_HELP,
  options: [
    option('--from', 'OFFSET', 'Where in the packet to begin.', '패킷의 어디서부터 찾을지입니다.'),
    option('--to', 'OFFSET', 'Where in the packet to stop.', '패킷의 어디까지 찾을지입니다.'),
    choiceOption(
      '--algo',
      {
        name: 'ALGORITHM',
        type: 'text',
        words: { en: 'How to look.', ko: '찾는 방법입니다.' },
        choices: [
          choice('bm', 'Boyer and Moore: fast, for most patterns.', 'Boyer-Moore: 빠르며 대부분의 패턴에 알맞습니다.'),
          choice('kmp', 'Knuth, Morris and Pratt.', 'Knuth-Morris-Pratt 방법입니다.'),
        ],
      },
      'How to look for the text.',
      '글자를 찾는 방법입니다.',
      { mandatory: true },
    ),
    option('--string', 'TEXT', 'The text to find.', '찾을 글자입니다.', {
      invertible: true,
      excludes: ['--hex-string'],
    }),
    option('--hex-string', 'TEXT', 'The text to find, with bytes as |0d0a|.', '찾을 글자이며 바이트는 |0d0a|처럼 적습니다.', { invertible: true, excludes: ['--string'] }), // prettier-ignore
    bareOption('--icase', 'Capitals and small letters are alike.', '대소문자를 가리지 않습니다.'),
  ],
  load: (around) => {
    const checks = new OptionChecks(STRING, around);
    let match: Text = {
      match: 'string',
      pattern: '',
      algorithm: 'bm',
      from: 0,
      to: END,
      ignoreCase: false,
      inverted: false,
    };
    return {
      take(given) {
        checks.note(given);
        const { name, value, inverted } = given;
        switch (name) {
          case '--from':
          case '--to':
            match = { ...match, [name.slice(2)]: readInteger(around, 'string', name, value, 0, END) };
            return;
          case '--algo':
            match = { ...match, algorithm: value.slice(0, 15) };
            return;
          case '--icase':
            match = { ...match, ignoreCase: true };
            return;
          default: {
            const pattern = name === '--string' ? toBytes(value) : readHex(around, toBytes(value));
            if (pattern.length > LONGEST_PATTERN) around.fail(`STRING too long "${value}"`);
            match = { ...match, pattern, inverted };
          }
        }
      },
      finish() {
        checks.finish();
        if (!checks.has('--string', '--hex-string')) {
          around.fail("STRING match: You must specify `--string' or `--hex-string'");
        }
        return match;
      },
    };
  },
};

/** parse_hex_string: `|0d 0a|` are bytes, `\` hides what follows, the rest stands for itself. */
function readHex(around: Surroundings, text: string): string {
  let pattern = '';
  let inside = false;
  for (let i = 0; i < text.length;) {
    const character = text.charAt(i);
    if (character === '\\' && !inside) {
      pattern += text.charAt(i + 1);
      i += 2;
    } else if (character === '|') {
      inside = !inside;
      i++;
      while (inside && text.charAt(i) === ' ') i++;
    } else if (inside) {
      const digits = text.slice(i, i + 2);
      if (digits.length < 2 || digits.endsWith('|')) around.fail('Odd number of hex digits');
      const wrong = [...digits].find((digit) => !/[0-9a-f]/i.test(digit));
      if (wrong !== undefined) around.fail(`Invalid hex char '${wrong}'`);
      pattern += String.fromCharCode(parseInt(digits, 16));
      i += 2;
      while (text.charAt(i) === ' ') i++;
    } else {
      pattern += character;
      i++;
    }
  }
  return pattern;
}

/** print_string, or print_hex_string for what cannot be read. */
function shown(pattern: string): { readonly hex: boolean; readonly text: string } {
  const hex = /[^\x20-\x7e]/.test(pattern) || pattern.endsWith('\\');
  if (!hex) return { hex, text: `"${pattern.replace(/["\\]/g, '\\$&')}"` };
  const digits = Array.from(pattern, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return { hex, text: `"|${digits}|"` };
}

/** How `-L` shows it. */
export function listString({ pattern, algorithm, from, to, ignoreCase, inverted }: Text): string {
  const ends = `${from === 0 ? '' : ` FROM ${from}`}${to === END ? '' : ` TO ${to}`}`;
  return ` STRING match ${inverted ? '!' : ''} ${shown(pattern).text} ALGO name ${algorithm}${ends}${ignoreCase ? ' ICASE' : ''}`;
}

/** How `-S` and iptables-save write it. */
export function saveStringMatch({ pattern, algorithm, from, to, ignoreCase, inverted }: Text): string {
  const { hex, text } = shown(pattern);
  const ends = `${from === 0 ? '' : ` --from ${from}`}${to === END ? '' : ` --to ${to}`}`;
  return `${inverted ? ' !' : ''} --${hex ? 'hex-string' : 'string'} ${text} --algo ${algorithm}${ends}${ignoreCase ? ' --icase' : ''}`;
}

/** `-m rpfilter` (extensions/libxt_rpfilter.c). */
export const RPFILTER: Extension<Match> = {
  name: 'rpfilter',
  help: RPFILTER_HELP,
  options: [
    bareOption('--loose', 'The way back may leave by any device.', '돌아가는 길이 어느 장치로 나가도 됩니다.'),
    bareOption('--validmark', "Use the packet's mark for the lookup.", '경로를 찾을 때 패킷의 마크를 씁니다.'),
    bareOption('--accept-local', 'Sources that are this host are fine.', '출발지가 이 호스트의 주소여도 됩니다.'),
    bareOption('--invert', 'Match packets that fail the test.', '검사에 떨어진 패킷에 맞습니다.'),
  ],
  load: (around) => {
    const checks = new OptionChecks(RPFILTER, around);
    let match: RpFilter = { match: 'rpfilter', loose: false, validMark: false, acceptLocal: false, inverted: false };
    return {
      take(given) {
        checks.note(given);
        if (given.name === '--loose') match = { ...match, loose: true };
        else if (given.name === '--validmark') match = { ...match, validMark: true };
        else if (given.name === '--accept-local') match = { ...match, acceptLocal: true };
        else match = { ...match, inverted: true };
      },
      finish: () => match,
    };
  },
};

/** How listings and, with `--` before each word, iptables-save show it. */
export function showRpFilter({ loose, validMark, acceptLocal, inverted }: RpFilter, dashes: '' | '--'): string {
  const words = [
    ...(loose ? ['loose'] : []),
    ...(validMark ? ['validmark'] : []),
    ...(acceptLocal ? ['accept-local'] : []),
    ...(inverted ? ['invert'] : []),
  ];
  return words.map((word) => ` ${dashes}${word}`).join('');
}
