import { endpoint, formatIp, type IpAddress } from '../../packet/ipv6-address';
import type { DropCause } from '../drop';
import type { Listener } from '../step';
import { serviceCause, serviceHint } from './en-services';
import type { Failed } from './words';

/** Why a packet ended, as the part of a sentence after "ended at HOST:". */
export function cause({ cause: why, step }: Failed): string {
  switch (why?.code) {
    case undefined:
      return step.detail;
    case 'no-endpoints':
    case 'no-service-rules':
    case 'wrong-target-port':
    case 'virtual-address':
      return serviceCause(why);
    case 'no-route':
      return `no route to ${formatIp(why.destination)}`;
    case 'refusing-route':
      return {
        blackhole: `the route "${why.route}" in table ${why.table} is a blackhole, which swallows packets to ${formatIp(why.destination)} without a word`,
        unreachable: `the route "${why.route}" in table ${why.table} says that ${formatIp(why.destination)} is unreachable`,
        prohibit: `the route "${why.route}" in table ${why.table} prohibits ${formatIp(why.destination)}`,
      }[why.kind];
    case 'refusing-rule':
      return `the policy rule "${why.rule}" refuses packets to ${formatIp(why.destination)}`;
    case 'not-forwarding':
      return `${formatIp(why.destination)} is not an address of this host, and ${typeof why.destination === 'string' ? forwardingKey(why.destination) : 'ip_forward'} is 0`;
    case 'ttl':
      return 'its time to live (TTL) ran out';
    case 'routing-loop':
      return `a routing loop, ${why.members.join(' → ')} → ${why.members[0] ?? ''}: each sends ${formatIp(why.destination)} on to the next until the TTL runs out`;
    case 'frame-loop':
      return 'the frame runs in a loop of bridges or switches';
    case 'no-remote':
      return `the VXLAN device knows no tunnel end for ${why.mac}, and has none for everybody else`;
    case 'unknown-vni':
      return `no VXLAN device here has VNI ${why.vni} (only ${why.known.join(', ')})`;
    case 'tunnel-loop':
      return `the way to the tunnel's other end leads into the tunnel itself${why.podRange === undefined ? '' : `, for the Pods’ range ${why.podRange} holds the addresses of nodes`}`;
    case 'tunnel-source':
      return `the tunnel's local address ${formatIp(why.source)} is not an address of this host`;
    case 'bridge-loop':
      return `a bridge loop: the frame runs round through ${why.members.join(', ')} for ever`;
    case 'no-inet6':
      return 'IPv6 is switched off on the device (disable_ipv6, or an MTU below 1280)';
    case 'not-member':
      return `this host is not in the group ${formatIp(why.group)}`;
    case 'beyond-link':
      return `the source ${formatIp(why.source)} means nothing beyond its link`;
    case 'loopback-on-wire':
      return 'an address of 127.0.0.0/8 is only for a host itself, and does not belong on a wire';
    case 'own-source':
      return `it claims to come from ${formatIp(why.source)}, which is an address of this host: two have the same address`;
    case 'reverse-path':
      return `rp_filter (${why.keys.join(', ')}) wants the way back to ${formatIp(why.source)} to leave by the same device, and it does not`;
    case 'no-neighbour':
      return `nobody answered "who has ${formatIp(why.address)}?"${step.device === undefined ? '' : ` on ${step.device}`}`;
    case 'arp-silent':
      return `it heard "who has ${formatIp(why.address)}?" and kept silent, ${SILENT[why.why]}`;
    case 'wrong-mac':
      return `its neighbour table${why.permanent ? ', in a permanent entry,' : ''} says that ${formatIp(why.address)} is at ${why.mac}, and nobody on that link takes frames for this MAC address`;
    case 'wrong-receiver':
      return `${formatIp(why.address)} is an address of this host too, so the answer went to the wrong one of the two`;
    case 'untranslated':
      return `the answer comes from ${why.came}, but ${why.asked} was asked: it took a way past the host that had changed the destination, so nobody changed it back`;
    case 'echo-ignored':
      return `${why.key} tells the kernel not to answer`;
    case 'device-down':
      return `the device ${step.device ?? ''} is down`;
    case 'no-carrier':
      return `no carrier on ${step.device ?? ''}: the other end of the cable is down or not plugged in`;
    case 'bridge-port':
      return why.state === 'down'
        ? `the bridge ${why.bridge} is down`
        : `the port ${step.device ?? ''} of bridge ${why.bridge} is ${why.state}`;
    case 'too-big':
      return `its ${why.bytes} bytes are more than the MTU of ${why.mtu}, and it may not be cut into fragments`;
    case 'rule':
      return `rule ${why.number} of chain ${why.chain} in table ${why.table} ${why.target === 'DROP' ? 'drops' : 'rejects'} it: ${why.rule}`;
    case 'network-policy':
      return deniedBy(why);
    case 'policy':
      return `no rule of chain ${why.chain} in table ${why.table} accepts it, and the chain's policy is DROP`;
    case 'no-socket':
      return why.protocol === 'icmp'
        ? 'no program there waits for it'
        : `nobody there listens on ${why.protocol.toUpperCase()} port ${why.port}${nearby(why.listeners, why.port)}`;
    case 'other-host':
      return `the frame is for ${why.to}, and this device is ${why.own}`;
    case 'unknown-vlan':
      return `the frame is tagged for VLAN ${why.vlan}, and there is no device of that VLAN on ${step.device ?? 'the device'}`;
    case 'vlan-filtered':
      return why.vlan === 0
        ? `the frame has no VLAN tag, and the port ${step.device ?? ''} of bridge ${why.bridge} has no PVID`
        : `the port ${step.device ?? ''} of bridge ${why.bridge} is not in VLAN ${why.vlan}`;
  }
}

