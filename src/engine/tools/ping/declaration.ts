import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration, OptionDeclaration } from '../grammar/types';

/** Real options of ping that the simulator reads and refuses are declared too, so that a reader can look them up. */
const OPTIONS: readonly OptionDeclaration[] = [
  flag('-4', 'Use IPv4 only.', 'IPv4만 사용합니다.'),
  flag('-6', 'Use IPv6 only.', 'IPv6만 사용합니다.'),
  flag('-a', 'Ring the terminal bell at every reply.', '응답이 올 때마다 벨을 울립니다.'),
  flag('-A', 'Adapt the interval to the round-trip time.', '왕복 시간에 맞춰 간격을 조절합니다.'),
  flag('-b', 'Allow pinging a broadcast address.', '브로드캐스트 주소로 ping을 허용합니다.'),
  flag('-B', 'Keep the source address chosen at the start.', '처음에 고른 출발지 주소를 바꾸지 않습니다.'),
  valued('-c', 'COUNT', 'number', 'Stop after this many replies.', '이 개수만큼 응답을 받으면 끝냅니다.'),
  flag('-C', 'Connect the socket to the destination.', '소켓을 목적지에 connect합니다.'),
  flag('-d', 'Set SO_DEBUG on the socket.', '소켓에 SO_DEBUG를 설정합니다.'),
  flag('-D', 'Print the time before each line.', '각 줄 앞에 시각을 출력합니다.'),
  valued(
    '-e',
    'IDENTIFIER',
    'number',
    'Identifier of this session’s echo requests.',
    '이 세션의 echo 요청 식별자입니다.',
  ),
  flag('-f', 'Flood: send as fast as replies come.', '플러드: 응답이 오는 만큼 빠르게 보냅니다.'),
  valued('-F', 'FLOWLABEL', 'number', 'IPv6 flow label.', 'IPv6 플로 레이블입니다.'),
  flag('-h', 'Show the usage.', '사용법을 보여 줍니다.'),
  flag('-?', 'Show the usage.', '사용법을 보여 줍니다.'),
  valued(
    '-i',
    'SECONDS',
    'number',
    'Wait this long between packets (default 1).',
    '패킷 사이의 간격(초, 기본값 1)입니다.',
  ),
  valued(
    '-I',
    'INTERFACE',
    'device',
    'Send from this device, or from this source address.',
    '이 장치에서, 또는 이 출발지 주소로 보냅니다.',
  ),
  valued(
    '-l',
    'PRELOAD',
    'number',
    'Send this many packets without waiting.',
    '기다리지 않고 이 개수만큼 먼저 보냅니다.',
  ),
  flag('-L', 'Suppress loopback of multicast packets.', '멀티캐스트 패킷의 루프백을 막습니다.'),
  valued('-m', 'MARK', 'number', 'Mark the packets for policy routing.', '정책 라우팅을 위해 패킷에 마크를 붙입니다.'),
  {
    names: ['-M'],
    words: { en: 'Path MTU discovery.', ko: '경로 MTU 탐색 방법입니다.' },
    value: {
      name: 'PMTUDISC',
      type: 'choice',
      words: { en: 'What to do with packets that are too big.', ko: '너무 큰 패킷을 어떻게 할지 정합니다.' },
      choices: [
        { value: 'do', words: { en: 'Never fragment, not even locally.', ko: '로컬에서도 절대 단편화하지 않습니다.' } },
        { value: 'want', words: { en: 'Fragment locally when too big.', ko: '크면 로컬에서 단편화합니다.' } },
        { value: 'dont', words: { en: 'Do not set the DF flag.', ko: 'DF 플래그를 켜지 않습니다.' } },
      ],
    },
  },
  flag('-n', 'Show addresses only, no names.', '이름 없이 주소만 보여 줍니다.'),
  valued('-N', 'NODEINFO', 'text', 'IPv6 node information query.', 'IPv6 노드 정보 질의입니다.'),
  flag('-O', 'Report a missing reply before sending the next packet.', '다음 패킷을 보내기 전에 빠진 응답을 알립니다.'),
  valued('-p', 'PATTERN', 'text', 'Fill the packet with these hex bytes.', '패킷을 이 16진수 바이트로 채웁니다.'),
  flag('-q', 'Quiet: only the header and the statistics.', '조용히: 머리줄과 통계만 출력합니다.'),
  valued('-Q', 'TOS', 'number', 'Type of service (DSCP) byte.', '서비스 종류(DSCP) 바이트입니다.'),
  flag('-R', 'Record the route (not simulated yet).', '경로를 기록합니다(아직 시뮬레이션되지 않음).'),
  flag(
    '-r',
    'Bypass the routing table (not simulated yet).',
    '라우팅 테이블을 거치지 않습니다(아직 시뮬레이션되지 않음).',
  ),
  valued('-s', 'SIZE', 'number', 'Bytes of data (default 56).', '데이터 바이트 수(기본값 56)입니다.'),
  valued('-S', 'SNDBUF', 'number', 'Size of the send buffer.', '송신 버퍼의 크기입니다.'),
  valued(
    '-t',
    'TTL',
    'number',
    'Time to live: how many routers may forward it.',
    'TTL: 몇 개의 라우터를 지날 수 있는지입니다.',
  ),
  valued(
    '-T',
    'TIMESTAMP',
    'text',
    'IP timestamp option (not simulated yet).',
    'IP 타임스탬프 옵션(아직 시뮬레이션되지 않음)입니다.',
  ),
  flag('-U', 'Measure full user-to-user time.', '사용자에서 사용자까지 전체 시간을 잽니다.'),
  flag('-v', 'Verbose.', '자세히 출력합니다.'),
  flag('-V', 'Show the version.', '버전을 보여 줍니다.'),
  valued(
    '-w',
    'DEADLINE',
    'number',
    'Stop after this many seconds whatever happened.',
    '무슨 일이 있어도 이 시간(초) 뒤에 끝냅니다.',
  ),
  valued(
    '-W',
    'TIMEOUT',
    'number',
    'Seconds to wait for a reply after the last packet.',
    '마지막 패킷 뒤에 응답을 기다리는 시간(초)입니다.',
  ),
];

/** What ping's command line looks like. */
export const PING: Declaration = {
  name: 'ping',
  words: {
    en: 'Sends ICMP echo requests to a host and shows the replies.',
    ko: '호스트에 ICMP echo 요청을 보내고 응답을 보여 줍니다.',
  },
  synopsis: 'ping [-c COUNT] [-i SECONDS] [-I INTERFACE] [-W TIMEOUT] [OPTION…] DESTINATION',
  dialect: 'getopt',
  options: OPTIONS,
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional(
          'destination',
          ['DESTINATION', 'host'],
          'The host to reach: an address or a name.',
          '닿으려는 호스트의 주소나 이름입니다.',
        ),
      ],
    },
  },
};
