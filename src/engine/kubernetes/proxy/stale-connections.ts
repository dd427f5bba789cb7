import { connections, deleteConnection } from '../../kernel/netfilter/conntrack';
import { formatIp } from '../../packet/ipv6-address';
import { endpointsKey } from './endpoints';
import type { ProxyView } from './view';

const UDP = 17;

/**
 * UDP has no end, so a client that goes on sending would be translated to an endpoint that is gone for ever: such connections are forgotten
 * (pkg/proxy/conntrack/cleanup.go CleanStaleEntries).
 */
export function forgetStaleConnections({ world, host, ports, endpoints }: ProxyView): void {
  const netns = world.host(host).rootNetns;
  const byAddress = new Map<string, ReadonlySet<string>>();
  const byNodePort = new Map<number, ReadonlySet<string>>();
  for (const port of ports) {
    if (port.protocol !== 'udp') continue;
    const serving = new Set(
      (endpoints.get(endpointsKey(port)) ?? []).flatMap((each) => (each.serving ? each.text : [])),
    );
    if (serving.size === 0) continue;
    for (const ip of [port.clusterIP, ...port.externalIPs, ...port.loadBalancerVIPs]) {
      byAddress.set(`${ip}:${port.number}`, serving);
    }
    if (port.nodePort !== 0) byNodePort.set(port.nodePort, serving);
  }
  if (byAddress.size === 0 && byNodePort.size === 0) return;
  for (const entry of connections(world, netns)) {
    const { original, reply } = entry;
    if (original.protocol !== UDP) continue;
    const serving =
      byAddress.get(`${formatIp(original.destination)}:${original.destinationPort}`) ??
      byNodePort.get(original.destinationPort);
    if (serving && !serving.has(`${formatIp(reply.source)}:${reply.sourcePort}`)) deleteConnection(world, netns, entry);
  }
}
