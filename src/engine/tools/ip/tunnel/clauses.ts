import { choice, exact, prefix, value } from '../../grammar/declare';
import type { Clause } from '../../grammar/types';
import { DEVICE, HELP } from '../values';

const NAME = value('NAME', 'text', 'the name of the tunnel', '터널의 이름');
const END = value('ADDR', 'address', 'an IPv4 address, or any', 'IPv4 주소, 또는 any');
const KEY = value('KEY', 'text', 'a number, or four octets with dots', '숫자 또는 점으로 나눈 네 바이트');
const TTL = value('TTL', 'text', '1 to 255, or inherit', '1에서 255, 또는 inherit');
const TOS = value('TOS', 'text', 'a type of service, or inherit', '서비스 종류(TOS), 또는 inherit');
const MODE = value('MODE', 'choice', 'what is carried in what', '무엇을 무엇에 담아 나를지', [
  choice('ipip', 'IPv4 packets in IPv4 packets', 'IPv4 패킷을 IPv4 패킷에'),
  choice('gre', 'packets in GRE in IPv4 packets', '패킷을 GRE로 감싸 IPv4 패킷에'),
  choice('sit', 'IPv6 packets in IPv4 packets', 'IPv6 패킷을 IPv4 패킷에'),
  choice('isatap', 'IPv6 inside a site over IPv4', '사이트 안에서 IPv4 위로 IPv6를'),
  choice('vti', 'the way into IPsec', 'IPsec으로 들어가는 길'),
]);

const BOTH = 'in both directions';
const BOTH_KO = '양방향 모두';

/** The words after `ip tunnel add|change|delete|show`, in the order parse_args of ip/iptunnel.c compares them. */
export const TUNNEL: Clause = {
  parameters: [
    exact('mode', 'the kind of tunnel', '터널의 종류', MODE),
    exact('key', `the number that tells tunnels between the same hosts apart, ${BOTH}`, `같은 두 호스트 사이의 터널을 구별하는 번호, ${BOTH_KO}`, KEY), // prettier-ignore
    exact('ikey', 'the key of packets that come in', '들어오는 패킷의 키', KEY),
    exact('okey', 'the key of packets that go out', '나가는 패킷의 키', KEY),
    exact('seq', `number the packets, ${BOTH}`, `패킷에 번호를 붙임, ${BOTH_KO}`),
    exact('iseq', 'drop packets that come out of order', '순서가 어긋난 패킷을 버림'),
    exact('oseq', 'number the packets that go out', '나가는 패킷에 번호를 붙임'),
    exact('csum', `checksums, ${BOTH}`, `체크섬, ${BOTH_KO}`),
    exact('icsum', 'expect checksums in packets that come in', '들어오는 패킷에 체크섬을 요구'),
    exact('ocsum', 'put checksums into packets that go out', '나가는 패킷에 체크섬을 넣음'),
    exact('nopmtudisc', 'let routers fragment the outer packets', '바깥 패킷을 라우터가 단편화하게 둠'),
    exact('pmtudisc', 'do not let routers fragment the outer packets', '바깥 패킷의 단편화를 금지'),
    exact('remote', 'the address of the other end', '반대쪽 끝의 주소', END),
    exact('local', 'the address of this end', '이쪽 끝의 주소', END),
    exact('dev', 'the device that its packets leave by', '패킷이 나갈 장치', DEVICE),
    { ...exact('ttl', 'the TTL of the outer packets', '바깥 패킷의 TTL', TTL), aliases: ['hoplimit', 'hlim'] },
    { ...exact('tos', 'the type of service of the outer packets', '바깥 패킷의 TOS', TOS), aliases: ['tclass'] },
    prefix('dsfield', 'the same as tos', 'tos와 같음', TOS),
    exact('name', 'the name of the tunnel', '터널의 이름', NAME),
    HELP,
  ],
  positionals: [{ keyword: 'name', value: NAME, optional: true }],
};

/** What `prl` and `6rd` take; both are for sit tunnels only. */
export const SIT_ONLY: Clause = {
  parameters: [exact('dev', 'the sit tunnel', 'sit 터널', DEVICE)],
  positionals: [{ keyword: 'setting', value: NAME, optional: true, repeats: true }],
};
