import { openNetlink } from '../../kernel/netlink-socket';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { formatIpv4, parseIpv4 } from '../../packet/address';
import { parseIpv6 } from '../../packet/ipv6-address';
import type { ControllerClient } from '../controllers/client';
import { controllerUser, type Component } from '../controllers/component';
import { parseNetwork } from '../node/cni/json';
import { CONFIGURATIONS } from '../node/cni/configuration';
import { nodeChanged } from '../node/kubelet';
import { jumpsTo, restoreRules, tableText } from '../node/iptables';
import { nodeFile, writeNodeFile } from '../node/node-files';
import type { Node } from '../objects/kinds';
import { agentOn, say, type Agent } from './agent';

/**
 * kindnetd (sigs.k8s.io/kind, images/kindnetd): writes the node's conflist, keeps a route to the Pods of every other node by that node's address, and masquerades
 * what leaves the cluster.
 */
export const kindnet: Component = {
  name: 'kindnet',
  process: 'kubelet',
  user: controllerUser('kindnet'),
  watches: {
    nodes: ({ object, previous }, world) => {
      const [now, before] = [facts(object as unknown as Node), previous && facts(previous as unknown as Node)];
      return now === before ? [] : [...world.nodes.keys()];
    },
  },
  reconcile(api, host) {
    const agent = agentOn(api.world, host, 'kindnetd');
    if (agent) work(api, host, agent);
  },
};

function facts(node: Node): string {
  return `${node.spec?.podCIDRs?.join()} ${addressOf(node)} ${addressOf6(node)}`;
}

function addressOf({ status }: Node): string {
  return status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
}

function addressOf6({ status }: Node): string {
  return status?.addresses?.find(({ type, address }) => type === 'InternalIP' && address.includes(':'))?.address ?? '';
}

function work(api: ControllerClient, host: HostId, agent: Agent): void {
  const { world } = api;
  masquerade(world, host, agent.settings['subnets'] ?? '');
  for (const node of api.list('nodes')) {
    const podCIDR = node.spec?.podCIDR;
    if (podCIDR === undefined) continue;
    const range6 = node.spec?.podCIDRs?.find((cidr) => cidr.includes(':'));
    if (node.metadata.name === host) writeConfiguration(world, host, podCIDR, range6, agent);
    else {
      reach(world, host, agent, podCIDR, addressOf(node));
      if (range6 !== undefined) reach6(world, host, agent, range6, addressOf6(node));
    }
  }
}

function writeConfiguration(
  world: World,
  host: HostId,
  podCIDR: string,
  range6: string | undefined,
  { settings }: Agent,
): void {
  const route6 = range6 === undefined ? '' : ',\n\t\t\t\t{ "dst": "::/0" }';
  const ranges6 = range6 === undefined ? '' : `,\n\t\t\t\t[ { "subnet": "${range6}" } ]`;
  const text = `
{
	"cniVersion": "0.3.1",
	"name": "kindnet",
	"plugins": [
	{
		"type": "ptp",
		"ipMasq": false,
		"ipam": {
			"type": "host-local",
			"dataDir": "/run/cni-ipam-state",
			"routes": [
				
				
				{ "dst": "0.0.0.0/0" }${route6}
			],
			"ranges": [
				
				
				[ { "subnet": "${podCIDR}" } ]${ranges6}
			]
		}
		,
		"mtu": ${settings['mtu'] ?? '1500'}
		
	},
	{
		"type": "portmap",
		"capabilities": {
			"portMappings": true
		}
	}
	]
}
`;
  const path = `${CONFIGURATIONS}/10-kindnet.conflist`;
  // Once, when it starts or the range changes: what somebody edits stays.
  const known = nodeFile(world, host, path);
  if (known?.includes(`"${podCIDR}"`) === true) return;
  writeNodeFile(world, host, path, text);
  nodeChanged(world, host, 'report');
}

/** syncRoute of routes.go. */
function reach(world: World, host: HostId, agent: Agent, podCIDR: string, address: string): void {
  const via = parseIpv4(address);
  if (via === undefined) return;
  const netlink = openNetlink(world, world.host(host).rootNetns);
  const { address: destination, length: prefixLength } = parseNetwork(podCIDR);
  const known = netlink
    .routes(254)
    .find((route) => route.destination === destination && route.prefixLength === prefixLength);
  if (known?.nexthops[0]?.via === via) return;
  const words = `{Ifindex: 0 Dst: ${podCIDR} Src: <nil> Gw: ${formatIpv4(via)} Flags: [] Table: 0 Realm: 0}`;
  say(world, agent, 'I', 'routes.go:62', `Adding route ${words} `);
  netlink.addRoute({ destination, prefixLength, protocol: 'boot', nexthops: [{ via }] }, 'replace');
}

function reach6(world: World, host: HostId, agent: Agent, podCIDR: string, address: string): void {
  const [network, bits = '64'] = podCIDR.split('/');
  const [destination, via] = [parseIpv6(network ?? ''), parseIpv6(address)];
  if (destination === undefined || via === undefined) return;
  const netlink = openNetlink(world, world.host(host).rootNetns);
  const known = netlink.routes6(254).find((route) => route.destination === destination);
  if (known?.nexthops[0]?.via === via) return;
  say(world, agent, 'I', 'routes.go:62', `Adding route {Ifindex: 0 Dst: ${podCIDR} Src: <nil> Gw: ${via} Flags: [] Table: 0 Realm: 0} `); // prettier-ignore
  netlink.addRoute6({ destination, prefixLength: Number(bits), protocol: 'boot', nexthops: [{ via }] }, 'replace');
}

const AGENT = 'KIND-MASQ-AGENT';

function masquerade(world: World, host: HostId, subnets: string): void {
  if (jumpsTo(world, host, 'nat', 'POSTROUTING', AGENT)) return;
  const note = (text: string): string => `-m comment --comment "kind-masq-agent: ${text}"`;
  restoreRules(
    world,
    host,
    tableText('nat', [
      `:${AGENT} - [0:0]`,
      `-A POSTROUTING -m addrtype ! --dst-type LOCAL ${note(`ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom ${AGENT} chain`)} -j ${AGENT}`,
      ...subnets
        .split(',')
        .filter((cidr) => !cidr.includes(':'))
        .map((cidr) => `-A ${AGENT} -d ${cidr} ${note('local traffic is not subject to MASQUERADE')} -j RETURN`),
      `-A ${AGENT} ${note('outbound traffic is subject to MASQUERADE (must be last in chain)')} -j MASQUERADE`,
    ]),
  );
}
