import { flag, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** ipvsadm(8) 1.31. */
export const IPVSADM: Declaration = {
  name: 'ipvsadm',
  words: {
    en: 'Shows and changes the virtual services of the kernel’s load balancer IPVS, as kube-proxy uses it in ipvs mode.',
    ko: '커널의 부하 분산기 IPVS의 가상 서비스를 보여 주고 바꿉니다. kube-proxy가 ipvs 모드에서 씁니다.',
  },
  synopsis: 'ipvsadm -L [-n] [-c] | -A|-E|-D -t|-u ADDRESS:PORT [-s SCHEDULER] [-p [SECONDS]] | -a|-e|-d -t|-u ADDRESS:PORT -r SERVER [-m|-g|-i] [-w WEIGHT] | -C | -S [-n] | -R', // prettier-ignore
  dialect: 'getopt',
  options: [
    flag('-L -l --list', 'List services and their servers.', '서비스와 그 서버를 보여 줍니다.'),
    flag('-A --add-service', 'Add a virtual service.', '가상 서비스를 더합니다.'),
    flag('-E --edit-service', 'Change a virtual service.', '가상 서비스를 바꿉니다.'),
    flag('-D --delete-service', 'Delete a virtual service.', '가상 서비스를 지웁니다.'),
    flag('-C --clear', 'Delete all virtual services.', '모든 가상 서비스를 지웁니다.'),
    flag('-R --restore', 'Read commands from standard input.', '표준 입력에서 명령을 읽습니다.'),
    flag('-S --save', 'Print all services as commands.', '모든 서비스를 명령으로 출력합니다.'),
    flag('-a --add-server', 'Add a server to a service.', '서비스에 서버를 더합니다.'),
    flag('-e --edit-server', 'Change a server of a service.', '서비스의 서버를 바꿉니다.'),
    flag('-d --delete-server', 'Delete a server of a service.', '서비스의 서버를 지웁니다.'),
    valued('-t --tcp-service', 'SERVICE', 'text', 'The TCP service, ADDRESS:PORT.', 'TCP 서비스, 주소:포트입니다.'),
    valued('-u --udp-service', 'SERVICE', 'text', 'The UDP service, ADDRESS:PORT.', 'UDP 서비스, 주소:포트입니다.'),
    valued('-f --fwmark-service', 'MARK', 'number', 'The service of a mark (not simulated yet).', '마크로 정한 서비스입니다(아직 시뮬레이션되지 않음).'), // prettier-ignore
    valued('-s --scheduler', 'SCHEDULER', 'text', 'How servers are chosen: rr, wrr, lc, wlc, sh, …', '서버를 고르는 방법: rr, wrr, lc, wlc, sh, …'), // prettier-ignore
    {
      ...valued('-p --persistent', 'SECONDS', 'number', 'A client stays with its server so long (default 360).', '클라이언트가 그 시간(초) 동안 같은 서버로 갑니다(기본값 360).'), // prettier-ignore
      valueOptional: true,
    },
    valued('-r --real-server', 'SERVER', 'text', 'The server, ADDRESS[:PORT].', '실제 서버, 주소[:포트]입니다.'),
    valued('-w --weight', 'WEIGHT', 'number', 'The server’s weight; 0 takes no new connections.', '서버의 가중치입니다. 0이면 새 연결을 받지 않습니다.'), // prettier-ignore
    flag('-m --masquerading', 'Translate addresses (NAT).', '주소를 바꿔 보냅니다(NAT).'),
    flag('-g --gatewaying', 'Hand packets on unchanged (the default).', '패킷을 그대로 넘깁니다(기본값).'),
    flag('-i --ipip', 'Send packets through a tunnel.', '터널로 보냅니다.'),
    flag('-n --numeric', 'Numbers instead of names.', '이름 대신 숫자로 보여 줍니다.'),
    flag('-c --connection', 'List connections.', '연결을 보여 줍니다.'),
    flag('--stats', 'Show counters (not simulated yet).', '카운터를 보여 줍니다(아직 시뮬레이션되지 않음).'),
    flag('--rate', 'Show rates (not simulated yet).', '속도를 보여 줍니다(아직 시뮬레이션되지 않음).'),
    flag('-h --help', 'Show the usage.', '사용법을 보여 줍니다.'),
  ],
  body: { clause: { parameters: [], positionals: [] } },
};
