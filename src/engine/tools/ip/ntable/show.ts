import { invalidArgument } from '../../iproute2/errors';
import type { Printer } from '../../iproute2/printer';
import type { IpContext, IpRun } from '../context';
import { SETTINGS, setting, TABLES } from './settings';

type Family = (typeof TABLES)[number][0];

/** ipntable_show (ip/ipntable.c): the tables themselves, then what each device has, the newest first. */
export const showTables: IpRun = (ip, reader) => {
  let device: string | undefined;
  let table: string | undefined;
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'dev') {
      if (value !== 'none' && !ip.netlink.hasLink(value)) throw invalidArgument('"DEV" is invalid', value);
      device = value;
    } else if (keyword === 'name') table = value;
    else throw invalidArgument('unknown', value);
  }
  const printer = ip.printer();
  for (const [family, name] of TABLES) {
    if (ip.settings.family !== undefined && ip.settings.family !== family) continue;
    if (table !== undefined && table !== name) continue;
    if (device === undefined || device === 'none') printParameters(printer, ip, family, name, undefined);
    for (const link of [...ip.netlink.links()].reverse()) {
      if (device === undefined || device === link.name) printParameters(printer, ip, family, name, link.name);
    }
  }
  ip.out(printer.finish());
  return 0;
};

/** print_ntable and print_ndtparams */
function printParameters(
  printer: Printer,
  ip: IpContext,
  family: Family,
  name: string,
  device: string | undefined,
): void {
  printer.openObject();
  printer.field('family', family, `${family} `);
  printer.field('name', name, `${name} `);
  printer.newline();
  if (device === undefined) {
    printer.text('    ');
    for (const [key, value] of [
      ['thresh1', 128],
      ['thresh2', 512],
      ['thresh3', 1024],
    ] as const) {
      printer.field(key, value, `${key} ${value} `);
    }
    printer.field('gc_interval', 30000, 'gc_int 30000 ');
    printer.newline();
  } else {
    printer.text('    dev ');
    printer.field('dev', device, `${device} `, 'ifname');
    printer.newline();
  }
  printer.text('    ');
  printer.field('refcnt', 1, 'refcnt 1 ');
  const reachable = reachableTime(ip, family, device);
  printer.field('reachable', reachable, `reachable ${reachable} `);
  SETTINGS.forEach((line, i) => {
    if (i > 0) printer.text('    ');
    for (const wanted of line) {
      const value = setting(ip, family, device, wanted);
      printer.field(wanted.name, value, `${wanted.name} ${value} `);
    }
    printer.newline();
  });
  printer.text('\n');
  printer.closeObject();
}

const [BASE_REACHABLE] = SETTINGS[0] ?? [];

/** neigh_rand_reach_time: between half and one and a half of the base, in the ticks of 4 ms that the kernel counts; another one for each device. */
function reachableTime(ip: IpContext, family: Family, device: string | undefined): number {
  const base = BASE_REACHABLE ? setting(ip, family, device, BASE_REACHABLE) : 0;
  let hash = 0x811c9dc5;
  for (const letter of `${family} ${device ?? ''}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  const random = base === 0 ? 0 : base / 2 + ((hash >>> 4) % base);
  return Math.trunc(random / 4) * 4;
}
