import type { LinkInfo } from '../../kernel/netlink';
import type { Process } from '../tool';
import { LINK, type LinkType } from './capture';

/** pcap_findalldevs: the devices of the namespace, those that carry packets first, and libpcap's own. */

/** -D */
export function listDevices(process: Process): string {
  return sortedDevices(process)
    .map((line, i) => `${i + 1}.${line}\n`)
    .join('');
}

/** The device that is listened on when none is named. */
export function defaultDevice(process: Process): string {
  return sortedDevices(process)[0]?.split(' ')[0] ?? 'any';
}

const OTHERS = [
  'bluetooth-monitor (Bluetooth Linux Monitor) [Wireless]',
  'nflog (Linux netfilter log (NFLOG) interface) [none]',
  'nfqueue (Linux netfilter queue (NFQUEUE) interface) [none]',
  'dbus-system (D-Bus system bus) [none]',
  'dbus-session (D-Bus session bus) [none]',
];

function sortedDevices(process: Process): readonly string[] {
  const links = process.netlink().links();
  const running = ({ flags }: LinkInfo): boolean => flags.includes('LOWER_UP');
  const isLoopback = ({ kind }: LinkInfo): boolean => kind.type === 'loopback';
  const shown = (link: LinkInfo): string => {
    const loopback = isLoopback(link);
    const states = [
      ...(link.up ? ['Up'] : []),
      ...(running(link) ? ['Running'] : []),
      ...(loopback ? ['Loopback'] : []),
      ...(loopback ? [] : [running(link) ? 'Connected' : 'Disconnected']),
    ];
    const known = !link.up && !loopback ? ['none', 'Disconnected'] : states;
    return `${link.name} [${known.join(', ') || 'none'}]`;
  };
  const ordinary = links.filter((link) => !isLoopback(link));
  const loopbacks = links.filter(isLoopback);
  return [
    ...ordinary.filter(running).map(shown),
    'any (Pseudo-device that captures on all interfaces) [Up, Running]',
    ...loopbacks.filter(running).map(shown),
    ...ordinary.filter((link) => link.up && !running(link)).map(shown),
    ...OTHERS,
    ...ordinary.filter(({ up }) => !up).map(shown),
    ...loopbacks.filter((link) => !running(link)).map(shown),
  ];
}

const DESCRIPTIONS: ReadonlyMap<LinkType, string> = new Map([
  [LINK.ethernet, 'EN10MB (Ethernet)'],
  [LINK.raw, 'RAW (Raw IP)'],
  [LINK.sll2, 'LINUX_SLL2 (Linux cooked v2)'],
]);

export function describeLink(link: LinkType): string {
  return DESCRIPTIONS.get(link) ?? '';
}
