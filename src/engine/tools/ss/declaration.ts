import { flag, keyword, positional, valued } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration } from '../grammar/types';

/** Real options that the simulator refuses are declared too, so that a reader can look them up. */
const OPTIONS: readonly OptionDeclaration[] = [
  flag('-n --numeric', 'Show port numbers, not service names.', '서비스 이름 대신 포트 번호를 보여 줍니다.'),
  flag('-r --resolve', 'Resolve addresses to names.', '주소를 이름으로 풀어 보여 줍니다.'),
  flag('-a --all', 'Show listening and other sockets alike.', '대기 중인 소켓을 포함해 모두 보여 줍니다.'),
  flag('-l --listening', 'Show only listening sockets.', '대기 중인(listening) 소켓만 보여 줍니다.'),
  flag('-o --options', 'Show timers.', '타이머를 보여 줍니다.'),
  flag('-e --extended', 'Show details of each socket.', '소켓의 자세한 정보를 보여 줍니다.'),
  flag(
    '-m --memory',
    'Show memory usage (not simulated yet).',
    '메모리 사용량을 보여 줍니다(아직 시뮬레이션되지 않음).',
  ),
  flag('-p --processes', 'Show the program that uses each socket.', '소켓을 쓰는 프로그램을 보여 줍니다.'),
  flag('-T --threads', 'Show threads too.', '스레드도 보여 줍니다.'),
  flag(
    '-i --info',
    'Show TCP internals (not simulated yet).',
    'TCP 내부 정보를 보여 줍니다(아직 시뮬레이션되지 않음).',
  ),
  flag('-s --summary', 'Count the sockets.', '소켓 수를 요약합니다.'),
  flag('-b --bpf', 'Show BPF filters.', 'BPF 필터를 보여 줍니다.'),
  flag(
    '-E --events',
    'Show sockets as they are destroyed (not simulated yet).',
    '사라지는 소켓을 계속 보여 줍니다(아직 시뮬레이션되지 않음).',
  ),
  flag('-Z --context', 'Show SELinux contexts.', 'SELinux 컨텍스트를 보여 줍니다.'),
  flag('-z --contexts', 'Show SELinux contexts of sockets too.', '소켓의 SELinux 컨텍스트도 보여 줍니다.'),
  valued('-N --net', 'NSNAME', 'netns', 'Look into this network namespace.', '이 네트워크 네임스페이스를 봅니다.'),
  flag('-4 --ipv4', 'Only IPv4 sockets.', 'IPv4 소켓만 보여 줍니다.'),
  flag('-6 --ipv6', 'Only IPv6 sockets.', 'IPv6 소켓만 보여 줍니다.'),
  flag('-0 --packet', 'Only packet sockets.', '패킷 소켓만 보여 줍니다.'),
  flag('-t --tcp', 'Only TCP sockets.', 'TCP 소켓만 보여 줍니다.'),
  flag('-u --udp', 'Only UDP sockets.', 'UDP 소켓만 보여 줍니다.'),
  flag('-w --raw', 'Only raw sockets.', 'raw 소켓만 보여 줍니다.'),
  flag('-d --dccp', 'Only DCCP sockets.', 'DCCP 소켓만 보여 줍니다.'),
  flag('-S --sctp', 'Only SCTP sockets.', 'SCTP 소켓만 보여 줍니다.'),
  flag('-M --mptcp', 'Only MPTCP sockets.', 'MPTCP 소켓만 보여 줍니다.'),
  flag('-x --unix', 'Only Unix domain sockets.', '유닉스 도메인 소켓만 보여 줍니다.'),
  valued(
    '-f --family',
    'FAMILY',
    'text',
    'Only sockets of this family: inet, inet6 …',
    '이 주소 패밀리(inet, inet6 …)만 보여 줍니다.',
  ),
  valued(
    '-A --query --socket',
    'QUERY',
    'text',
    'Only these tables, separated by commas: tcp, udp, raw …',
    '쉼표로 나눈 이 테이블(tcp, udp, raw …)만 보여 줍니다.',
  ),
  flag(
    '-K --kill',
    'Close the sockets by force (not simulated yet).',
    '소켓을 강제로 닫습니다(아직 시뮬레이션되지 않음).',
  ),
  flag('-H --no-header', 'Leave the header out.', '머리줄을 출력하지 않습니다.'),
  flag('-O --oneline', 'One line per socket.', '소켓마다 한 줄로 출력합니다.'),
  valued(
    '-D --diag',
    'FILE',
    'path',
    'Dump raw data (not simulated yet).',
    '원시 데이터를 저장합니다(아직 시뮬레이션되지 않음).',
  ),
  valued(
    '-F --filter',
    'FILE',
    'path',
    'Read the filter from a file (not simulated yet).',
    '파일에서 필터를 읽습니다(아직 시뮬레이션되지 않음).',
  ),
  flag('-V -v --version', 'Show the version.', '버전을 보여 줍니다.'),
  flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
];

/** What ss's command line looks like. */
export const SS: Declaration = {
  name: 'ss',
  words: {
    en: 'Shows sockets: who listens and who is connected.',
    ko: '소켓, 곧 대기 중인 포트와 연결을 보여 줍니다.',
  },
  synopsis: 'ss [-t] [-u] [-l] [-a] [-n] [-p] [OPTION…] [state STATE] [FILTER]',
  dialect: 'getopt',
  options: OPTIONS,
  body: {
    clause: {
      parameters: [
        keyword('state', 'Only sockets in this state.', '이 상태의 소켓만 보여 줍니다.', ['STATE', 'text']),
        keyword('exclude', 'No sockets in this state.', '이 상태의 소켓은 뺍니다.', ['STATE', 'text']),
        keyword('src', 'The local address.', '로컬 주소입니다.', ['ADDRESS[:PORT]', 'text']),
        keyword('dst', 'The peer’s address.', '상대편 주소입니다.', ['ADDRESS[:PORT]', 'text']),
        keyword('sport', 'The local port: `sport = :80`.', '로컬 포트입니다: `sport = :80`.', [':PORT', 'text']),
        keyword('dport', 'The peer’s port: `dport = :80`.', '상대편 포트입니다: `dport = :80`.', [':PORT', 'text']),
        keyword('dev', 'The bound device.', '묶인 장치입니다.', ['DEVICE', 'device']),
      ],
      positionals: [
        positional('filter', ['FILTER', 'text'], 'Which sockets to show.', '어떤 소켓을 보여 줄지 정합니다.', {
          optional: true,
          repeats: true,
        }),
      ],
    },
  },
};
