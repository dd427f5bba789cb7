import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { eachLine } from './applets';

/**
 * ifconfig of BusyBox (networking/interface.c), which is what net-tools printed before 2.0: the same facts in another order. Made from the full
 * program's paragraphs.
 */
export function busyboxIfconfig(process: Process, full: Program): Promise<number> {
  let text = '';
  return full.run({ ...process, out: (more) => (text += more) }).then((status) => {
    process.out(text.split(/\n(?=\S)/).map((paragraph) => (/^\S+: flags=/.test(paragraph) ? reworded(paragraph) : eachLine(paragraph, (line) => line))).join('\n')); // prettier-ignore
    if (/^\S+: flags=/.test(text)) process.out('\n');
    return status;
  });
}

function reworded(paragraph: string): string {
  const found = (pattern: RegExp): string => pattern.exec(paragraph)?.[1] ?? '';
  const name = found(/^(\S+): flags=/);
  const loopback = /<[^>]*LOOPBACK/.test(paragraph);
  const ether = found(/\n +ether (\S+)/).toUpperCase();
  const lines = [`${name.padEnd(9)} Link encap:${loopback ? 'Local Loopback  ' : `Ethernet  HWaddr ${ether}  `}`];
  const address = found(/\n +inet (\S+)/);
  const broadcast = found(/broadcast (\S+)/);
  if (address !== '') lines.push(`inet addr:${address}${loopback ? '' : `  Bcast:${broadcast === '' ? '0.0.0.0' : broadcast}`}  Mask:${found(/netmask (\S+)/)}`); // prettier-ignore
  for (const [, own = '', length = '', scope = ''] of paragraph.matchAll(
    /inet6 (\S+) {2}prefixlen (\d+) {2}scopeid \S+?<(\w+)>/g,
  ))
    lines.push(
      `inet6 addr: ${own}/${length} Scope:${scope === 'host' ? 'Host' : scope === 'link' ? 'Link' : 'Global'}`,
    );
  const flags = new Set(found(/<([^>]*)>/).split(','));
  const shown = ['UP', 'BROADCAST', 'LOOPBACK', 'POINTOPOINT', 'RUNNING', 'NOARP', 'PROMISC', 'MULTICAST'].filter((flag) => flags.has(flag)); // prettier-ignore
  lines.push(`${shown.join(' ')}  MTU:${found(/ mtu (\d+)/)}  Metric:1`);
  const counts = (direction: string): readonly [string, string, string, string, string] => [
    found(new RegExp(`${direction} packets (\\d+)`)),
    found(new RegExp(`${direction} errors (\\d+)`)),
    found(new RegExp(`${direction} errors \\d+ {2}dropped (\\d+)`)),
    found(new RegExp(`${direction} errors \\d+ {2}dropped \\d+ {0,2}overruns (\\d+)`)),
    found(new RegExp(`${direction} packets \\d+ {2}bytes (\\d+ \\([^)]*\\))`)),
  ];
  const [rx, tx] = [counts('RX'), counts('TX')];
  const frame = found(/frame (\d+)/);
  const carrier = found(/carrier (\d+)/);
  lines.push(`RX packets:${rx[0]} errors:${rx[1]} dropped:${rx[2]} overruns:${rx[3]} frame:${frame}`);
  lines.push(`TX packets:${tx[0]} errors:${tx[1]} dropped:${tx[2]} overruns:${tx[3]} carrier:${carrier}`);
  lines.push(`collisions:${found(/collisions (\d+)/)} txqueuelen:${found(/txqueuelen (\d+)/)} `);
  lines.push(`RX bytes:${rx[4]}  TX bytes:${tx[4]}`);
  return `${lines.join(`\n${' '.repeat(10)}`)}\n`;
}
