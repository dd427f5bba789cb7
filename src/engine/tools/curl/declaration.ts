import { flag, positional, valued } from '../grammar/declare-getopt';
import { RARE_OPTIONS } from './rare-options';
import type { Declaration, OptionDeclaration } from '../grammar/types';

const CONNECTION: readonly OptionDeclaration[] = [
  flag('-4 --ipv4', 'IPv4 only.', 'IPv4만 사용합니다.'),
  flag('-6 --ipv6', 'IPv6 only.', 'IPv6만 사용합니다.'),
  valued(
    '--connect-timeout',
    'SECONDS',
    'number',
    'Give up connecting after this long.',
    '이만큼 지나면 연결을 포기합니다.',
  ),
  valued(
    '--connect-to',
    'HOST1:PORT1:HOST2:PORT2',
    'text',
    'Connect to HOST2 instead of HOST1.',
    'HOST1 대신 HOST2에 연결합니다.',
  ),
  valued('--interface', 'NAME', 'text', 'The device or address to send from.', '보내는 쪽으로 쓸 장치나 주소입니다.'),
  valued('--local-port', 'PORT', 'number', 'The local port.', '로컬 포트입니다.'),
  valued('-m --max-time', 'SECONDS', 'number', 'Give up after this long.', '이만큼 지나면 포기합니다.'),
  valued('--resolve', 'HOST:PORT:ADDRESS', 'text', 'Take this address for the host.', '호스트의 주소로 이것을 씁니다.'),
  valued('--retry', 'NUMBER', 'number', 'Try again this often.', '이만큼 다시 시도합니다.'),
  flag('--retry-connrefused', 'Try again when refused too.', '거부되어도 다시 시도합니다.'),
  valued('--retry-delay', 'SECONDS', 'number', 'Wait this long in between.', '다시 시도하기 전에 기다리는 시간입니다.'),
  valued(
    '-x --proxy',
    'PROXY',
    'text',
    'Ask this proxy (not simulated yet).',
    '이 프록시를 거칩니다(아직 시뮬레이션되지 않음).',
  ),
];

const REQUEST: readonly OptionDeclaration[] = [
  valued('-A --user-agent', 'NAME', 'text', 'The User-Agent to send.', '보낼 User-Agent입니다.'),
  valued('-b --cookie', 'DATA', 'text', 'Send these cookies.', '이 쿠키를 보냅니다.'),
  flag('--compressed', 'Offer compression.', '압축을 받을 수 있다고 알립니다.'),
  valued('-d --data', 'DATA', 'text', 'Send this in a POST request.', '이 데이터를 POST 요청으로 보냅니다.'),
  valued('--data-ascii', 'DATA', 'text', 'As -d.', '-d와 같습니다.'),
  valued('--data-binary', 'DATA', 'text', 'As -d, with line ends kept.', '-d와 같지만 줄 끝을 그대로 둡니다.'),
  valued('--data-raw', 'DATA', 'text', 'As -d, with @ taken as it is.', '-d와 같지만 @를 그대로 둡니다.'),
  valued('-e --referer', 'URL', 'text', 'The page that led here.', '이 주소를 알려 준 페이지입니다.'),
  flag('-G --get', 'Put the data into the URL.', '데이터를 URL에 넣습니다.'),
  valued('-H --header', 'HEADER', 'text', 'Send this header.', '이 헤더를 보냅니다.'),
  flag('-0 --http1.0', 'Ask as HTTP/1.0.', 'HTTP/1.0으로 요청합니다.'),
  flag('--http1.1', 'Ask as HTTP/1.1.', 'HTTP/1.1로 요청합니다.'),
  flag('-I --head', 'Ask for the headers only.', '헤더만 요청합니다.'),
  valued('--json', 'DATA', 'text', 'Send this as JSON in a POST request.', '이 JSON을 POST 요청으로 보냅니다.'),
  flag('-L --location', 'Follow redirects.', '리디렉션을 따라갑니다.'),
  valued('-r --range', 'RANGE', 'text', 'Ask for these bytes only.', '이 바이트만 요청합니다.'),
  valued('-u --user', 'USER:PASSWORD', 'text', 'Log in with these.', '이것으로 로그인합니다.'),
  valued('-X --request', 'METHOD', 'text', 'The request method.', '요청 메서드입니다.'),
];

