import { exact, prefix, value } from '../../grammar/declare';
import type { Clause } from '../../grammar/types';
import { DEVICE, HELP } from '../values';

/** The words after `ip monitor`, in the order do_ipmonitor compares them. */
export const MONITOR: Clause = {
  parameters: [
    prefix(
      'file',
      'read what rtmon wrote instead of listening',
      'rtmon이 저장한 것을 읽음',
      value('FILE', 'path', 'a file', '파일'),
    ),
    prefix('label', 'say before each line what it is about', '각 줄 앞에 무엇에 관한 것인지 표시'),
    prefix('link', 'devices', '장치'),
    prefix('address', 'addresses', '주소'),
    prefix('route', 'routes', '경로'),
    prefix('mroute', 'multicast routes', '멀티캐스트 경로'),
    prefix('prefix', 'IPv6 prefixes', 'IPv6 프리픽스'),
    prefix('neigh', 'neighbours', '이웃'),
    prefix('netconf', 'settings of devices', '장치 설정'),
    prefix('rule', 'policy rules', '정책 규칙'),
    prefix('nsid', 'numbers of namespaces', '네임스페이스 번호'),
    prefix('nexthop', 'next-hop objects', '넥스트홉 객체'),
    exact('stats', 'statistics', '통계'),
    exact('all', 'everything, with labels', '모두, 라벨과 함께'),
    prefix('all-nsid', 'also other namespaces', '다른 네임스페이스도'),
    HELP,
    exact('dev', 'this device only', '이 장치만', DEVICE),
  ],
};
