import { openNetlink } from '../../kernel/netlink-socket';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { formatIpv4 } from '../../packet/address';
import { dnsStory } from '../../walk/dns';
import type { PacketWalk } from '../../walk/step';
import type { Remedy } from './places';

/** /etc/resolv.conf with a DNS server that is there instead of one that is silent: on the host that asked, or, when it was CoreDNS, on every node. */
export function otherResolvers(
  world: World,
  walks: readonly PacketWalk[],
  lost: string | undefined,
): readonly Remedy[] {
  const why = dnsStory(walks)?.why;
  const upstreams = why?.code === 'upstream-silent' ? why.upstreams.map((each) => each.replace(/:\d+$/, '')) : [];
  const silent = [...upstreams, ...(lost === undefined ? [] : [lost])];
  const askers = new Set(walks.flatMap(({ steps }) => steps.map(({ host }) => host)));
  return silent.flatMap((server) => {
    const named = [...world.nodes.keys()].filter((node) => nameservers(world, node).includes(server));
    return resolversOf(world)
      .filter((other) => other !== server)
      .flatMap((other) => {
        const edit = `sed -i 's/^nameserver ${server}$/nameserver ${other}/' /etc/resolv.conf`;
        const here = upstreams.includes(server) ? [] : named.filter((node) => askers.has(node)).map((host) => ({ host, command: edit })); // prettier-ignore
        return [...here, ...onNodes(world, named, edit)];
      });
  });
}

function nameservers(world: World, host: HostId): readonly string[] {
  const file = world.host(host).files.get('/etc/resolv.conf');
  const text = file?.type === 'file' && typeof file.content === 'string' ? file.content : '';
  return [...text.matchAll(/^nameserver\s+(\S+)/gm)].map(([, address = '']) => address);
}

/** Pods of CoreDNS take over the file of their node when they start. */
function onNodes(world: World, nodes: readonly HostId[], edit: string): readonly Remedy[] {
  const host = [...world.nodes.keys()].find((node) => world.host(node).files.has('/root/.kube/config'));
  if (host === undefined || nodes.length === 0) return [];
  const on = 'kubectl -n kube-system';
  const edits = nodes.map((node) => (node === host ? edit : `ssh ${node} "${edit}"`)).join(' && ');
  return [{ host, command: `${edits} && ${on} rollout restart deployment coredns && ${on} rollout status deployment coredns --timeout=120s` }]; // prettier-ignore
}

/** Addresses at which somebody other than a container answers questions of DNS. */
function resolversOf(world: World): readonly string[] {
  const found = new Set<string>();
  for (const socket of world.sockets.values()) {
    if (socket.type !== 'udp' || socket.port !== 53) continue;
    const { rootNetns, container } = world.host(world.netns(socket.netns).host);
    if (container || rootNetns !== socket.netns) continue;
    for (const { name, addresses4 } of openNetlink(world, rootNetns).links())
      if (name !== 'lo') for (const { address } of addresses4) found.add(formatIpv4(address));
  }
  return [...found];
}
