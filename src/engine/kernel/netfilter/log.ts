import { formatIpv4 } from '../../packet/address';
import type { IcmpError, Ipv4Packet } from '../../packet/frame';
import { printk } from '../kernel-log';
import type { World } from '../world';
import { icmpNumbers } from './icmp-numbers';
import { packetText6 } from './log-inet6';
import { NAMED, tcpText, type LogOptions } from './log-transport';
import type { Hook, Target } from './model';
import type { AnySkb } from './skb';
import { protocolOf } from './tuple';

type Log = Extract<Target, { target: 'LOG' }>;

const WARNING = 4;
/** Bytes of an IPv4 header without options. */
const HEADER = 20;

/**
 * nf_log_ip_packet (net/netfilter/nf_log_syslog.c): one line of the host's kernel log. Only the root namespace of a host writes there, because
 * nf_log_all_netns is 0.
 */
export function logPacket(world: World, skb: AnySkb, hook: Hook, { prefix = '', level = WARNING, options }: Log): void {
  const { host } = world.netns(skb.netns);
  if (world.host(host).rootNetns !== skb.netns) return;
  const text = [
    `${prefix}IN=${skb.in?.name ?? ''} OUT=${hook === 'INPUT' ? '' : (skb.out?.name ?? '')} `,
    skb.bridged ? `PHYSIN=${skb.bridged.in.name} ` : '',
    skb.bridged?.out ? `PHYSOUT=${skb.bridged.out.name} ` : '',
    skb.in ? macHeader(skb, options) : '',
    skb.packet.kind === 'ipv4' ? packetText(skb.packet, options) : packetText6(skb.packet, options),
    options.includes('uid') && skb.fromSocket ? 'UID=0 GID=0 ' : '',
    skb.mark === 0 ? '' : `MARK=0x${skb.mark.toString(16)} `,
  ];
  printk(world, host, level, text.join(''));
}

/** dump_mac_header: destination, source and type as they are in the frame. */
function macHeader({ in: from, sourceMac, destinationMac = from?.mac, packet }: AnySkb, options: LogOptions): string {
  if (!sourceMac || !destinationMac) return 'MAC= ';
  const [high, low] = packet.kind === 'ipv4' ? ['08', '00'] : ['86', 'dd'];
  if (options.includes('macdecode')) return `MACSRC=${sourceMac} MACDST=${destinationMac} MACPROTO=${high}${low} `;
  return `MAC=${destinationMac}:${sourceMac}:${high}:${low} `;
}

/** dump_ipv4_packet. */
function packetText(packet: Ipv4Packet, options: LogOptions): string {
  const { source, destination, length, tos, ttl, id, dontFragment, fragment, payload } = packet;
  const hex = (value: number): string => `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;
  const offset = fragment?.offset ?? 0;
  const parts = [
    `SRC=${formatIpv4(source)} DST=${formatIpv4(destination)}`,
    `LEN=${length} TOS=${hex(tos & 0x1e)} PREC=${hex(tos & 0xe0)} TTL=${ttl} ID=${id}`,
    ...(dontFragment ? ['DF'] : []),
    ...(fragment?.more ? ['MF'] : []),
    ...(offset > 0 ? [`FRAG:${offset / 8}`] : []),
    // What the kernel has no words for goes by its number.
    `PROTO=${NAMED.has(payload.kind) ? payload.kind.toUpperCase() : protocolOf(packet)}`,
  ];
  if (offset === 0) {
    if (payload.kind === 'tcp') parts.push(...tcpText(payload, options));
    else if (payload.kind === 'udp') {
      const { sourcePort, destinationPort } = payload;
      parts.push(`SPT=${sourcePort} DPT=${destinationPort} LEN=${length - HEADER}`);
    } else if (payload.kind === 'icmp') {
      const { type, code } = icmpNumbers(payload);
      parts.push(`TYPE=${type} CODE=${code}`);
      if ('quoted' in payload) parts.push(...quotedText(payload));
      else parts.push(`ID=${payload.id} SEQ=${payload.sequence}`);
    }
  }
  return `${parts.join(' ')} `;
}

/** What an ICMP error is about, in brackets; options of the rule count for the outer packet only where the kernel says so. */
function quotedText({ type, code, quoted, info }: IcmpError): readonly string[] {
  return [
    ...(type === 'redirect' ? [`GATEWAY=${formatIpv4((info ?? 0) as Ipv4Packet['source'])}`] : []),
    `[${packetText(quoted, [])}]`,
    ...(type === 'destination-unreachable' && code === 4 ? [`MTU=${info ?? 0}`] : []),
  ];
}
