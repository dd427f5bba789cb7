import { flag, keyword, positional } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** What ifconfig's command line looks like. It reads its options itself, whole words before the interface. */
export const IFCONFIG: Declaration = {
  name: 'ifconfig',
  words: {
    en: 'Shows or configures network interfaces (net-tools).',
    ko: '네트워크 인터페이스를 보여 주거나 설정합니다(net-tools).',
  },
  synopsis: 'ifconfig [-a] [-s] [INTERFACE [ADDRESS[/LENGTH]] [netmask MASK] [broadcast ADDRESS] [up|down] …]',
  dialect: 'getopt',
  options: [
    flag('-a', 'Show interfaces that are down too.', '내려간 인터페이스도 보여 줍니다.'),
    flag('-s', 'One short line per interface.', '인터페이스마다 짧게 한 줄씩 보여 줍니다.'),
    flag('-v', 'Be verbose.', '자세히 출력합니다.'),
    flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
    flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
  ],
  body: {
    clause: {
      parameters: [
        keyword('up', 'Bring the interface up.', '인터페이스를 올립니다.'),
        keyword(
          'down',
          'Take the interface down; on an alias, delete it.',
          '인터페이스를 내립니다. 별칭이면 지웁니다.',
        ),
        keyword('netmask', 'The mask of the address.', '주소의 넷마스크입니다.', ['NETMASK', 'netmask']),
        keyword('broadcast', 'The broadcast address.', '브로드캐스트 주소입니다.', ['ADDRESS', 'address']),
        keyword(
          '-broadcast',
          'Asks to leave broadcast mode, which Ethernet never does.',
          '브로드캐스트 모드를 끄라고 하지만 이더넷은 끄지 않습니다.',
        ),
        keyword('mtu', 'Largest packet in bytes.', '가장 큰 패킷의 바이트 수입니다.', ['BYTES', 'number']),
        {
          ...keyword('hw', 'Set the hardware (MAC) address.', '하드웨어(MAC) 주소를 설정합니다.'),
          values: [
            {
              name: 'TYPE',
              type: 'choice',
              words: { en: 'Hardware type.', ko: '하드웨어 종류입니다.' },
              choices: [{ value: 'ether', words: { en: 'Ethernet.', ko: '이더넷입니다.' } }],
            },
            { name: 'HWADDR', type: 'mac', words: { en: 'The MAC address.', ko: 'MAC 주소입니다.' } },
          ],
        },
        keyword(
          'add',
          'Add an address: IPv4 on a new alias (eth0:0), IPv6 on the device.',
          '주소를 추가합니다. IPv4는 새 별칭(eth0:0)에, IPv6는 장치에 붙습니다.',
          ['ADDRESS', 'cidr'],
        ),
        keyword('del', 'Delete an address added before.', '추가한 주소를 지웁니다.', ['ADDRESS', 'cidr']),
        keyword('dstaddr', 'The far end of a point-to-point link.', '점대점 링크의 상대 주소입니다.', [
          'ADDRESS',
          'address',
        ]),
        {
          ...keyword('pointopoint', 'The far end of a point-to-point link.', '점대점 링크의 상대 주소입니다.', [
            'ADDRESS',
            'address',
          ]),
          aliases: ['pointtopoint'],
        },
        {
          ...keyword('-pointopoint', 'Asks to leave point-to-point mode.', '점대점 모드를 끄라고 합니다.'),
          aliases: ['-pointtopoint'],
        },
        keyword('arp', 'Use ARP on this interface.', '이 인터페이스에서 ARP를 씁니다.'),
        keyword('-arp', 'Do not use ARP on this interface.', '이 인터페이스에서 ARP를 쓰지 않습니다.'),
        keyword('promisc', 'Receive every frame, whoever it is for.', '누구에게 가든 모든 프레임을 받습니다.'),
        keyword('-promisc', 'Receive only own frames.', '자기 프레임만 받습니다.'),
        keyword('allmulti', 'Receive all multicast frames.', '모든 멀티캐스트 프레임을 받습니다.'),
        keyword('-allmulti', 'Receive only joined multicast groups.', '가입한 멀티캐스트 그룹만 받습니다.'),
        keyword('multicast', 'The interface can multicast.', '멀티캐스트를 켭니다.'),
        keyword('-multicast', 'The interface cannot multicast.', '멀티캐스트를 끕니다.'),
        keyword('txqueuelen', 'Length of the transmit queue.', '송신 큐의 길이입니다.', ['PACKETS', 'number']),
        keyword('name', 'Rename the interface.', '인터페이스 이름을 바꿉니다.', ['NAME', 'new-device']),
        keyword('inet', 'Address family IPv4 (default).', '주소 체계 IPv4입니다(기본값).'),
        keyword('inet6', 'Address family IPv6.', '주소 체계 IPv6입니다.'),
      ],
      positionals: [
        positional(
          'interface',
          ['INTERFACE', 'device'],
          'The interface, or an alias such as eth0:1.',
          '인터페이스 또는 eth0:1 같은 별칭입니다.',
          { optional: true },
        ),
        positional(
          'address',
          ['ADDRESS', 'cidr'],
          'Its new address; this brings the interface up.',
          '새 주소이며, 인터페이스가 올라갑니다.',
          { optional: true },
        ),
      ],
    },
  },
};