const TLS: readonly OptionDeclaration[] = [
  valued('--cacert', 'FILE', 'path', 'Trust these certificates.', '이 인증서를 신뢰합니다.'),
  valued('-E --cert', 'FILE', 'path', 'The client’s certificate.', '클라이언트 인증서입니다.'),
  flag('-k --insecure', 'Accept any certificate.', '모든 인증서를 받아들입니다.'),
  flag('--http2', 'Ask as HTTP/2 where the server has it.', '서버가 지원하면 HTTP/2로 요청합니다.'),
  valued('--tls-max', 'VERSION', 'text', 'The highest version of TLS: 1.2, 1.3.', 'TLS의 최고 버전입니다: 1.2, 1.3.'),
  flag('-1 --tlsv1', 'TLS 1.0 or newer.', 'TLS 1.0 이상을 씁니다.'),
  flag('--tlsv1.2', 'TLS 1.2 or newer.', 'TLS 1.2 이상을 씁니다.'),
  flag('--tlsv1.3', 'TLS 1.3 or newer.', 'TLS 1.3 이상을 씁니다.'),
  valued('--key', 'FILE', 'path', 'The client’s private key.', '클라이언트의 개인 키입니다.'),
];

const OUTPUT: readonly OptionDeclaration[] = [
  flag('--create-dirs', 'Make the folders of -o.', '-o의 폴더를 만듭니다.'),
  flag('-f --fail', 'Fail, with status 22, on HTTP errors.', 'HTTP 오류이면 상태 22로 실패합니다.'),
  flag('--fail-with-body', 'As -f, but show what the server said.', '-f와 같지만 서버의 응답을 보여 줍니다.'),
  flag('-g --globoff', 'Take brackets in URLs as they are.', 'URL의 괄호를 그대로 둡니다.'),
  flag('-i --include', 'Show the headers too.', '헤더도 보여 줍니다.'),
  flag('-N --no-buffer', 'Show data as it arrives.', '도착하는 대로 보여 줍니다.'),
  flag('--no-progress-meter', 'Show no progress.', '진행 상황을 보여 주지 않습니다.'),
  valued('-o --output', 'FILE', 'path', 'Write the answer to this file.', '응답을 이 파일에 씁니다.'),
  flag('-O --remote-name', 'Write to a file called as in the URL.', 'URL에 있는 이름의 파일에 씁니다.'),
  flag('-S --show-error', 'Show errors in spite of -s.', '-s를 써도 오류를 보여 줍니다.'),
  flag('-s --silent', 'Show no progress and no errors.', '진행 상황과 오류를 보여 주지 않습니다.'),
  flag('-v --verbose', 'Show what is sent and received.', '주고받는 내용을 보여 줍니다.'),
  valued(
    '-w --write-out',
    'FORMAT',
    'text',
    'Print this afterwards: %{http_code}.',
    '마지막에 이것을 출력합니다: %{http_code}.',
  ),
];

/** What curl's command line looks like, as far as HTTP in a lab needs it. */
export const CURL: Declaration = {
  name: 'curl',
  words: { en: 'Fetches a URL over HTTP.', ko: 'HTTP로 URL의 내용을 가져옵니다.' },
  synopsis: 'curl [OPTION…] URL…',
  dialect: 'getopt',
  options: [
    ...CONNECTION,
    ...REQUEST,
    ...TLS,
    ...OUTPUT,
    ...RARE_OPTIONS,
    flag('-h --help', 'Show the options.', '옵션을 보여 줍니다.'),
    valued('--url', 'URL', 'text', 'What to fetch.', '가져올 주소입니다.'),
    flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [positional('url', ['URL', 'text'], 'What to fetch.', '가져올 주소입니다.', { repeats: true })],
    },
  },
};
