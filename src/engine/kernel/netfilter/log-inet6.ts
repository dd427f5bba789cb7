import { fullIpv6 } from '../../packet/ipv6-address';
import { IPV6_HEADER, icmpv6Numbers, type Ipv6Packet } from '../../packet/ipv6-frame';
import { tcpText, type LogOptions } from './log-transport';

/** dump_ipv6_packet (net/netfilter/nf_log_syslog.c). */
export function packetText6(packet: Ipv6Packet, options: LogOptions): string {
  const { source, destination, length, trafficClass, hopLimit, flowLabel, fragment, payload } = packet;
  const parts = [
    `SRC=${fullIpv6(source)} DST=${fullIpv6(destination)}`,
    `LEN=${length} TC=${trafficClass} HOPLIMIT=${hopLimit} FLOWLBL=${flowLabel}`,
  ];
  if (fragment) {
    parts.push(`FRAG:${fragment.offset}`);
    if (fragment.more) parts.push('INCOMPLETE');
    parts.push(`ID:${fragment.id.toString(16).padStart(8, '0')}`);
  }
  parts.push(`PROTO=${payload.kind === 'icmpv6' ? 'ICMPv6' : payload.kind.toUpperCase()}`);
  if ((fragment?.offset ?? 0) > 0) return `${parts.join(' ')} `;
  if (payload.kind === 'tcp') parts.push(...tcpText(payload, options));
  else if (payload.kind === 'udp') {
    parts.push(`SPT=${payload.sourcePort} DPT=${payload.destinationPort} LEN=${length - IPV6_HEADER}`);
  } else {
    const { type, code } = icmpv6Numbers(payload);
    parts.push(`TYPE=${type} CODE=${code}`);
    if ('id' in payload) parts.push(`ID=${payload.id} SEQ=${payload.sequence}`);
    if ('quoted' in payload && payload.type !== 'redirect') {
      parts.push(`[${packetText6(payload.quoted, [])}]`);
      if (payload.type === 'packet-too-big') parts.push(`MTU=${payload.info ?? 0}`);
    }
  }
  return `${parts.join(' ')} `;
}
