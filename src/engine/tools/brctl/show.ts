import type { BridgeKind } from '../../kernel/link/bridge';
import type { LinkInfo, NetlinkSocket } from '../../kernel/netlink';
import type { BridgePort } from '../../kernel/records';

/** What brctl lists (bridge-utils 1.7 brctl_disp.c). */

type Bridge = LinkInfo & { readonly kind: BridgeKind };

export function isBridge(link: LinkInfo): link is Bridge {
  return link.kind.type === 'bridge';
}

/** Ports of a bridge by name, as scandir(3) finds them in its brif directory. */
function portsOf(netlink: NetlinkSocket, bridge: Bridge): readonly (LinkInfo & { readonly port: BridgePort })[] {
  return netlink
    .links()
    .flatMap((link) => (link.master?.ifindex === bridge.ifindex && link.port ? [{ ...link, port: link.port }] : []))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const SHOW_HEAD = 'bridge name\tbridge id\t\tSTP enabled\tinterfaces\n';

/** One bridge of `brctl show`. */
export function showBridge(netlink: NetlinkSocket, bridge: Bridge): string {
  const [first = '', ...more] = portsOf(netlink, bridge).map(({ name }) => name);
  const stp = bridge.kind.stp ? 'yes' : 'no';
  const rest = more.map((name) => `\t\t\t\t\t\t\t${name}\n`).join('');
  return `${bridge.name}\t\t${bridge.bridgeStp?.bridgeId ?? ''}\t${stp}\t\t${first}\n${rest}`;
}

/** `brctl showmacs`: by address. */
export function showMacs(netlink: NetlinkSocket, bridge: Bridge): string {
  const numbers = new Map(portsOf(netlink, bridge).map(({ name, port }) => [name, port.portNumber]));
  const lines = netlink
    .bridgeFdb(bridge.name)
    .filter(({ target, device }) => target === 'master' && numbers.has(device))
    .sort((a, b) => (a.mac < b.mac ? -1 : a.mac > b.mac ? 1 : 0))
    .map(({ mac, device, state, ageSeconds }) => {
      const local = state === 'permanent' ? 'yes' : 'no';
      const age = state === 'learned' ? ageSeconds * 100 : 0;
      return `${String(numbers.get(device)).padStart(3)}\t${mac}\t${local}\t\t${time(age)}\n`;
    });
  return `port no\tmac addr\t\tis local?\tageing timer\n${lines.join('')}`;
}

/** `brctl showstp`; the bridge's own times are those in force to it (libbridge_devif.c br_get_bridge_info). */
export function showStp(netlink: NetlinkSocket, bridge: Bridge): string {
  const { kind, bridgeStp: stp } = bridge;
  if (!stp) return '';
  const [maxAge, hello, delay] = [stp.maxAge, stp.helloTime, stp.forwardDelay].map(time);
  const ports = portsOf(netlink, bridge).map(showPort);
  const { timers } = stp;
  const change = `${stp.topologyChange ? 'TOPOLOGY_CHANGE ' : ''}${stp.topologyChangeDetected ? 'TOPOLOGY_CHANGE_DETECTED ' : ''}`;
  return `${bridge.name}
 bridge id\t\t${stp.bridgeId}
 designated root\t${stp.rootId}
 root port\t\t${number(stp.rootPort)}\t\t\tpath cost\t\t${number(stp.rootPathCost)}
 max age\t\t${maxAge}\t\t\tbridge max age\t\t${maxAge}
 hello time\t\t${hello}\t\t\tbridge hello time\t${hello}
 forward delay\t\t${delay}\t\t\tbridge forward delay\t${delay}
 ageing time\t\t${time(Math.round(kind.ageingSeconds * 100))}
 hello timer\t\t${time(timers.hello)}\t\t\ttcn timer\t\t${time(timers.tcn)}
 topology change timer\t${time(timers.topologyChange)}\t\t\tgc timer\t\t${time(0)}
 flags\t\t\t${change}


${ports.join('')}`;
}

function showPort({ name, port, portStp: stp }: LinkInfo & { readonly port: BridgePort }): string {
  if (!stp) return '';
  const hairpin = port.hairpin ? ` hairpin mode\t\t${number(1)}\n` : '';
  const { timers } = stp;
  const flags = `${stp.configPending ? 'CONFIG_PENDING ' : ''}${stp.topologyChangeAck ? 'TOPOLOGY_CHANGE_ACK ' : ''}`;
  return `${name} (${port.portNumber})
 port id\t\t${hex4(stp.portId)}\t\t\tstate\t\t${port.state.padStart(15)}
 designated root\t${stp.designatedRoot}\tpath cost\t\t${number(port.cost)}
 designated bridge\t${stp.designatedBridge}\tmessage age timer\t${time(timers.messageAge)}
 designated port\t${hex4(stp.designatedPort)}\t\t\tforward delay timer\t${time(timers.forwardDelay)}
 designated cost\t${number(stp.designatedCost)}\t\t\thold timer\t\t${time(timers.hold)}
 flags\t\t\t${flags}
${hairpin}
`;
}

function hex4(value: number): string {
  return (value & 0xffff).toString(16).padStart(4, '0');
}

function number(value: number): string {
  return String(value).padStart(4);
}

/** 1/100 s as `   0.00`. */
function time(hundredths: number): string {
  return `${String(Math.floor(hundredths / 100)).padStart(4)}.${String(Math.floor(hundredths) % 100).padStart(2, '0')}`;
}
