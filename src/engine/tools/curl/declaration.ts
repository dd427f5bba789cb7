import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** What curl's command line looks like, as far as HTTP in a lab needs it. */
export const CURL: Declaration = {
  name: 'curl',
  words: { en: 'Fetches a URL over HTTP.', ko: 'HTTP로 URL의 내용을 가져옵니다.' },
  synopsis: 'curl [OPTION…] URL…',
  dialect: 'getopt',
  options: [
    flag('-4 --ipv4', 'IPv4 only.', 'IPv4만 사용합니다.'),
    valued('-A --user-agent', 'NAME', 'text', 'The User-Agent to send.', '보낼 User-Agent입니다.'),
    valued(
      '--connect-timeout',
      'SECONDS',
      'number',
      'Give up connecting after this long.',
      '이만큼 지나면 연결을 포기합니다.',
    ),
    valued('-d --data', 'DATA', 'text', 'Send this in a POST request.', '이 데이터를 POST 요청으로 보냅니다.'),
    flag('-f --fail', 'Fail, with status 22, on HTTP errors.', 'HTTP 오류이면 상태 22로 실패합니다.'),
    flag('-g --globoff', 'Take brackets in URLs as they are.', 'URL의 괄호를 그대로 둡니다.'),
    valued('-H --header', 'HEADER', 'text', 'Send this header.', '이 헤더를 보냅니다.'),
    flag('-I --head', 'Ask for the headers only.', '헤더만 요청합니다.'),
    flag('-i --include', 'Show the headers too.', '헤더도 보여 줍니다.'),
    flag('-k --insecure', 'Accept any certificate.', '모든 인증서를 받아들입니다.'),
    flag('-L --location', 'Follow redirects.', '리디렉션을 따라갑니다.'),
    valued('-m --max-time', 'SECONDS', 'number', 'Give up after this long.', '이만큼 지나면 포기합니다.'),
    flag('-N --no-buffer', 'Show data as it arrives.', '도착하는 대로 보여 줍니다.'),
    valued('-o --output', 'FILE', 'path', 'Write the answer to this file.', '응답을 이 파일에 씁니다.'),
    valued('-X --request', 'METHOD', 'text', 'The request method.', '요청 메서드입니다.'),
    valued(
      '--resolve',
      'HOST:PORT:ADDRESS',
      'text',
      'Take this address for the host.',
      '호스트의 주소로 이것을 씁니다.',
    ),
    flag('-S --show-error', 'Show errors in spite of -s.', '-s를 써도 오류를 보여 줍니다.'),
    flag('-s --silent', 'Show no progress and no errors.', '진행 상황과 오류를 보여 주지 않습니다.'),
    flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
    flag('-v --verbose', 'Show what is sent and received.', '주고받는 내용을 보여 줍니다.'),
    valued(
      '-w --write-out',
      'FORMAT',
      'text',
      'Print this afterwards: %{http_code}.',
      '마지막에 이것을 출력합니다: %{http_code}.',
    ),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [positional('url', ['URL', 'text'], 'What to fetch.', '가져올 주소입니다.', { repeats: true })],
    },
  },
};
