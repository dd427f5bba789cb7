import { openNetlink } from '../../kernel/netlink-socket';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { formatIpv4, parseIpv4 } from '../../packet/address';
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
  return `${node.spec?.podCIDR} ${addressOf(node)}`;
}

function addressOf({ status }: Node): string {
  return status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
}

function work(api: ControllerClient, host: HostId, agent: Agent): void {
  const { world } = api;
  masquerade(world, host, agent.settings['subnets'] ?? '');
  for (const node of api.list('nodes')) {
    const podCIDR = node.spec?.podCIDR;
    if (podCIDR === undefined) continue;
    if (node.metadata.name === host) writeConfiguration(world, host, podCIDR, agent);
    else reach(world, host, agent, podCIDR, addressOf(node));
  }
}

function writeConfiguration(world: World, host: HostId, podCIDR: string, { settings }: Agent): void {
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
				
				
				{ "dst": "0.0.0.0/0" }
			],
			"ranges": [
				
				
				[ { "subnet": "${podCIDR}" } ]
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
        .map((cidr) => `-A ${AGENT} -d ${cidr} ${note('local traffic is not subject to MASQUERADE')} -j RETURN`),
      `-A ${AGENT} ${note('outbound traffic is subject to MASQUERADE (must be last in chain)')} -j MASQUERADE`,
    ]),
  );
}
