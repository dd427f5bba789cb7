import { openNetlink } from '../../../kernel/netlink-socket';
import { ipv4, parseIpv4, parseMac } from '../../../packet/address';
import { ControllerClient } from '../../controllers/client';
import { enqueue } from '../../controllers/queue';
import { formatIpv4 } from '../../../packet/address';
import { assignAddress, releaseHandle } from '../../network/calico/ipam';
import { hasCalico, pools } from '../../network/calico/resources';
import { sha1 } from '../../../tools/digest/sha1';
import { nodeFile } from '../node-files';
import { number, section, text } from './json';
import { CniError, type CniCall, type CniPlugin } from './plugin';
import { broadcast, makeVeth } from './veth';
import { apiServerWorks } from '../../controllers/process-state';

/**
 * Calico's plugin (cni-plugin/ of projectcalico/calico): a veth pair whose end on the node is `caliHASH`; in the Pod every way leads to 169.254.1.1, which nobody has and for
 * which the node's end answers; the node has a route to the Pod.
 */
export const calico: CniPlugin = {
  type: 'calico',
  add(call, configuration) {
    const { world, node, netns, ifName } = call;
    // What calico/node leaves when it has started.
    if (nodeFile(world, node, '/var/lib/calico/nodename') === undefined) {
      throw new CniError('stat /var/lib/calico/nodename: no such file or directory: check that the calico/node container is running and has mounted /var/lib/calico/'); // prettier-ignore
    }
    const type = text(section(configuration, 'ipam') ?? {}, 'type');
    const result = call.run(type, configuration);
    const [ip] = result.ips;
    if (!ip) throw new CniError('IPAM plugin returned missing IP config');
    const host = openNetlink(world, world.host(node).rootNetns);
    const name = workloadDevice(call.pod.namespace, call.pod.name);
    if (host.hasLink(name)) host.deleteLink(name);
    makeVeth(call, number(configuration, 'mtu') || mtuOf(call), name);
    const mac = parseMac('ee:ee:ee:ee:ee:ee');
    if (mac !== undefined) host.setLink(name, { mac });
    host.setSysctl(`net.ipv4.conf.${name}.route_localnet`, '1');
    // Answers for others come at once rather than after up to 0.8 seconds.
    host.setSysctl(`net.ipv4.neigh.${name}.proxy_delay`, '0');
    host.setSysctl(`net.ipv4.conf.${name}.proxy_arp`, '1');
    host.setSysctl(`net.ipv4.conf.${name}.forwarding`, '1');
    const inside = openNetlink(world, netns);
    inside.addAddress(ifName, { family: 'inet', address: ip.address, prefixLength: 32, mode: 'add', ...broadcast(ip.address, 32) }); // prettier-ignore
    inside.setLink(ifName, { up: true });
    inside.addRoute({ destination: GATEWAY, prefixLength: 32, protocol: 'boot', scope: 'link', nexthops: [{ device: ifName }] }, 'add'); // prettier-ignore
    inside.addRoute({ destination: ipv4(0), prefixLength: 0, protocol: 'boot', nexthops: [{ via: GATEWAY, device: ifName }] }, 'add'); // prettier-ignore
    host.addRoute({ destination: ip.address, prefixLength: 32, protocol: 'boot', scope: 'link', nexthops: [{ device: name }] }, 'replace'); // prettier-ignore
    annotate(call, `${formatIpv4(ip.address)}/32`);
    enqueue(world, 'calico-felix', node);
    return result;
  },
  remove(call, configuration) {
    const type = text(section(configuration, 'ipam') ?? {}, 'type');
    if (type !== '') call.undo(type, configuration);
    enqueue(call.world, 'calico-felix', call.node);
  },
};

const GATEWAY = parseIpv4('169.254.1.1') ?? ipv4(0);

/** `cali` and the beginning of a hash of `NAMESPACE.POD` (libcalico-go VethNameForWorkload). */
export function workloadDevice(namespace: string, pod: string): string {
  return `cali${sha1(`${namespace}.${pod}`).slice(0, 11)}`;
}

/** `mtu: 0` of the configuration: calico/node has written what it found out. */
function mtuOf({ world, node }: CniCall): number {
  return Number(nodeFile(world, node, '/var/lib/calico/mtu') ?? '1480');
}

/** The Pod's address is known before the kubelet tells it. */
function annotate({ world, pod, container }: CniCall, ip: string): void {
  const api = new ControllerClient(world, 'calico-cni', USER, 'calico');
  const known = api.get('pods', pod.namespace, pod.name);
  if (!known || !apiServerWorks(world)) return;
  const annotations = {
    'cni.projectcalico.org/containerID': container,
    'cni.projectcalico.org/podIP': ip,
    'cni.projectcalico.org/podIPs': ip,
  };
  api.update('pods', known, (old) => ({
    ...old,
    metadata: { ...old.metadata, annotations: { ...old.metadata.annotations, ...annotations } },
  }));
}

const USER = {
  username: 'system:serviceaccount:kube-system:calico-cni-plugin',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
};

export const calicoIpam: CniPlugin = {
  type: 'calico-ipam',
  add({ world, node, container, pod }) {
    if (!hasCalico(world)) throw new CniError('error getting ClusterInformation: connection is unauthorized: the server could not find the requested resource'); // prettier-ignore
    const secondary = { namespace: pod.namespace, node, pod: pod.name };
    const address = assignAddress(world, node, handleOf(container), secondary);
    if (address === undefined) {
      throw new CniError(
        pools(world).length === 0
          ? 'failed to request IPv4 addresses: Assigning 1 IPv4 addresses: no configured Calico pools for node ' + node
          : `Failed to request 1 IPv4 addresses. IPAM allocated only 0`,
      );
    }
    return { ips: [{ address, length: 32 }], routes: [] };
  },
  remove({ world, node, container }) {
    if (hasCalico(world)) releaseHandle(world, node, handleOf(container));
  },
};

function handleOf(container: string): string {
  return `k8s-pod-network.${container}`;
}
