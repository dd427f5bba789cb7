import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration } from '../grammar/types';

/** What tracepath's command line looks like. */
export const TRACEPATH: Declaration = {
  name: 'tracepath',
  words: {
    en: 'Shows every router on the way to a host, and the MTU of the path.',
    ko: '호스트까지 가는 길의 라우터와 경로 MTU를 보여 줍니다.',
  },
  synopsis: 'tracepath [-4] [-6] [-n] [-b] [-l LENGTH] [-m HOPS] [-p PORT] [-V] DESTINATION',
  dialect: 'getopt',
  options: [
    flag('-4', 'Use IPv4 only.', 'IPv4만 사용합니다.'),
    flag('-6', 'Use IPv6 only (not simulated yet).', 'IPv6만 사용합니다(아직 시뮬레이션되지 않음).'),
    flag('-n', 'Show addresses only, no names.', '이름 없이 주소만 보여 줍니다.'),
    flag('-b', 'Show both name and address.', '이름과 주소를 모두 보여 줍니다.'),
    flag('-h', 'Show the usage.', '사용법을 보여 줍니다.'),
    flag('-?', 'Show the usage.', '사용법을 보여 줍니다.'),
    valued(
      '-l',
      'LENGTH',
      'number',
      'Length of the first packet in bytes (default 65535).',
      '첫 패킷의 길이(바이트, 기본값 65535)입니다.',
    ),
    valued('-m', 'HOPS', 'number', 'Give up after this many hops (default 30).', '최대 홉 수(기본값 30)입니다.'),
    valued('-p', 'PORT', 'number', 'First destination port (default 44444).', '첫 목적지 포트(기본값 44444)입니다.'),
    flag('-V', 'Show the version.', '버전을 보여 줍니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional(
          'destination',
          ['DESTINATION', 'host'],
          'The host to trace the way to.',
          '경로를 추적할 호스트입니다.',
        ),
      ],
    },
  },
};
