import { choice, exact, prefix, value } from '../../grammar/declare';
import type { Clause } from '../../grammar/types';
import { ADDRESS, DEVICE, HELP, NUMBER, PROTOCOL } from '../values';

const ID = value('ID', 'number', 'the number of a next-hop object', '넥스트홉 객체의 번호');
const GROUP = value(
  'ID[,WEIGHT]/…',
  'text',
  'next-hop objects to divide the traffic among, each with its share',
  '트래픽을 나눌 넥스트홉 객체들과 각각의 비율',
);
const TYPE = value('TYPE', 'choice', 'how a group divides traffic', '그룹이 트래픽을 나누는 방법', [
  choice('mpath', 'by the hash of the flow', '흐름의 해시로'),
  choice('resilient', 'by buckets that move only when they must', '꼭 필요할 때만 옮기는 버킷으로'),
]);
const ENCAP = value('TYPE', 'text', 'an encapsulation', '캡슐화 종류');

/** The words after `ip nexthop add|replace|delete`, in the order ipnh_modify compares them. */
export const NEXTHOP: Clause = {
  parameters: [
    exact('id', 'the number of the object', '객체의 번호', ID),
    exact('dev', 'the device to send through', '내보낼 장치', DEVICE),
    exact('via', 'the next router', '다음 라우터', ADDRESS),
    exact('encap', 'encapsulate packets', '패킷을 캡슐화', ENCAP),
    exact('blackhole', 'drop without a word', '말없이 버림'),
    exact('fdb', 'for forwarding tables of bridges only', '브리지의 포워딩 테이블 전용'),
    exact('onlink', 'believe that the router is on the link', '라우터가 그 링크에 있다고 간주'),
    exact('group', 'several objects as one', '여러 객체를 하나로', GROUP),
    exact('type', 'the kind of group', '그룹의 종류', TYPE),
    prefix('protocol', 'who made the object', '객체를 만든 주체', PROTOCOL),
    exact('help', 'print what can be written here', '쓸 수 있는 문법을 출력'),
  ],
};

/** The selector of `ip nexthop list|flush`, in the order ipnh_list_flush compares it. */
export const NEXTHOP_SELECTOR: Clause = {
  parameters: [
    prefix('dev', 'objects on this device', '이 장치의 객체만', DEVICE),
    prefix('groups', 'groups only', '그룹만'),
    prefix('master', 'objects on ports of this device', '이 장치에 속한 포트의 객체만', DEVICE),
    prefix('vrf', 'objects of this VRF', '이 VRF의 객체만', DEVICE),
    exact('id', 'this object', '이 객체만', ID),
    prefix('protocol', 'objects made by this (a number)', '이 주체가 만든 객체만 (번호)', NUMBER),
    prefix('fdb', 'objects for forwarding tables', '포워딩 테이블용 객체만'),
    HELP,
  ],
};

export const NEXTHOP_ID: Clause = { parameters: [exact('id', 'the number of the object', '객체의 번호', ID)] };
