import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** tcpdump(1): getopt's "aAb:B:c:C:dDeE:fF:G:hHi:IjJ:KlLm:M:nNOpqQ:r:s:StT:uUvV:w:W:xXy:Yz:Z:#". */
export const TCPDUMP: Declaration = {
  name: 'tcpdump',
  words: {
    en: 'Shows the packets that devices send and take in.',
    ko: '장치가 보내고 받는 패킷을 보여 줍니다.',
  },
  synopsis: 'tcpdump [-n] [-i DEVICE] [-c COUNT] [-e] [-v] [-w FILE | -r FILE] [OPTION…] [EXPRESSION]',
  dialect: 'getopt',
  options: [
    valued('-i --interface', 'DEVICE', 'device', 'Listen on this device; any is all of them.', '이 장치에서 듣습니다. any는 모든 장치입니다.'), // prettier-ignore
    flag('-n', 'Show addresses and ports as numbers.', '주소와 포트를 숫자로 보여 줍니다.'),
    flag('-N', 'Show host names without their domain.', '호스트 이름을 도메인 없이 보여 줍니다.'),
    valued('-c', 'COUNT', 'number', 'End after this many packets.', '이 개수만큼 잡고 끝냅니다.'),
    flag('--count', 'Only say how many packets a file has.', '파일에 패킷이 몇 개인지만 말합니다.'),
    flag('-v --verbose', 'Say more; -vv and -vvv still more.', '더 자세히 보여 줍니다. -vv와 -vvv는 더욱 자세합니다.'),
    flag('-q', 'Say less about protocols.', '프로토콜을 간단히 보여 줍니다.'),
    flag('-e', 'Show the link header: MAC addresses, VLAN.', '링크 헤더(MAC 주소, VLAN)도 보여 줍니다.'),
    flag('-t', 'No time; -tt seconds since 1970, -ttt since the last packet, -tttt with the date.', '시각을 뺍니다. -tt는 1970년부터의 초, -ttt는 앞 패킷부터, -tttt는 날짜까지입니다.'), // prettier-ignore
    flag('-A', 'Show the data as text.', '데이터를 글자로 보여 줍니다.'),
    flag('-x', 'Show the packet in hexadecimal; -xx with the link header.', '패킷을 16진수로 보여 줍니다. -xx는 링크 헤더까지입니다.'), // prettier-ignore
    flag('-X', 'In hexadecimal and as text; -XX with the link header.', '16진수와 글자로 보여 줍니다. -XX는 링크 헤더까지입니다.'), // prettier-ignore
    flag('-S --absolute-tcp-sequence-numbers', 'Sequence numbers of TCP as they are.', 'TCP 순서 번호를 그대로 보여 줍니다.'), // prettier-ignore
    flag('-K --dont-verify-checksums', 'Do not look at checksums.', '체크섬을 확인하지 않습니다.'),
    flag('-p --no-promiscuous-mode', 'Do not make the device take frames for others.', '장치를 무차별 모드로 만들지 않습니다.'), // prettier-ignore
    flag('-l', 'Write every line at once.', '한 줄씩 바로 출력합니다.'),
    flag('-U --packet-buffered', 'Write every packet at once.', '패킷마다 바로 저장합니다.'),
    flag('--immediate-mode', 'Take every packet at once.', '패킷을 바로 넘겨받습니다.'),
    flag('-# --number', 'Number the lines.', '줄에 번호를 붙입니다.'),
    valued(
      '-Q --direction',
      'in|out|inout',
      'text',
      'Only what comes in, or goes out.',
      '들어오거나 나가는 것만 봅니다.',
    ),
    valued('-w', 'FILE', 'path', 'Write the packets to a file instead of showing them.', '보여 주는 대신 파일에 저장합니다.'), // prettier-ignore
    flag('--print', 'Show them although they are written.', '저장하면서 보여 주기도 합니다.'),
    valued('-r', 'FILE', 'path', 'Read the packets from a file.', '파일에서 패킷을 읽습니다.'),
    valued('-F', 'FILE', 'path', 'The expression is in this file.', '식을 이 파일에서 읽습니다.'),
    valued('-s --snapshot-length', 'BYTES', 'number', 'Keep so many bytes of each packet.', '패킷마다 이 바이트까지만 잡습니다.'), // prettier-ignore
    flag('-D --list-interfaces', 'List the devices to listen on.', '들을 수 있는 장치를 나열합니다.'),
    flag('-L --list-data-link-types', 'List the link types of the device.', '장치의 링크 종류를 나열합니다.'),
    flag('-d', 'Show the filter as a program.', '필터를 프로그램으로 보여 줍니다.'),
    flag('-f', 'Foreign addresses as numbers.', '바깥 주소를 숫자로 보여 줍니다.'),
    flag('-O --no-optimize', 'Do not optimize the filter.', '필터를 최적화하지 않습니다.'),
    flag('-u', 'NFS handles undecoded.', 'NFS 핸들을 해석하지 않습니다.'),
    flag('-b', 'AS numbers in ASDOT.', 'AS 번호를 ASDOT으로 보여 줍니다.'),
    flag('-H', 'Look for 802.11s headers.', '802.11s 헤더를 찾습니다.'),
    flag('-I --monitor-mode', 'Monitor mode of Wi-Fi.', 'Wi-Fi 모니터 모드입니다.'),
    flag('-J --list-time-stamp-types', 'List kinds of time stamps.', '시각 종류를 나열합니다.'),
    valued('-j --time-stamp-type', 'TYPE', 'text', 'The kind of time stamps.', '시각의 종류입니다.'),
    valued('--time-stamp-precision', 'PRECISION', 'text', 'micro or nano.', 'micro 또는 nano입니다.'),
    flag('--micro', 'Times in microseconds.', '시각을 마이크로초로 보여 줍니다.'),
    flag('--nano', 'Times in nanoseconds.', '시각을 나노초로 보여 줍니다.'),
    valued('-B --buffer-size', 'KIB', 'number', 'Size of the buffer.', '버퍼 크기입니다.'),
    valued(
      '-C',
      'SIZE',
      'number',
      'Begin another file when one is this large.',
      '파일이 이만큼 커지면 새 파일을 씁니다.',
    ),
    valued('-G', 'SECONDS', 'number', 'Begin another file after this time.', '이 시간마다 새 파일을 씁니다.'),
    valued('-W', 'COUNT', 'number', 'At most this many files.', '파일을 이 개수까지만 씁니다.'),
    valued('-E', 'ALGO:SECRET', 'text', 'Decrypt IPsec.', 'IPsec을 풉니다.'),
    valued('-M', 'SECRET', 'text', 'Check TCP-MD5.', 'TCP-MD5를 확인합니다.'),
    valued('-m', 'MODULE', 'path', 'Load an SMI module.', 'SMI 모듈을 읽습니다.'),
    valued('-T', 'TYPE', 'text', 'Read the packets as this protocol.', '패킷을 이 프로토콜로 해석합니다.'),
    valued('-V', 'FILE', 'path', 'Read a list of files.', '파일 목록을 읽습니다.'),
    valued('-y --linktype', 'TYPE', 'text', 'The link type.', '링크 종류입니다.'),
    valued('-z', 'COMMAND', 'text', 'Run this for each file.', '파일마다 이 명령을 실행합니다.'),
    valued('-Z --relinquish-privileges', 'USER', 'text', 'Become this user.', '이 사용자가 됩니다.'),
    flag('--version', 'Show the version.', '버전을 보여 줍니다.'),
    flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('expression', ['EXPRESSION', 'text'], 'Which packets: host, net, port, icmp, arp, tcp, udp, and, or, not …', '어떤 패킷인지: host, net, port, icmp, arp, tcp, udp, and, or, not …', { repeats: true, optional: true }), // prettier-ignore
      ],
    },
  },
};
