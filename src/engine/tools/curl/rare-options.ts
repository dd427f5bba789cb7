import { flag, valued } from '../grammar/declare-getopt';
import type { OptionDeclaration } from '../grammar/types';

/** Options of curl that change nothing in a lab, where no connection is slow, resumed, compressed or kept. */
const WITHOUT_EFFECT: readonly OptionDeclaration[] = [
  flag('-q --disable', 'Read no .curlrc.', '.curlrc를 읽지 않습니다.'),
  flag('-n --netrc', 'Take the user from .netrc.', '사용자를 .netrc에서 읽습니다.'),
  flag('-j --junk-session-cookies', 'Forget session cookies.', '세션 쿠키를 버립니다.'),
  flag('-R --remote-time', 'Give the file the server’s time.', '파일에 서버의 시각을 줍니다.'),
  flag('--raw', 'Decode no transfer encoding.', '전송 인코딩을 풀지 않습니다.'),
  flag('--tcp-nodelay', 'Send small packets at once.', '작은 패킷도 바로 보냅니다.'),
  flag('--tcp-fastopen', 'Send data with the SYN.', 'SYN과 함께 데이터를 보냅니다.'),
  flag('--no-keepalive', 'Send no keep-alive probes.', '연결 유지 확인을 보내지 않습니다.'),
  flag('--path-as-is', 'Leave /../ in the path.', '경로의 /../를 그대로 둡니다.'),
  flag('--ssl', 'Try TLS where the protocol can switch to it.', '프로토콜이 지원하면 TLS를 시도합니다.'),
  flag('--ssl-reqd', 'Require TLS.', 'TLS를 요구합니다.'),
  flag('--basic', 'Log in by Basic authentication.', 'Basic 인증을 사용합니다.'),
  flag('--anyauth', 'Log in by what the server offers.', '서버가 제시하는 인증을 사용합니다.'),
  flag('--location-trusted', 'As -L, and log in there too.', '-L과 같고 그곳에도 로그인합니다.'),
  flag('--post301', 'Keep POST after status 301.', '상태 301 뒤에도 POST를 유지합니다.'),
  flag('--post302', 'Keep POST after status 302.', '상태 302 뒤에도 POST를 유지합니다.'),
  flag('--styled-output', 'Headers in bold.', '헤더를 굵게 보여 줍니다.'),
  flag('--no-styled-output', 'Headers not in bold.', '헤더를 굵게 하지 않습니다.'),
  flag('--no-alpn', 'No ALPN.', 'ALPN을 쓰지 않습니다.'),
  valued('-c --cookie-jar', 'FILE', 'path', 'Write cookies to this file.', '쿠키를 이 파일에 씁니다.'),
  valued('-z --time-cond', 'TIME', 'text', 'Only if newer than this.', '이보다 새로울 때만 받습니다.'),
  valued('-y --speed-time', 'SECONDS', 'number', 'How long -Y is measured.', '-Y를 재는 시간입니다.'),
  valued('-Y --speed-limit', 'SPEED', 'number', 'Give up below this speed.', '이보다 느리면 포기합니다.'),
  valued('--limit-rate', 'SPEED', 'text', 'Transfer no faster than this.', '이보다 빠르게 전송하지 않습니다.'),
  valued('--keepalive-time', 'SECONDS', 'number', 'Time between keep-alive probes.', '연결 유지 확인의 간격입니다.'),
  valued('--ciphers', 'LIST', 'text', 'TLS ciphers.', 'TLS 암호 목록입니다.'),
  valued('--tls13-ciphers', 'LIST', 'text', 'Ciphers of TLS 1.3.', 'TLS 1.3의 암호 목록입니다.'),
  valued('--cert-type', 'TYPE', 'text', 'The certificate’s format: PEM, DER.', '인증서의 형식: PEM, DER.'),
  valued('--key-type', 'TYPE', 'text', 'The key’s format: PEM, DER.', '키의 형식: PEM, DER.'),
  valued('--pass', 'PHRASE', 'text', 'The key’s pass phrase.', '키의 암호입니다.'),
  valued('--capath', 'DIRECTORY', 'path', 'Trust the certificates in it.', '이 디렉터리의 인증서를 신뢰합니다.'),
  valued('--proto', 'PROTOCOLS', 'text', 'Allowed protocols.', '허용하는 프로토콜입니다.'),
  valued('--proto-redir', 'PROTOCOLS', 'text', 'Protocols allowed after a redirect.', '리디렉션 뒤에 허용하는 프로토콜입니다.'),
  valued('--noproxy', 'HOSTS', 'text', 'Ask no proxy for these.', '이 호스트에는 프록시를 쓰지 않습니다.'),
  valued('--expect100-timeout', 'SECONDS', 'number', 'How long to wait for 100-continue.', '100-continue를 기다리는 시간입니다.'),
  valued('--happy-eyeballs-timeout-ms', 'MS', 'number', 'How much earlier IPv6 begins.', 'IPv6이 먼저 시작하는 시간입니다.'),
  valued('--retry-max-time', 'SECONDS', 'number', 'Try again no longer than this.', '이 시간까지만 다시 시도합니다.'),
]; // prettier-ignore

const WITH_EFFECT: readonly OptionDeclaration[] = [
  valued('-D --dump-header', 'FILE', 'path', 'Write the headers to this file.', '헤더를 이 파일에 씁니다.'),
  valued('-T --upload-file', 'FILE', 'path', 'Send this file by PUT.', '이 파일을 PUT으로 보냅니다.'),
  valued('-C --continue-at', 'OFFSET', 'text', 'Go on from this byte; - finds it out.', '이 바이트부터 이어 받습니다. -는 스스로 찾습니다.'),
  valued('--max-redirs', 'NUMBER', 'number', 'Follow no more redirects than this.', '리디렉션을 이만큼만 따라갑니다.'),
  valued('--max-filesize', 'BYTES', 'number', 'Take nothing larger than this.', '이보다 크면 받지 않습니다.'),
  valued('--stderr', 'FILE', 'path', 'Write errors to this file.', '오류를 이 파일에 씁니다.'),
  valued('--proto-default', 'PROTOCOL', 'text', 'The protocol of a URL that names none.', '프로토콜이 없는 URL에 쓸 프로토콜입니다.'),
  valued('--oauth2-bearer', 'TOKEN', 'text', 'Log in by this token.', '이 토큰으로 로그인합니다.'),
  flag('--fail-early', 'End at the first URL that fails.', '실패한 첫 URL에서 끝냅니다.'),
  flag('--remote-name-all', 'As -O for every URL.', '모든 URL에 -O를 씁니다.'),
  flag('-# --progress-bar', 'Progress as a bar.', '진행 상황을 막대로 보여 줍니다.'),
]; // prettier-ignore

/** What people use now and then. */
export const RARE_OPTIONS: readonly OptionDeclaration[] = [...WITHOUT_EFFECT, ...WITH_EFFECT];
