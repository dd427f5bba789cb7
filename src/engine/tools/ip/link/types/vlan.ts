import { ExitError } from '../../../clib/exit';
import type { ClauseReader } from '../../../grammar/clause-reader';
import { prefix, value, words } from '../../../grammar/declare';
import type { Clause } from '../../../grammar/types';
import { unsigned } from '../../../iproute2/address-words';
import { invalidArgument } from '../../../iproute2/errors';
import type { Printer } from '../../../iproute2/printer';
import type { VlanChanges, VlanFlag } from '../../../../kernel/link/vlan';
import type { IpContext } from '../../context';
import { NUMBER, ON_OFF } from '../../values';
import type { LinkType } from '../link-type';
import { onOff } from '../request';

const MAPPING = value('FROM:TO', 'text', 'a priority and what it becomes', '우선순위와 바뀔 값');

/** Options after `type vlan`, in the order iplink_vlan.c compares them. */
const VLAN_OPTIONS: Clause = {
  parameters: [
    prefix(
      'protocol',
      'the tag: 802.1Q or 802.1ad',
      '태그 종류: 802.1Q 또는 802.1ad',
      value('PROTOCOL', 'text', '802.1Q or 802.1ad', '802.1Q 또는 802.1ad'),
    ),
    prefix('id', 'the number of the VLAN, 0 to 4094', 'VLAN 번호 (0~4094)', NUMBER),
    prefix(
      'reorder_hdr',
      'whether the tag is taken off for programs',
      '프로그램에게 태그를 떼고 보여 줄지 여부',
      ON_OFF,
    ),
    prefix('gvrp', 'whether it registers by GVRP', 'GVRP로 등록할지 여부', ON_OFF),
    prefix('mvrp', 'whether it registers by MVRP', 'MVRP로 등록할지 여부', ON_OFF),
    prefix(
      'loose_binding',
      'whether it stays up without the device below',
      '밑의 장치가 꺼져도 켜져 있을지 여부',
      ON_OFF,
    ),
    prefix(
      'bridge_binding',
      'whether its carrier follows the bridge ports of the VLAN',
      'VLAN의 브리지 포트를 따라 캐리어를 정할지 여부',
      ON_OFF,
    ),
    {
      ...prefix('ingress-qos-map', 'priorities of frames that come in', '들어오는 프레임의 우선순위', MAPPING),
      repeats: true,
    },
    {
      ...prefix('egress-qos-map', 'priorities of frames that go out', '나가는 프레임의 우선순위', MAPPING),
      repeats: true,
    },
    prefix('help', 'print the options of a VLAN', 'VLAN 옵션을 출력'),
  ],
};

const VLAN_USAGE = `Usage: ... vlan id VLANID
		[ protocol VLANPROTO ]
		[ reorder_hdr { on | off } ]
		[ gvrp { on | off } ]
		[ mvrp { on | off } ]
		[ loose_binding { on | off } ]
		[ bridge_binding { on | off } ]
		[ ingress-qos-map QOS-MAP ]
		[ egress-qos-map QOS-MAP ]

VLANID := 0-4095
VLANPROTO: [ 802.1Q | 802.1ad ]
QOS-MAP := [ QOS-MAP ] QOS-MAPPING
QOS-MAPPING := FROM:TO
`;

/** `type vlan` (ip/iplink_vlan.c). */
export const vlanLinkType: LinkType = {
  name: 'vlan',
  words: words('one VLAN (IEEE 802.1Q) of the device below', '밑에 있는 장치의 VLAN(IEEE 802.1Q) 하나'),
  usage: VLAN_USAGE,
  clause: VLAN_OPTIONS,
  read: (ip, reader) => (reader.ahead === undefined ? {} : { vlan: readVlanOptions(ip, reader) }),
  print(printer, { kind }) {
    if (kind.type !== 'vlan') return;
    printer.openObject('info_data');
    printer.field('protocol', kind.protocol, `protocol ${kind.protocol} `);
    printer.field('id', kind.id, `id ${kind.id} `);
    if (kind.flags.length > 0) printFlags(printer, kind.flags);
    printMap(printer, 'ingress_qos', 'ingress-qos-map', kind.ingress);
    printMap(printer, 'egress_qos', 'egress-qos-map', kind.egress);
    printer.closeObject();
  },
};

