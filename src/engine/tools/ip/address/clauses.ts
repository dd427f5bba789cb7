import { choice, exact, prefix, value } from '../../grammar/declare';
import type { Clause } from '../../grammar/types';
import { ADDRESS, CIDR, DEVICE, HELP, METRIC, SCOPE } from '../values';

const LIFETIME = value('LFT', 'text', 'seconds, or `forever`', '초 단위 시간 또는 `forever`', [
  choice('forever', 'without end', '끝없이'),
]);

/** The words after `ip address add`, in the order ipaddr_modify compares them. */
export const ADDRESS_PARAMETERS: Clause = {
  parameters: [
    {
      ...exact('peer', 'the address of the other end of a point-to-point link', '점대점 링크 반대쪽의 주소', CIDR),
      aliases: ['remote'],
    },
    {
      ...prefix(
        'broadcast',
        'the broadcast address of the network; `+` computes it',
        '네트워크의 브로드캐스트 주소. `+`면 자동으로 계산',
        value('ADDRESS', 'address', 'a broadcast address', '브로드캐스트 주소', [
          choice('+', 'all host bits one', '호스트 비트를 모두 1로'),
          choice('-', 'all host bits zero', '호스트 비트를 모두 0으로'),
        ]),
      ),
      aliases: ['brd'],
    },
    exact('anycast', 'an anycast address', '애니캐스트 주소', ADDRESS),
    exact('scope', 'how far the address is valid', '주소가 유효한 범위', SCOPE),
    exact('dev', 'the device that gets the address', '주소를 받을 장치', DEVICE),
    exact(
      'label',
      'a name for the address',
      '주소에 붙일 이름',
      value('LABEL', 'text', 'a label like eth0:1', '라벨 (예: eth0:1)'),
    ),
    {
      ...prefix('metric', 'the metric of the route that comes with it', '함께 생기는 경로의 메트릭', METRIC),
      aliases: ['priority', 'preference'],
    },
    prefix('valid_lft', 'how long the address stays', '주소의 수명', LIFETIME),
    prefix('preferred_lft', 'how long it is used for new connections', '새 연결에 사용되는 시간', LIFETIME),
    exact('secondary', 'set by the kernel, not by you', '커널만 정할 수 있음'),
    exact('temporary', 'set by the kernel, not by you', '커널만 정할 수 있음'),
    exact('nodad', 'do not check for duplicates (IPv6)', '중복 검사를 하지 않음 (IPv6)'),
    exact('optimistic', 'use it while it is checked for duplicates (IPv6)', '중복 검사 중에도 사용 (IPv6)'),
    exact('dadfailed', 'set by the kernel, not by you', '커널만 정할 수 있음'),
    exact('home', 'a home address (IPv6)', '홈 주소 (IPv6)'),
    exact('deprecated', 'set by the kernel, not by you', '커널만 정할 수 있음'),
    exact('tentative', 'set by the kernel, not by you', '커널만 정할 수 있음'),
    exact('permanent', 'set by the kernel, not by you', '커널만 정할 수 있음'),
    exact('mngtmpaddr', 'make temporary addresses from it (IPv6)', '이 주소로 임시 주소를 만듦 (IPv6)'),
    exact('noprefixroute', 'do not add the route to its network', '네트워크로 가는 경로를 만들지 않음'),
    exact('autojoin', 'join the multicast group', '멀티캐스트 그룹에 가입'),
    exact('stable-privacy', 'set by the kernel, not by you', '커널만 정할 수 있음'),
    exact('local', 'the address', '주소', CIDR),
    HELP,
  ],
  positionals: [{ keyword: 'local', value: CIDR }],
};
