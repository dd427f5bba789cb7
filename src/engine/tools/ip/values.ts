import { choice, prefix, value } from '../grammar/declare';
import type { Parameter } from '../grammar/types';

/** Values that several objects of `ip` and `bridge` take. */
export const DEVICE = value(
  'DEVICE',
  'device',
  'a network device, as `ip link` lists them',
  '네트워크 장치 이름 (`ip link`에 나오는 이름)',
);
export const MAC = value('LLADDR', 'mac', 'a MAC address, six bytes in hexadecimal', 'MAC 주소 (16진수 6바이트)');
export const NETNS = value(
  'NETNS',
  'netns',
  'a network namespace, as `ip netns` lists them',
  '네트워크 네임스페이스 이름 (`ip netns`에 나오는 이름)',
);
export const ADDRESS = value('ADDRESS', 'address', 'an IP address', 'IP 주소');
export const CIDR = value(
  'PREFIX',
  'cidr',
  'an address and its prefix length, like 192.168.1.10/24; without a length it is /32, that is this one host',
  '주소와 프리픽스 길이 (예: 192.168.1.10/24). 길이를 빼면 /32, 즉 그 호스트 하나만을 뜻함',
);
export const PREFIX = value(
  'PREFIX',
  'prefix',
  'a destination network like 192.168.2.0/24, or `default`',
  '목적지 네트워크 (예: 192.168.2.0/24) 또는 `default`',
  [
    choice(
      'default',
      'every destination without a better route (0.0.0.0/0)',
      '더 구체적인 경로가 없는 모든 목적지 (0.0.0.0/0)',
    ),
  ],
);
export const NUMBER = value('NUMBER', 'number', 'a number', '숫자');
export const ON_OFF = value('on|off', 'choice', 'whether it is on', '켤지 끌지', [
  choice('on', 'switch it on', '켬'),
  choice('off', 'switch it off', '끔'),
]);
export const SCOPE = value('SCOPE', 'choice', 'how far an address or route is valid', '주소나 경로가 유효한 범위', [
  choice('global', 'valid everywhere', '어디서나 유효'),
  choice('site', 'valid inside this site (IPv6)', '사이트 안에서만 유효 (IPv6)'),
  choice('link', 'valid on this link only', '이 링크에서만 유효'),
  choice('host', 'valid inside this host only', '이 호스트 안에서만 유효'),
]);
export const TABLE = value('TABLE', 'table', 'a routing table, by name or number', '라우팅 테이블 (이름 또는 번호)', [
  choice('main', 'the table ordinary routes are in', '일반 경로가 들어 있는 테이블'),
  choice('local', "the kernel's table of this host's own addresses", '이 호스트의 주소를 담은 커널 테이블'),
  choice('default', 'the table looked up last, usually empty', '마지막에 찾는 테이블 (보통 비어 있음)'),
  choice('all', 'every table', '모든 테이블'),
]);
export const PROTOCOL = value('RTPROTO', 'choice', 'who installed the route', '경로를 만든 주체', [
  choice('kernel', 'the kernel, when an address was added', '커널 (주소를 추가할 때)'),
  choice('boot', 'somebody by hand, the default', '사람이 직접 (기본값)'),
  choice('static', 'the administrator, to stay', '관리자가 고정으로'),
  choice('dhcp', 'a DHCP client', 'DHCP 클라이언트'),
  choice('bird', 'the BIRD routing daemon', 'BIRD 라우팅 데몬'),
]);
export const METRIC = value(
  'METRIC',
  'number',
  'a preference: of two equal routes the one with the lower number is used',
  '우선순위: 같은 목적지라면 숫자가 작은 경로를 사용',
);

/** `help` as a word of any clause. */
export const HELP: Parameter = prefix('help', 'print what can be written here', '쓸 수 있는 문법을 출력');
