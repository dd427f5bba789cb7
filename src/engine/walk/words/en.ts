import { formatIpv4 } from '../../packet/address';
import type { DropReason, WalkStep } from '../step';
import type { WalkWords } from './words';

export const english: WalkWords = {
  step,
  nothingSent: () => 'No packet was sent.',
  answered: (target) => `The packet reached ${target} and the answer came back.`,
  remedies: (commands) =>
    `Tried on a copy of the lab, it passes after ${commands.map((c) => `\`${c}\``).join(' and ')}.`,
  failure: (drop, place, which, target) =>
    `${
      which === 'request'
        ? `The packet to ${target} ended at ${place}`
        : `The packet reached ${target}, but the answer ended at ${place}`
    }: ${drop.detail} (${drop.reason}). ${remedy(drop.reason, place, which)}`,
};

function step(s: WalkStep): string {
  switch (s.type) {
    case 'originate':
      return `${s.what} to ${formatIpv4(s.destination)}`;
    case 'route': {
      const rejected = s.rejected.length === 0 ? '' : `; not ${s.rejected.map((r) => r.text).join(', ')}`;
      return s.chosen
        ? `route to ${formatIpv4(s.destination)}: ${s.chosen.text} (table ${s.chosen.table})${rejected}`
        : `route to ${formatIpv4(s.destination)}: none matches`;
    }
    case 'neighbour':
      return {
        hit: `neighbour ${formatIpv4(s.address)} is at ${s.mac ?? '?'}`,
        resolved: `neighbour ${formatIpv4(s.address)} answered: ${s.mac ?? '?'}`,
        resolving: `neighbour ${formatIpv4(s.address)} is unknown: ask by ARP, and wait`,
        failed: `neighbour ${formatIpv4(s.address)} never answered`,
      }[s.result];
    case 'arp':
      return s.op === 'request'
        ? `ARP "who has ${formatIpv4(s.target)}? tell ${formatIpv4(s.sender)}": ${s.answered ? 'that is me' : 'not me'}`
        : `ARP answer from ${formatIpv4(s.sender)}`;
    case 'transmit':
      return `out, to ${s.to}`;
    case 'receive':
      return `in, from ${s.from}`;
    case 'bridge':
      return `bridge ${s.bridge}: ${ports(s.decision, s.ports)}`;
    case 'switch':
      return `switch ${s.name}: ${ports(s.decision, s.ports)}`;
    case 'forward':
      return `forwarded, TTL now ${s.ttl}`;
    case 'fragment':
      return `cut into ${s.pieces} fragments for an MTU of ${s.mtu}`;
    case 'reassemble':
      return `put together from ${s.pieces} fragments`;
    case 'learn':
      return s.gateway === undefined
        ? `remembers that packets to ${formatIpv4(s.destination)} may have ${s.mtu ?? '?'} bytes`
        : `remembers that packets to ${formatIpv4(s.destination)} go to ${formatIpv4(s.gateway)}`;
    case 'deliver':
      return `delivered: ${s.what}`;
    case 'reply':
      return `answers with an ${s.what}`;
    case 'conntrack':
      return s.state === 'INVALID'
        ? 'conntrack knows no connection for it: INVALID'
        : `conntrack: ${s.state}${s.direction === 'reply' ? ', an answer' : ''}`;
    case 'rule':
      return `${s.hook}, table ${s.table}, rule ${s.number} of ${s.chain}: ${s.rule}`;
    case 'policy':
      return `table ${s.table}: no rule of ${s.chain} decided, its policy is ${s.verdict}`;
    case 'nat':
      return `NAT changes the ${s.end} from ${s.before} to ${s.after}`;
    case 'drop':
      return `dropped, ${s.reason}: ${s.detail}`;
  }
}

function ports(decision: 'forward' | 'flood' | 'local', names: readonly string[]): string {
  if (decision === 'local') return 'for the host itself';
  const where = names.length === 0 ? 'nowhere' : names.join(', ');
  return decision === 'forward' ? `forward to ${where}` : `flood to ${where}`;
}

function remedy(reason: DropReason, place: string, which: 'request' | 'answer'): string {
  switch (reason) {
    case 'IP_OUTNOROUTES':
    case 'IP_INNOROUTES':
      return which === 'answer'
        ? `Add a route back to the sender at ${place}.`
        : `Add a route for the destination (or a default route) at ${place}.`;
    case 'IP_FORWARDING_DISABLED':
      return `Switch forwarding on at ${place}: sysctl -w net.ipv4.ip_forward=1.`;
    case 'NEIGH_FAILED':
    case 'NEIGH_QUEUEFULL':
      return 'Nobody on that link has the address: check the address, the prefix length, and that the other end is up.';
    case 'DEV_READY':
      return `Set the device up at ${place}.`;
    case 'NO_CARRIER':
      return 'Set the other end of the cable up, or plug it in.';
    case 'BRIDGE_INGRESS_STP_STATE':
      return `Set the bridge and its port up at ${place}.`;
    case 'IP_RPFILTER':
      return `Add a route back through this device, or relax rp_filter at ${place}.`;
    case 'IP_INADDRERRORS':
      return 'Two hosts must not have the same address.';
    case 'OTHERHOST':
      return 'The frame was for another MAC address.';
    case 'PKT_TOO_BIG':
      return 'Send less at a time, or raise the MTU on the way.';
    case 'TTL_EXPIRED':
      return 'Look for a routing loop, or send with a larger TTL.';
    case 'NO_SOCKET':
      return 'No program is listening for it there.';
    case 'NETFILTER_DROP':
      return `Take out or change that rule at ${place}, or accept the packet in a rule before it.`;
    case 'UNICAST_IN_L2_MULTICAST':
    case 'NOT_SPECIFIED':
      return 'Look for a loop of bridges or switches.';
  }
}