const FLAGS: readonly VlanFlag[] = ['reorder_hdr', 'gvrp', 'mvrp', 'loose_binding', 'bridge_binding'];

function printFlags(printer: Printer, flags: readonly VlanFlag[]): void {
  const words = FLAGS.filter((flag) => flags.includes(flag)).map((flag) => flag.toUpperCase());
  if (printer.isJson) printer.words('flags', words, '');
  else printer.text(`<${words.join(',')}> `);
}

function printMap(printer: Printer, key: string, label: string, map: ReadonlyMap<number, number>): void {
  if (map.size === 0) return;
  const entries = [...map].sort(([a], [b]) => a - b);
  printer.openArray(key);
  printer.newline();
  printer.text(`      ${label} { `);
  for (const [from, to] of entries) {
    printer.text(`${from}:${to} `);
    printer.openObject();
    printer.json('from', from);
    printer.json('to', to);
    printer.closeObject();
  }
  printer.closeArray();
  printer.text('} ');
}

function readVlanOptions(ip: IpContext, reader: ClauseReader): VlanChanges {
  let options: VlanChanges = {};
  while (reader.next()) {
    const { keyword, value: word } = reader;
    switch (keyword) {
      case 'protocol':
        options = { ...options, protocol: readProtocol(word) };
        break;
      case 'id': {
        const id = unsigned(word);
        if (id === undefined || id > 0xffff) throw invalidArgument('id is invalid', word);
        options = { ...options, id };
        break;
      }
      case 'reorder_hdr':
      case 'gvrp':
      case 'mvrp':
      case 'loose_binding':
      case 'bridge_binding':
        options = { ...options, flags: { ...options.flags, [keyword]: onOff(keyword, word) } };
        break;
      case 'ingress-qos-map':
        options = { ...options, ingress: [...(options.ingress ?? []), ...readMap(ip, reader, keyword)] };
        break;
      case 'egress-qos-map':
        options = { ...options, egress: [...(options.egress ?? []), ...readMap(ip, reader, keyword)] };
        break;
      case 'help':
        throw new ExitError(1, VLAN_USAGE);
      default:
        throw unknown(ip, word);
    }
  }
  return options;
}

function unknown(ip: IpContext, word: string): ExitError {
  ip.err(`vlan: unknown command "${word}"?\n`);
  return new ExitError(1, VLAN_USAGE);
}

/** parse_mapping: pairs with a colon, until a word without one. */
function readMap(ip: IpContext, reader: ClauseReader, keyword: string): [number, number][] {
  const entries: [number, number][] = [];
  for (let word: string | undefined = reader.value; word !== undefined;) {
    const colon = word.indexOf(':');
    if (colon < 0) {
      if (entries.length === 0) throw unknown(ip, word);
      break;
    }
    const key = word.slice(0, colon);
    const [from, to] = [unsigned(key), unsigned(word.slice(colon + 1))];
    if (from === undefined || to === undefined) throw invalidArgument(`invalid ${keyword}`, key);
    entries.push([from, to]);
    word = reader.ahead;
    if (word?.includes(':')) reader.take();
  }
  return entries;
}

/** Ethernet protocols by name (lib/ll_proto.c); the kernel takes two of them. */
const PROTOCOLS: ReadonlySet<string> = new Set(
  (
    'loop pup pupat ip x25 arp bpq ieeepup ieeepupat dec dna_dl dna_rc dna_rt lat diag cust sca rarp atalk aarp ipx ipv6 ppp_disc ppp_ses atmmpoa ' +
    'atmfate 802_3 ax25 all 802_2 snap ddcmp wan_ppp ppp_mp localtalk can ppptalk tr_802_2 mobitex control irda econet tipc profinet aoe ethercat ' +
    'mpls_uc mpls_mc teb lldp ipv4'
  ).split(' '),
);
const NUMBERS: ReadonlyMap<number, string> = new Map([
  [0x8100, '802.1Q'],
  [0x88a8, '802.1ad'],
]);

function readProtocol(word: string): string {
  const lower = word.toLowerCase();
  for (const name of NUMBERS.values()) if (name.toLowerCase() === lower) return name;
  if (PROTOCOLS.has(lower)) return lower;
  const number = unsigned(word);
  if (number === undefined || number > 0xffff) throw invalidArgument('protocol is invalid', word);
  return NUMBERS.get(number) ?? word;
}
