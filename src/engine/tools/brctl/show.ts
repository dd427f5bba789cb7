import { bridgeSetting } from '../../kernel/link/bridge-settings';
import type { BridgeKind } from '../../kernel/link/bridge';
import type { LinkInfo, NetlinkSocket } from '../../kernel/netlink';
import type { BridgePort } from '../../kernel/records';
import { MAC_ZERO } from '../../packet/address';

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

/** Priority and MAC in hexadecimal; the MAC counts once a port or a user gave it. */
function bridgeId({ kind, mac }: Bridge): string {
  const known = kind.macSet || kind.ports.size > 0 ? mac : MAC_ZERO;
  return `${hex4(bridgeSetting(kind, 'priority'))}.${known.replaceAll(':', '')}`;
}

export const SHOW_HEAD = 'bridge name\tbridge id\t\tSTP enabled\tinterfaces\n';

/** One bridge of `brctl show`. */
export function showBridge(netlink: NetlinkSocket, bridge: Bridge): string {
  const [first = '', ...more] = portsOf(netlink, bridge).map(({ name }) => name);
  const stp = bridge.kind.stp ? 'yes' : 'no';
  const rest = more.map((name) => `\t\t\t\t\t\t\t${name}\n`).join('');
  return `${bridge.name}\t\t${bridgeId(bridge)}\t${stp}\t\t${first}\n${rest}`;
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

/** `brctl showstp`. */
export function showStp(netlink: NetlinkSocket, bridge: Bridge): string {
  const { kind } = bridge;
  const id = bridgeId(bridge);
  const [maxAge, hello, delay] = (['max_age', 'hello_time', 'forward_delay'] as const).map((name) =>
    time(bridgeSetting(kind, name)),
  );
  const ports = portsOf(netlink, bridge).map((link) => showPort(link, id));
  return `${bridge.name}
 bridge id\t\t${id}
 designated root\t${id}
 root port\t\t${number(0)}\t\t\tpath cost\t\t${number(0)}
 max age\t\t${maxAge}\t\t\tbridge max age\t\t${maxAge}
 hello time\t\t${hello}\t\t\tbridge hello time\t${hello}
 forward delay\t\t${delay}\t\t\tbridge forward delay\t${delay}
 ageing time\t\t${time(kind.ageingSeconds * 100)}
 hello timer\t\t${time(0)}\t\t\ttcn timer\t\t${time(0)}
 topology change timer\t${time(0)}\t\t\tgc timer\t\t${time(0)}
 flags\t\t\t


${ports.join('')}`;
}

function showPort({ name, port }: { readonly name: string; readonly port: BridgePort }, bridgeId: string): string {
  const portId = hex4((port.priority << 10) | port.portNumber);
  const hairpin = port.hairpin ? ` hairpin mode\t\t${number(1)}\n` : '';
  return `${name} (${port.portNumber})
 port id\t\t${portId}\t\t\tstate\t\t${port.state.padStart(15)}
 designated root\t${bridgeId}\tpath cost\t\t${number(port.cost)}
 designated bridge\t${bridgeId}\tmessage age timer\t${time(0)}
 designated port\t${portId}\t\t\tforward delay timer\t${time(0)}
 designated cost\t${number(0)}\t\t\thold timer\t\t${time(0)}
 flags\t\t\t
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
