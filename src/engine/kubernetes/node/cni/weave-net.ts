import { openNetlink } from '../../../kernel/netlink-socket';
import { ipv4 } from '../../../packet/address';
import { giveAddress, takeAddresses } from '../../network/weave/range';
import { agentOn } from '../../network/agent';
import { CniError, type CniCall, type CniPlugin, type CniResult } from './plugin';
import { configureInterface, makeVeth } from './veth';

/** Weave's plugin (plugin/net/cni.go): asks the weaver of the node for an address and hangs the Pod on the bridge `weave`. */
export const weaveNet: CniPlugin = {
  type: 'weave-net',
  versions: ['0.1.0', '0.2.0', '0.3.0', '0.3.1', '0.4.0', '1.0.0'],
  add(call, configuration) {
    const { world, node } = call;
    const host = openNetlink(world, world.host(node).rootNetns);
    const found = call.run('weave-ipam', configuration);
    if (!host.hasLink('weave')) throw new CniError('unable to attach container: bridge "weave" not present; did you launch weave?'); // prettier-ignore
    const mtu = host.link('weave')?.mtu ?? 1376;
    const veth = makeVeth(call, mtu, `vethwepl${call.container.slice(0, 7)}`);
    host.setLink(veth, { master: 'weave' });
    host.setBridgePort(veth, { hairpin: true });
    const gateway = host.link('weave')?.addresses4[0]?.address;
    const ips = found.ips.map((ip) => ({ ...ip, ...(gateway !== undefined && { gateway }) }));
    const result: CniResult = {
      ips,
      routes: gateway === undefined ? [] : [{ destination: ipv4(0), length: 0, gateway }],
    };
    configureInterface(call, result);
    return result;
  },
  remove(call, configuration) {
    call.undo('weave-ipam', configuration);
  },
};

export const weaveIpam: CniPlugin = {
  type: 'weave-ipam',
  add(call) {
    const range = rangeOf(call);
    const address = giveAddress(call.world, call.node, range, call.container);
    if (address === undefined) throw new CniError(`unable to allocate IP address: Get "http://127.0.0.1:6784/ip/${call.container}": no free address in ${range}`); // prettier-ignore
    return { ips: [{ address, length: Number(range.split('/')[1]) }], routes: [] };
  },
  remove({ world, node, container }) {
    takeAddresses(world, node, container);
  },
};

/** The weaver answers on the node's own port 6784. */
function rangeOf({ world, node, container }: CniCall): string {
  const agent = agentOn(world, node, 'weave');
  if (!agent) throw new CniError(`unable to allocate IP address: Post "http://127.0.0.1:6784/ip/${container}": dial tcp 127.0.0.1:6784: connect: connection refused`); // prettier-ignore
  return agent.settings['range'] ?? '10.32.0.0/12';
}