const SILENT = {
  'sender-is-ours': 'for the sender has an address of its own: two have the same address',
  'reverse-path': 'because rp_filter does not believe the sender is there',
  arp_ignore: 'because of arp_ignore',
  arp_filter: 'because of arp_filter',
  noarp: 'because ARP is switched off on the device',
} as const;

/** The sysctl that makes a host a router for a family; for IPv4 its short name is known best. */
function forwardingKey(address: IpAddress): string {
  return typeof address === 'string' ? 'net.ipv6.conf.all.forwarding' : 'net.ipv4.ip_forward';
}

function nearby(listeners: readonly Listener[], port: number): string {
  const [first] = listeners;
  if (!first) return '';
  const who = first.program ? `${first.program.name} (pid ${first.program.pid})` : 'a program';
  const where =
    first.address === 0 || first.address === '::' ? `port ${first.port}` : endpoint(first.address, first.port);
  return first.port === port ? `; ${who} listens on ${where} only` : `; ${who} listens on ${where}`;
}

/** What to look at when no change that was tried helped. */
export function hint({ cause: why, place, which }: Failed): string {
  switch (why?.code) {
    case 'no-endpoints':
    case 'no-service-rules':
    case 'wrong-target-port':
    case 'virtual-address':
      return serviceHint(why);
    case 'no-route':
      return which === 'answer'
        ? `Add a route back to the sender at ${place}.`
        : `Add a route for the destination (or a default route) at ${place}.`;
    case 'refusing-route':
      return `Delete that route at ${place}, or add a longer prefix.`;
    case 'refusing-rule':
      return `Delete that rule at ${place}, or put one before it.`;
    case 'not-forwarding':
      return `Switch forwarding on at ${place}: sysctl -w ${forwardingKey(why.destination)}=1.`;
    case 'no-neighbour':
      return 'Nobody on that link has the address: check the address, the prefix length, and that the other end is up.';
    case 'arp-silent':
      return `Let ${place} answer.`;
    case 'wrong-mac':
      return 'Delete that entry with ip neigh del.';
    case 'untranslated':
      return 'Change the source as well (MASQUERADE), so that answers come back the same way.';
    case 'echo-ignored':
      return `Set ${why.key} to 0 at ${place}.`;
    case 'device-down':
      return `Set the device up at ${place}.`;
    case 'no-carrier':
      return 'Set the other end of the cable up, or plug it in.';
    case 'bridge-port':
      return `Set the bridge and its port up at ${place}.`;
    case 'reverse-path':
      return `Add a route back through this device, or relax rp_filter at ${place}.`;
    case 'own-source':
    case 'wrong-receiver':
      return 'Give one of the two another address.';
    case 'too-big':
      return 'Send less at a time, or raise the MTU on the way.';
    case 'ttl':
      return 'Send it with a larger TTL.';
    case 'routing-loop':
      return 'One of them needs a route that leads out of the circle.';
    case 'no-remote':
      return 'Add an entry: bridge fdb append 00:00:00:00:00:00 dev DEV dst ADDRESS.';
    case 'unknown-vni':
      return 'Both ends of a VXLAN need the same id.';
    case 'tunnel-loop':
      return why.podRange === undefined
        ? 'The other end needs a route that leads out by a device of the underlay.'
        : 'Choose another range for Pods, outside the nodes’ network, for kubeadm init --pod-network-cidr and for the network add-on.';
    case 'tunnel-source':
      return 'Give the host that address, or the tunnel another local one.';
    case 'frame-loop':
    case 'bridge-loop':
      return 'Take one link of the circle away, or switch STP on.';
    case 'no-socket':
      return 'Start a program that listens there, or ask the port on which one does.';
    case 'network-policy':
      return 'Allow it in a NetworkPolicy: ingress at the receiver, egress at the sender.';
    case 'rule':
    case 'policy':
      return `Accept the packet in a rule before it at ${place}, or take the rule out.`;
    case 'no-inet6':
      return 'Switch IPv6 on there: sysctl -w net.ipv6.conf.all.disable_ipv6=0.';
    case 'not-member':
      return 'Nobody there listens to that group.';
    case 'beyond-link':
      return 'Give the sender an address that is valid beyond its link.';
    case 'loopback-on-wire':
      return 'Use an address of a network device.';
    case 'other-host':
      return 'The frame was for another MAC address.';
    case 'unknown-vlan':
      return `Add a device of type vlan with that id at ${place}, or send without a tag.`;
    case 'vlan-filtered':
      return `Put the port into that VLAN with bridge vlan add at ${place}.`;
    case undefined:
      return `Look at ${place}.`;
  }
}

/** The policies that select a Pod, and what none of them allows. */
export function deniedBy({
  direction,
  namespace,
  pod,
  policies,
  peer,
  protocol,
  port,
}: Extract<DropCause, { code: 'network-policy' }>): string {
  const names = `NetworkPolicy ${policies.join(', ')} in namespace ${namespace} ${policies.length === 1 ? 'selects' : 'select'} Pod ${pod}`;
  const what = `${protocol.toUpperCase()}${port === undefined ? '' : ` port ${port}`}`;
  return `${names} for ${direction}, and nothing allows ${what} ${direction === 'ingress' ? 'from' : 'to'} ${peer}`;
}
