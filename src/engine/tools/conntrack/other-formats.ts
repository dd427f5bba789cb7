import type { ConntrackEntry } from '../../kernel/netfilter/conntrack';
import type { Counter } from '../../kernel/netfilter/model';
import { isIcmp, type Tuple } from '../../kernel/netfilter/tuple';
import { formatIp } from '../../packet/ipv6-address';
import { protocolName, secondsLeft } from './format';

/** `-o save`: the options by which conntrack(8) would make the connection again; `command` is -A, -U or -D. */
export function formatSave(entry: ConntrackEntry, nowUs: number, command: string): string {
  const { original, reply, tcp, mark, seenReply, assured } = entry;
  const status = [...(seenReply ? ['SEEN_REPLY'] : []), ...(assured ? ['ASSURED'] : [])];
  const inside = isIcmp(original)
    ? icmpOptions(original)
    : [
        `--sport ${original.sourcePort} --dport ${original.destinationPort}`,
        `--reply-port-src ${reply.sourcePort} --reply-port-dst ${reply.destinationPort}`,
      ];
  const parts = [
    `${command} -t ${secondsLeft(entry, nowUs)} -u ${status.length > 0 ? status.join(',') : 'UNSET'}`,
    `-s ${formatIp(original.source)} -d ${formatIp(original.destination)}`,
    `-r ${formatIp(reply.source)} -q ${formatIp(reply.destination)}`,
    `-p ${protocolName(original.protocol)}`,
    ...inside,
    ...(tcp === undefined ? [] : [`--state ${tcp}`]),
    ...(mark === 0 || status.length === 0 ? [] : [`-m ${mark}`]),
  ];
  return parts.join(' ');
}

function icmpOptions({ protocol, sourcePort, destinationPort }: Tuple): readonly string[] {
  const name = protocol === 58 ? 'icmpv6' : 'icmp';
  return [`--${name}-type ${destinationPort >>> 8} --${name}-code ${destinationPort & 255} --${name}-id ${sourcePort}`];
}

export const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<conntrack>\n';
export const XML_END = '</conntrack>\n';

/** What of a connection a message of the kernel carries. */
export interface Carried {
  /** `new`, `update`, `destroy`; undefined in a list. */
  readonly type?: string;
  readonly use: number | undefined;
  readonly mark: boolean;
}

/** `-o xml` (libnetfilter_conntrack, snprintf_xml.c). */
export function formatXml(entry: ConntrackEntry, nowUs: number, { type, use, mark }: Carried): string {
  const { original, reply, counters, tcp, seenReply, assured, id } = entry;
  const seconds = secondsLeft(entry, nowUs);
  const independent = [
    ...(tcp === undefined ? [] : [element('state', tcp)]),
    ...(seconds === 0 && type === 'destroy' ? [] : [element('timeout', seconds)]),
    ...(mark ? [element('mark', entry.mark)] : []),
    ...(use === undefined ? [] : [element('use', use)]),
    element('id', id),
    ...(assured ? ['<assured/>'] : []),
    ...(seenReply ? [] : ['<unreplied/>']),
  ].join('');
  return [
    `<flow${type === undefined ? '' : ` type="${type}"`}>`,
    meta('original', original, counters?.original),
    meta('reply', reply, counters?.reply),
    `<meta direction="independent">${independent}</meta></flow>`,
  ].join('');
}

function element(name: string, value: string | number): string {
  return `<${name}>${value}</${name}>`;
}

function meta(direction: string, tuple: Tuple, counted: Counter | undefined): string {
  const { protocol, source, destination, sourcePort, destinationPort } = tuple;
  const inet6 = typeof source === 'string';
  const ends = element('src', formatIp(source)) + element('dst', formatIp(destination));
  const ports = isIcmp(tuple) ? '' : element('sport', sourcePort) + element('dport', destinationPort);
  const layer3 = `<layer3 protonum="${inet6 ? 10 : 2}" protoname="${inet6 ? 'ipv6' : 'ipv4'}">${ends}</layer3>`;
  const layer4 = `<layer4 protonum="${protocol}" protoname="${protocolName(protocol)}">${ports}</layer4>`;
  const seen = counted
    ? `<counters>${element('packets', counted.packets)}${element('bytes', counted.bytes)}</counters>`
    : '';
  return `<meta direction="${direction}">${layer3}${layer4}${seen}</meta>`;
}
