import { attachPrograms, bpfMaps, writeBpfMaps } from '../../../kernel/bpf/control';
import { RESERVED } from '../../../kernel/bpf/records';
import { openNetlink } from '../../../kernel/netlink-socket';
import { sha256Hex } from '../../../tools/digest/sha256';
import { enqueue } from '../../controllers/queue';
import { agentOn } from '../../network/agent';
import { addEndpoint } from '../../network/cilium/agent';
import { insideEndpoint, takenAddresses } from '../../network/cilium/devices';
import { ciliumNodes, freeAddress } from '../../network/cilium/nodes';
import { CniError, type CniPlugin } from './plugin';
import { makeVeth } from './veth';

const SOCKET = '/var/run/cilium/cilium.sock';

/**
 * Cilium's plugin (plugins/cilium-cni): asks the agent of the node for an address, and makes a pair whose end on the node has Cilium's program. The Pod has nothing
 * but a way to the node's own address; that program answers for it.
 */
export const cilium: CniPlugin = {
  type: 'cilium-cni',
  add(call) {
    const { world, node, netns, ifName, pod } = call;
    const { rootNetns } = world.host(node);
    const maps = bpfMaps(world, rootNetns);
    const range = ciliumNodes(world).find(({ name }) => name === node)?.range;
    if (!agentOn(world, node, 'cilium-agent') || !maps || !range) {
      throw new CniError(`unable to connect to Cilium agent: failed to create cilium agent client after 30.000000 seconds timeout: Get "http://localhost/v1/config": dial unix ${SOCKET}: connect: no such file or directory\nIs the agent running?`); // prettier-ignore
    }
    const address = freeAddress(world, range, takenAddresses(world, node));
    if (address === undefined) throw new CniError(`unable to allocate IP via local cilium agent: [POST /ipam][502] postIpamFailure "range is full"`); // prettier-ignore
    const host = openNetlink(world, rootNetns);
    const ids = new Set([...maps.endpoints.values()].map(({ id }) => id));
    let id = 1 + (world.random() % 4095);
    while (ids.has(id)) id = 1 + (id % 4095);
    const name = `lxc${sha256Hex(`${id}:${call.container}`).slice(0, 12)}`;
    const mtu = host.link('cilium_host')?.mtu ?? 1500;
    makeVeth(call, mtu, name);
    const inside = openNetlink(world, netns);
    insideEndpoint(inside, ifName, address, maps.router, mtu);
    const device = world.netns(rootNetns).deviceNames.get(name);
    const mac = inside.link(ifName)?.mac;
    if (device === undefined || mac === undefined) throw new CniError(`unable to find ${name}`);
    attachPrograms(world, device, { ingress: 'cil_from_container' });
    addEndpoint(world, node, { id, address, device, mac, identity: RESERVED.init, namespace: pod.namespace, pod: pod.name }); // prettier-ignore
    enqueue(world, 'cilium-agent', node);
    return { ips: [{ address, length: 32, gateway: maps.router }], routes: [] };
  },
  remove({ world, node, pod, netns }) {
    const { rootNetns } = world.host(node);
    const maps = bpfMaps(world, rootNetns);
    if (!maps) return;
    const own = [...maps.endpoints.values()].find((endpoint) => {
      const kind = world.devices.get(endpoint.device)?.kind;
      if (endpoint.namespace !== pod.namespace || endpoint.pod !== pod.name) return false;
      return kind?.type !== 'veth' || world.devices.get(kind.peer)?.netns === netns;
    });
    if (!own) return;
    const endpoints = new Map(maps.endpoints);
    endpoints.delete(own.address);
    writeBpfMaps(world, rootNetns, { ...maps, endpoints });
    enqueue(world, 'cilium-agent', node);
  },
};
