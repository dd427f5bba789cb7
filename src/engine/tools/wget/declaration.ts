import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** What both wgets of a lab understand: GNU's on its hosts and BusyBox' in containers. */
export const WGET: Declaration = {
  name: 'wget',
  words: { en: 'Downloads a file over HTTP.', ko: 'HTTP로 파일을 내려받습니다.' },
  synopsis: 'wget [OPTION…] URL…',
  dialect: 'getopt',
  options: [
    flag('-q --quiet', 'Print nothing.', '아무것도 출력하지 않습니다.'),
    flag('-S --server-response', 'Show the headers of the answer.', '응답 헤더를 보여 줍니다.'),
    flag('-c --continue', 'Go on with a file that is there in part.', '일부만 받은 파일을 이어 받습니다.'),
    flag('--spider', 'Only see whether it is there.', '있는지만 확인합니다.'),
    flag('--no-check-certificate', 'Accept any certificate.', '모든 인증서를 받아들입니다.'),
    flag(
      '--https-only',
      'Follow only links of https when downloading recursively.',
      '재귀로 받을 때 https 링크만 따라갑니다.',
    ),
    flag('--no-verbose', 'Print little.', '조금만 출력합니다.'),
    valued('-O --output-document', 'FILE', 'path', 'Write to this file; - is standard output.', '이 파일에 씁니다. -는 표준 출력입니다.'), // prettier-ignore
    valued('-T --timeout', 'SECONDS', 'number', 'Give up after so long without an answer.', '이만큼 응답이 없으면 포기합니다.'), // prettier-ignore
    valued('-t --tries', 'NUMBER', 'number', 'How often to try.', '시도 횟수입니다.'),
    valued('-P --directory-prefix', 'FOLDER', 'path', 'Save in this folder.', '이 폴더에 저장합니다.'),
    valued('-U --user-agent', 'NAME', 'text', 'The User-Agent to send.', '보낼 User-Agent입니다.'),
    valued('-Y', 'on|off', 'text', 'Whether to ask a proxy (BusyBox).', '프록시를 쓸지 정합니다(BusyBox).'),
    valued('--header', 'HEADER', 'text', 'Send this header too.', '이 헤더도 보냅니다.'),
    valued('--post-data', 'DATA', 'text', 'Send this in a POST request.', '이 데이터를 POST 요청으로 보냅니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [positional('url', ['URL', 'text'], 'What to download.', '내려받을 주소입니다.', { repeats: true })],
    },
  },
};
