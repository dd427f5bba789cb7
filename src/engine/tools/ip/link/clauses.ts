import { choice, exact, prefix, value } from '../../grammar/declare';
import type { Clause, Parameter, Value } from '../../grammar/types';
import { DEVICE, HELP } from '../values';
import { GROUP, LATER_PARAMETERS, NEW_NAME, PARAMETERS } from './parameters';
import { KNOWN_TYPES, LINK_TYPES } from './types';

/** What `type` may be: those that can be made here, and those that only the real thing makes. */
const TYPE: Value = value('TYPE', 'choice', 'what kind of device', '장치의 종류', [
  ...LINK_TYPES.map(({ name, words }) => choice(name, words.en, words.ko)),
  ...[...KNOWN_TYPES].map((type) =>
    choice(type, `a ${type} device (not simulated yet)`, `${type} 장치 (아직 시뮬레이션되지 않음)`),
  ),
]);

const TYPE_PARAMETER: Parameter = {
  ...prefix('type', 'what kind of device', '장치의 종류', TYPE),
  groupOf: Object.fromEntries(LINK_TYPES.flatMap(({ name, clause }) => (clause ? [[name, clause]] : []))),
};

/** The words after `ip link set`. */
export const LINK_PARAMETERS: Clause = {
  parameters: [...PARAMETERS, TYPE_PARAMETER, ...LATER_PARAMETERS],
  positionals: [{ keyword: 'dev', value: DEVICE }],
};

/** The words after `ip link add`. */
export const NEW_LINK_PARAMETERS: Clause = {
  ...LINK_PARAMETERS,
  positionals: [{ keyword: 'dev', value: NEW_NAME, optional: true }],
};

/** The words after `ip link help`. */
export const LINK_HELP: Clause = { parameters: [], positionals: [{ keyword: 'type', value: TYPE, optional: true }] };

const ADDRESS_FLAG_WORDS: readonly Parameter[] = [
  exact('permanent', 'addresses without a lifetime', '수명이 없는 주소만'),
  exact('dynamic', 'addresses with a lifetime', '수명이 있는 주소만'),
  exact('secondary', 'secondary addresses', '보조 주소만'),
  exact('primary', 'primary addresses', '기본 주소만'),
  exact('temporary', 'temporary addresses (IPv6)', '임시 주소만 (IPv6)'),
  exact('tentative', 'addresses that are still being checked for duplicates (IPv6)', '중복 검사 중인 주소만 (IPv6)'),
  exact('-tentative', 'all others', '그 밖의 주소만'),
  exact('deprecated', 'addresses past their preferred lifetime', '선호 수명이 지난 주소만'),
  exact('-deprecated', 'all others', '그 밖의 주소만'),
  exact('dadfailed', 'addresses that proved to be duplicates (IPv6)', '중복으로 판명된 주소만 (IPv6)'),
  exact('-dadfailed', 'all others', '그 밖의 주소만'),
  exact('home', 'home addresses (IPv6)', '홈 주소만 (IPv6)'),
  exact('nodad', 'addresses that are not checked for duplicates (IPv6)', '중복 검사를 하지 않는 주소만 (IPv6)'),
  exact('optimistic', 'addresses used while being checked (IPv6)', '검사 중에도 사용하는 주소만 (IPv6)'),
  exact('mngtmpaddr', 'templates of temporary addresses (IPv6)', '임시 주소의 원본만 (IPv6)'),
  exact('noprefixroute', 'addresses that make no route', '경로를 만들지 않는 주소만'),
  exact('autojoin', 'multicast addresses joined automatically', '자동 가입하는 멀티캐스트 주소만'),
  exact('stable-privacy', 'addresses made by RFC 7217 (IPv6)', 'RFC 7217로 만든 주소만 (IPv6)'),
];

/** The selector of `ip link show` and `ip address show|flush`, in the order ipaddr_list_flush_or_save compares it. */
export const LINK_SELECTOR: Clause = {
  parameters: [
    exact(
      'to',
      'addresses inside this network',
      '이 네트워크에 속한 주소만',
      value('PREFIX', 'prefix', 'a network', '네트워크'),
    ),
    exact(
      'scope',
      'addresses of this scope',
      '이 범위의 주소만',
      value('SCOPE', 'text', 'host, link, global or all', 'host, link, global, all 중 하나'),
    ),
    exact('up', 'devices that are up', '켜진 장치만'),
    ...ADDRESS_FLAG_WORDS,
    exact(
      'label',
      'addresses with this label (`*` matches anything)',
      '이 라벨의 주소만 (`*` 사용 가능)',
      value('LABEL', 'text', 'a label', '라벨'),
    ),
    exact('group', 'devices of this group', '이 그룹의 장치만', GROUP),
    exact('master', 'ports of this bridge', '이 브리지의 포트만', DEVICE),
    exact('vrf', 'devices in this VRF', '이 VRF의 장치만', DEVICE),
    exact('nomaster', 'devices in no bridge', '브리지에 속하지 않은 장치만'),
    exact('type', 'devices of this type', '이 종류의 장치만', TYPE),
    exact('dev', 'one device', '장치 하나', DEVICE),
    HELP,
  ],
  positionals: [{ keyword: 'dev', value: DEVICE, optional: true }],
};
