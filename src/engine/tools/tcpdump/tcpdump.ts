import { KernelError, strerror } from '../../kernel/errno';
import { ExitError, exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { LINK, type LinkType } from './capture';
import { TCPDUMP } from './declaration';
import { defaultDevice, describeLink, listDevices } from './devices';
import type { Filter } from './filter/ast';
import { asksForVlan, matches } from './filter/matches';
import { FilterError, parseFilter } from './filter/parser';
import { viewOf } from './filter/view';
import { filterNames, printNames } from './names';
import { readOptions, type TcpdumpOptions } from './options';
import { readSaveFile } from './pcap-file';
import { CaptureSession, type CaptureSnapshot } from './session';
import { showPacket, type Shown } from './show';

/** tcpdump(1) 4.99.3 with libpcap 1.10.3. */
export const tcpdump: Program = {
  ...TCPDUMP,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

async function run(process: Process): Promise<number> {
  const options = readOptions(process);
  if ('shown' in options) {
    process.out(options.shown);
    return 0;
  }
  if (options.list) {
    process.out(listDevices(process));
    return 0;
  }
  if (options.read !== undefined) return readFile(process, options, options.read);
  const before = process.background?.resumed as CaptureSnapshot | undefined;
  if (before) return CaptureSession.resumed(process, options, before).run();
  return capture(process, options);
}

const QUIET_HINT = 'verbose output suppressed, use -v[v]... for full protocol decode\n';

async function capture(process: Process, options: TcpdumpOptions): Promise<number> {
  const name = options.device ?? defaultDevice(process);
  const link = name === 'any' ? undefined : deviceFor(process, name);
  if (link && !link.up) throw new ExitError(1, `tcpdump: ${name}: That device is not up\n`);
  const type = link ? linkTypeOf(link) : LINK.sll2;
  // What `any` falls back to is said as soon as it is open.
  if (!link) process.err('tcpdump: data link type LINUX_SLL2\n');
  const filter = await filterOf(process, options);
  const showing = options.write === undefined || options.print;
  const suppressed = showing && options.style.verbose === 0;
  if (suppressed) process.err(`tcpdump: ${QUIET_HINT}`);
  const begin = suppressed ? '' : 'tcpdump: ';
  process.err(
    `${begin}listening on ${name}, link-type ${describeLink(type)}, snapshot length ${options.snapshot} bytes\n`,
  );
  return new CaptureSession(process, options, { ifindex: link?.ifindex ?? 0, link: type, filter }).run();
}

function deviceFor(process: Process, name: string): ReturnType<ReturnType<Process['netlink']>['link']> {
  const netlink = process.netlink();
  // A number means the device of that place in -D's list.
  const listed = /^\d+$/.test(name) ? listDevices(process).split('\n').find((line) => line.startsWith(`${name}.`)) : undefined; // prettier-ignore
  const link = netlink.link(listed?.replace(/^\d+\./, '').split(' ')[0] ?? name);
  if (link) return link;
  throw new ExitError(1, `tcpdump: ${name}: No such device exists\n(No such device exists)\n`);
}

function linkTypeOf({ linkType }: { readonly linkType: string }): LinkType {
  return linkType === 'ether' || linkType === 'loopback' ? LINK.ethernet : LINK.raw;
}

async function filterOf(process: Process, { expression }: TcpdumpOptions): Promise<Filter> {
  try {
    return await parseFilter(expression, filterNames(process));
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw new ExitError(1, `tcpdump: ${error.message}\n`);
  }
}

/** -r */
async function readFile(process: Process, options: TcpdumpOptions, path: string): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = process.files.readBytes(path === '-' ? '/dev/stdin' : path);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(1, `tcpdump: ${path}: ${strerror(error.errno)}\n`);
  }
  const file = readSaveFile(bytes);
  if (file === 'short') {
    throw new ExitError(
      1,
      `tcpdump: truncated dump file; tried to read 4 file header bytes, only got ${bytes.length}\n`,
    );
  }
  if (!file) throw new ExitError(1, 'tcpdump: unknown file format\n');
  const { link, snapshot, packets, truncated } = file;
  process.err(`reading from file ${path}, link-type ${describeLink(link)}, snapshot length ${snapshot}\n`);
  const filter = await filterOf(process, options);
  const names = printNames(process.files);
  const shown: Shown = { connections: new Map(), count: 0 };
  const tags = asksForVlan(filter);
  let passed = 0;
  for (const packet of packets) {
    if (!matches(filter, viewOf(packet, link, tags))) continue;
    passed++;
    if (!options.onlyCount) process.out(showPacket(packet, link, options, names, shown));
    if (options.count > 0 && passed >= options.count) break;
  }
  if (options.onlyCount) process.out(`${passed} packet${passed === 1 ? '' : 's'}\n`);
  if (truncated && (options.count === 0 || passed < options.count)) {
    const { wanted, got } = truncated;
    process.err(`tcpdump: pcap_loop: truncated dump file; tried to read ${wanted} captured bytes, only got ${got}\n`);
    return 1;
  }
  return 0;
}
