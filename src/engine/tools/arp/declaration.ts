import { flag, keyword, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** What arp's command line looks like. */
export const ARP: Declaration = {
  name: 'arp',
  words: {
    en: 'Shows or changes the ARP table: which MAC address a neighbour has.',
    ko: '이웃의 MAC 주소를 적은 ARP 테이블을 보여 주거나 바꿉니다.',
  },
  synopsis: 'arp [-n] [-a] [-i DEVICE] [HOST] | arp -d HOST | arp -s HOST HWADDR [temp]',
  dialect: 'getopt',
  options: [
    valued(
      '-A -p --protocol',
      'FAMILY',
      'text',
      'Address family; the kernel has only inet.',
      '주소 체계이며 커널에는 inet뿐입니다.',
    ),
    valued(
      '-H -t --hw-type',
      'TYPE',
      'text',
      'Hardware type, ether by default.',
      '하드웨어 종류이며 기본값은 ether입니다.',
    ),
    flag('-a --all', 'Show entries in BSD style.', 'BSD 형식으로 항목을 보여 줍니다.'),
    flag('-d --delete', 'Delete the entry of a host.', '호스트의 항목을 지웁니다.'),
    flag('-f --file', 'Read entries from a file (/etc/ethers).', '파일(/etc/ethers)에서 항목을 읽습니다.'),
    flag('-n --numeric', 'Show addresses instead of names.', '이름 대신 주소를 보여 줍니다.'),
    flag('-s --set', 'Set the entry of a host.', '호스트의 항목을 설정합니다.'),
    flag('-e', 'Show entries in Linux style (default).', '리눅스 형식으로 보여 줍니다(기본값).'),
    valued('-i --device', 'DEVICE', 'device', 'Only entries of this device.', '이 장치의 항목만 다룹니다.'),
    flag('-v --verbose', 'Count the entries too.', '항목 수도 셉니다.'),
    flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
    flag('-?', 'Show the usage.', '사용법을 보여 줍니다.'),
    flag('-D --use-device', 'Take the MAC address of a device.', '장치의 MAC 주소를 씁니다.'),
    flag('-N --symbolic', 'Not supported by arp itself.', 'arp가 지원하지 않습니다.'),
    flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
  ],
  body: {
    clause: {
      parameters: [
        keyword('temp', 'The entry may age, instead of staying for ever.', '항목이 영구적이지 않고 낡을 수 있습니다.'),
        keyword(
          'pub',
          'Answer ARP requests for this address (proxy ARP).',
          '이 주소의 ARP 요청에 대신 답합니다(프록시 ARP).',
        ),
        keyword('priv', 'Only an entry that is not published.', '공개되지 않은 항목만 다룹니다.'),
        keyword('trail', 'Obsolete; no effect.', '더는 쓰지 않으며 효과가 없습니다.'),
        keyword('dontpub', 'Obsolete; no effect.', '더는 쓰지 않으며 효과가 없습니다.'),
        keyword('auto', 'Obsolete; no effect.', '더는 쓰지 않으며 효과가 없습니다.'),
        keyword('dev', 'The device of the entry.', '항목의 장치입니다.', ['DEVICE', 'device']),
        keyword('netmask', 'Network of a proxy entry.', '프록시 항목의 네트워크입니다.', ['NETMASK', 'netmask']),
      ],
      positionals: [
        positional('host', ['HOST', 'host'], 'The neighbour.', '이웃 호스트입니다.', { optional: true }),
        positional('hwaddr', ['HWADDR', 'mac'], 'Its MAC address (with -s).', 'MAC 주소입니다(-s와 함께).', {
          optional: true,
        }),
      ],
    },
  },
};
