import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration } from '../grammar/types';

/** In the order of traceroute's own table; the values' names are those its messages use. */
const OPTIONS: readonly OptionDeclaration[] = [
  flag('-4', 'Use IPv4.', 'IPv4를 사용합니다.'),
  flag('-6', 'Use IPv6 (not simulated yet).', 'IPv6를 사용합니다(아직 시뮬레이션되지 않음).'),
  flag('-d --debug', 'Set SO_DEBUG on the sockets.', '소켓에 SO_DEBUG를 설정합니다.'),
  flag('-F --dont-fragment', 'Do not fragment the probes.', '탐침 패킷을 단편화하지 않습니다.'),
  valued('-f --first', 'first_ttl', 'number', 'Start from this hop instead of 1.', '1이 아니라 이 홉부터 시작합니다.'),
  valued(
    '-g --gateway',
    'gate',
    'host',
    'Source-route through this gateway (not simulated yet).',
    '이 게이트웨이를 거치도록 소스 라우팅합니다(아직 시뮬레이션되지 않음).',
  ),
  flag('-I --icmp', 'Probe with ICMP echo requests.', 'ICMP echo 요청으로 탐침합니다.'),
  flag('-T --tcp', 'Probe with TCP SYNs, to port 80 unless -p says else.', 'TCP SYN으로 탐침합니다(기본 포트 80).'),
  valued('-i --interface', 'device', 'device', 'Send from this device.', '이 장치에서 보냅니다.'),
  valued(
    '-m --max-hops',
    'max_ttl',
    'number',
    'Give up after this many hops (default 30).',
    '최대 홉 수(기본값 30)입니다.',
  ),
  valued(
    '-N --sim-queries',
    'squeries',
    'number',
    'Probes under way at once (default 16).',
    '동시에 보내 두는 탐침의 수(기본값 16)입니다.',
  ),
  flag('-n', 'Show addresses only, no names.', '이름 없이 주소만 보여 줍니다.'),
  valued(
    '-p --port',
    'port',
    'number',
    'Destination port: the first one for UDP (default 33434), the only one for TCP; for ICMP the first sequence number.',
    '목적지 포트입니다: UDP는 첫 포트(기본값 33434), TCP는 고정 포트, ICMP는 첫 순번입니다.',
  ),
  valued('-t --tos', 'tos', 'number', 'Type of service of the probes.', '탐침의 서비스 종류(TOS)입니다.'),
  valued('-l --flowlabel', 'flow_label', 'number', 'IPv6 flow label.', 'IPv6 플로 레이블입니다.'),
  valued(
    '-w --wait',
    'MAX,HERE,NEAR',
    'text',
    'Seconds to wait for an answer (default 5), and how many times longer than other answers.',
    '응답을 기다리는 시간(초, 기본값 5)과 다른 응답에 견준 배수입니다.',
  ),
  valued(
    '-q --queries',
    'nqueries',
    'number',
    'Probes per hop (default 3).',
    '홉마다 보내는 탐침의 수(기본값 3)입니다.',
  ),
  flag(
    '-r',
    'Send only to hosts on an attached network (not simulated yet).',
    '직접 연결된 네트워크의 호스트에만 보냅니다(아직 시뮬레이션되지 않음).',
  ),
  valued('-s --source', 'src_addr', 'address', 'Source address of the probes.', '탐침의 출발지 주소입니다.'),
  valued(
    '-z --sendwait',
    'sendwait',
    'number',
    'Least time between probes: seconds, or milliseconds above 10.',
    '탐침 사이의 최소 간격입니다: 초, 10보다 크면 밀리초입니다.',
  ),
  flag('-e --extensions', 'Show ICMP extensions such as MPLS.', 'MPLS 같은 ICMP 확장을 보여 줍니다.'),
  flag(
    '-A --as-path-lookups',
    'Look up AS numbers (not simulated yet).',
    'AS 번호를 조회합니다(아직 시뮬레이션되지 않음).',
  ),
  {
    ...valued('-M --module', 'name', 'choice', 'Method of probing.', '탐침 방법입니다.'),
    value: {
      name: 'name',
      type: 'choice',
      words: { en: 'Method of probing.', ko: '탐침 방법입니다.' },
      choices: [
        { value: 'default', words: { en: 'UDP to a new port each time.', ko: '매번 다른 포트로 UDP를 보냅니다.' } },
        { value: 'udp', words: { en: 'UDP to one port.', ko: '한 포트로 UDP를 보냅니다.' } },
        { value: 'icmp', words: { en: 'ICMP echo requests.', ko: 'ICMP echo 요청을 보냅니다.' } },
        { value: 'tcp', words: { en: 'TCP SYNs.', ko: 'TCP SYN을 보냅니다.' } },
      ],
    },
  },
  valued(
    '-O --options',
    'OPTS',
    'text',
    'Options of the method: `info` shows the flags of TCP answers.',
    '방법별 옵션입니다: `info`는 TCP 응답의 플래그를 보여 줍니다.',
  ),
  valued('--sport', 'num', 'number', 'Source port; implies -N 1.', '출발지 포트입니다. -N 1이 함께 적용됩니다.'),
  valued('--fwmark', 'num', 'number', 'Mark the probes for the firewall.', '방화벽을 위해 탐침에 마크를 붙입니다.'),
  flag('-U --udp', 'Probe with UDP to one port (default 53).', '한 포트(기본값 53)로 UDP 탐침을 보냅니다.'),
  flag('-UL', 'Probe with UDPLITE (not simulated yet).', 'UDPLITE로 탐침합니다(아직 시뮬레이션되지 않음).'),
  flag('-D --dccp', 'Probe with DCCP (not simulated yet).', 'DCCP로 탐침합니다(아직 시뮬레이션되지 않음).'),
  valued(
    '-P --protocol',
    'prot',
    'number',
    'Probe with this IP protocol (not simulated yet).',
    '이 IP 프로토콜로 탐침합니다(아직 시뮬레이션되지 않음).',
  ),
  flag('--mtu', 'Find the MTU of the path; implies -F -N 1.', '경로의 MTU를 찾습니다. -F -N 1이 함께 적용됩니다.'),
  flag('--back', 'Show how many hops the answers took when it differs.', '돌아온 경로의 홉 수가 다르면 보여 줍니다.'),
  flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  flag('--help', 'Show the usage.', '사용법을 보여 줍니다.'),
];

/** What traceroute's command line looks like. */
export const TRACEROUTE: Declaration = {
  name: 'traceroute',
  words: {
    en: 'Shows every router on the way to a host.',
    ko: '호스트까지 가는 길의 라우터를 모두 보여 줍니다.',
  },
  synopsis: 'traceroute [-n] [-I|-T|-U] [-q NQUERIES] [-w SECONDS] [-m MAX_TTL] [OPTION…] HOST [PACKETLEN]',
  dialect: 'getopt',
  options: OPTIONS,
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('host', ['HOST', 'host'], 'The host to trace the way to.', '경로를 추적할 호스트입니다.'),
        positional(
          'packetlen',
          ['PACKETLEN', 'number'],
          'Length of the probes in bytes.',
          '탐침의 길이(바이트)입니다.',
          {
            optional: true,
          },
        ),
      ],
    },
  },
};
