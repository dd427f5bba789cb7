import type { LinkInfo } from '../../kernel/netlink';
import type { Ipv4AddressRecord } from '../../kernel/records';
import { formatIpv4, ipv4, maskOf } from '../../packet/address';

/** Interface flags as SIOCGIFFLAGS gives them, in the order ifconfig names them; `letter` is for the short form. */
const FLAGS = [
  { name: 'UP', value: 0x1, letter: 'U' },
  { name: 'BROADCAST', value: 0x2, letter: 'B' },
  { name: 'LOOPBACK', value: 0x8, letter: 'L' },
  { name: 'NOTRAILERS', value: 0x20, letter: '' },
  { name: 'RUNNING', value: 0x40, letter: 'R' },
  { name: 'NOARP', value: 0x80, letter: 'O' },
  { name: 'PROMISC', value: 0x100, letter: 'P' },
  { name: 'ALLMULTI', value: 0x200, letter: 'A' },
  { name: 'MULTICAST', value: 0x1000, letter: 'M' },
  // The ioctl's flags are a signed short.
  { name: 'DYNAMIC', value: -0x8000, letter: '' },
] as const;

/** The order of the letters in `ifconfig -s`. */
const LETTER_ORDER = 'ABLMPORU';

const SHORT_COLUMNS = '  MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg\n';

/** An interface as ifconfig sees it: a device, or an address labelled `eth0:1` on one. */
export interface Interface {
  readonly name: string;
  readonly link: LinkInfo;
  /** The address whose label is the name; ioctls know no others. */
  readonly address?: Ipv4AddressRecord;
  readonly alias: boolean;
}

/** Every interface in ifconfig's order: by name, numbers as numbers, aliases after their device. */
export function allInterfaces(links: readonly LinkInfo[]): readonly Interface[] {
  return links
    .flatMap((link) => [
      findInterface(link, link.name),
      ...[...new Set(link.addresses4.map(({ label }) => label))]
        .filter((label) => label !== link.name)
        .map((label) => findInterface(link, label)),
    ])
    .sort((a, b) => compareNames(a.name, b.name));
}

/** The interface called `name`, which may be a label no address has (the ioctls answer for the device then). */
export function findInterface(link: LinkInfo, name: string): Interface {
  const address = link.addresses4.find(({ label }) => label === name);
  return { name, link, address, alias: name.includes(':') };
}

/** net-tools lib/nstrcmp.c: the text before a trailing number, then the number, then the alias number. */
function compareNames(a: string, b: string): number {
  const [x, y] = [split(a), split(b)];
  if (x.text !== y.text) return x.text < y.text ? -1 : 1;
  return x.number - y.number || x.alias - y.alias;
}

function split(name: string): { readonly text: string; readonly number: number; readonly alias: number } {
  const match = /^(.*?)(\d*)(?::(\d+))?$/.exec(name);
  return { text: match?.[1] ?? name, number: Number(match?.[2] || -1), alias: Number(match?.[3] ?? -1) };
}

function setFlags(link: LinkInfo): readonly (typeof FLAGS)[number][] {
  // dev_get_flags: RUNNING when the device is up and its operational state is up or unknown.
  const running = link.up && (link.operstate === 'UP' || link.operstate === 'UNKNOWN');
  return FLAGS.filter(({ name }) => (name === 'RUNNING' ? running : link.flags.includes(name)));
}

/** `ifconfig -s`, and `netstat -i`, whose heading is wider: one line per interface under a header. */
export function formatShort(interfaces: readonly Interface[], headingWidth = 9): string {
  return 'Iface'.padEnd(headingWidth) + SHORT_COLUMNS + interfaces.map(shortLine).join('');
}

function shortLine({ name, link, alias }: Interface): string {
  const letters = setFlags(link).map(({ letter }) => letter);
  letters.sort((a, b) => LETTER_ORDER.indexOf(a) - LETTER_ORDER.indexOf(b));
  const { rxPackets, rxErrors, rxDropped, txPackets, txErrors, txDropped } = link.counters;
  const six = (value: number): string => String(value).padStart(6);
  const eight = (value: number): string => String(value).padStart(8);
  const counts = alias
    ? '     - no statistics available -'.padEnd(56)
    : `${eight(rxPackets)} ${six(rxErrors)} ${six(rxDropped)} ${'0'.padEnd(6)} ` +
      `${eight(txPackets)} ${six(txErrors)} ${six(txDropped)} ${six(0)} `;
  return `${name.slice(0, 15).padEnd(15)} ${String(link.mtu).padStart(5)} ${counts}${letters.join('')}\n`;
}

/** The paragraph about one interface (net-tools lib/interface.c ife_print_long). */
export function formatLong({ name, link, address, alias }: Interface): string {
  const flags = setFlags(link);
  const sum = flags.reduce((total, { value }) => total | value, 0);
  const lines = [`${name}: flags=${sum}<${flags.map((flag) => flag.name).join(',')}>  mtu ${link.mtu}`];
  if (address) {
    const broadcast = link.flags.includes('BROADCAST') ? `  broadcast ${formatIpv4(address.broadcast ?? ipv4(0))}` : '';
    const mask = formatIpv4(maskOf(address.prefixLength));
    lines.push(`        inet ${formatIpv4(address.address)}  netmask ${mask}${broadcast}`);
  }
  for (const { address: text, prefixLength, scope } of alias ? [] : link.addresses6) {
    lines.push(`        inet6 ${text}  prefixlen ${prefixLength}  scopeid ${SCOPE6[scope]}`);
  }
  const loopback = link.linkType === 'loopback';
  const queue = `txqueuelen ${link.txQueueLength}`;
  lines.push(loopback ? `        loop  ${queue}  (Local Loopback)` : `        ether ${link.mac}  ${queue}  (Ethernet)`);
  if (!alias) lines.push(...counterLines(link));
  return `${lines.join('\n')}\n\n`;
}

const SCOPE6: Readonly<Record<string, string>> = {
  global: '0x0<global>',
  host: '0x10<host>',
  link: '0x20<link>',
  site: '0x40<site>',
};

function counterLines(link: LinkInfo): readonly string[] {
  const { rxPackets, rxBytes, rxErrors, rxDropped, txPackets, txBytes, txErrors, txDropped } = link.counters;
  return [
    `        RX packets ${rxPackets}  bytes ${rxBytes} (${humanBytes(rxBytes)})`,
    `        RX errors ${rxErrors}  dropped ${rxDropped}  overruns 0  frame 0`,
    `        TX packets ${txPackets}  bytes ${txBytes} (${humanBytes(txBytes)})`,
    `        TX errors ${txErrors}  dropped ${txDropped} overruns 0  carrier 0  collisions 0`,
  ];
}

const UNITS = [
  { text: 'EiB', bytes: 2 ** 60 },
  { text: 'PiB', bytes: 2 ** 50 },
  { text: 'TiB', bytes: 2 ** 40 },
  { text: 'GiB', bytes: 2 ** 30 },
  { text: 'MiB', bytes: 2 ** 20 },
  { text: 'KiB', bytes: 2 ** 10 },
] as const;

/** A byte count with one truncated decimal in binary units (ife_unit). */
function humanBytes(bytes: number): string {
  const unit = UNITS.find((candidate) => bytes > candidate.bytes) ?? { text: 'B', bytes: 1 };
  const tenths = Math.floor((bytes * 10) / unit.bytes);
  return `${Math.floor(tenths / 10)}.${tenths % 10} ${unit.text}`;
}
