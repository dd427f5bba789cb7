import type { Notice } from '../../../kernel/notices';
import { openNetlink } from '../../../kernel/netlink-socket';
import type { MonitorState, ServiceRecord } from '../../../kernel/service-records';
import type { World } from '../../../kernel/world';
import { filesOf, HostFileSystem } from '../../../shell/files/host-file-system';
import { printFrom } from '../../../shell/service-output';
import type { Process } from '../../tool';
import { defaultSettings, IpContext } from '../context';
import { printNotice } from './print';

/** `ip monitor` heard something: prints what it was asked for. */
export function wakeMonitor(world: World, service: ServiceRecord, state: MonitorState): void {
  if (state.notices.length === 0) return;
  world.writeService(service.pid).state = { ...state, notices: [] };
  const ip = new IpContext(processOf(world, service), { ...defaultSettings(), ...state.settings });
  const printer = ip.printer();
  const device = state.ifindex === undefined ? undefined : ip.netlink.link(state.ifindex)?.name;
  for (const notice of state.notices) {
    if (state.objects.length > 0 && !state.objects.includes(kindOf(notice))) continue;
    if (state.ifindex !== undefined && indexOf(notice) !== state.ifindex) continue;
    printNotice(printer, ip, notice, state.label, device);
  }
  printFrom(world, service, 'out', printer.finish());
}

/** The word of `ip monitor` that asks for it. */
function kindOf({ type }: Notice): string {
  return type === 'route6' ? 'route' : type;
}

/** The device a message is about; messages about none pass every filter for one. */
function indexOf(notice: Notice): number | undefined {
  switch (notice.type) {
    case 'link':
    case 'address':
      return notice.link.ifindex;
    case 'route':
    case 'route6':
      return notice.route.nexthops[0]?.ifindex;
    case 'neigh':
      return notice.entry.ifindex;
    default:
      return undefined;
  }
}

/** What printing needs of a process; a service has no shell around it. */
function processOf(world: World, service: ServiceRecord): Process {
  const { host, netns, argv } = service;
  const elsewhere = (): never => {
    throw new Error('a service waits for nothing and runs nothing');
  };
  return {
    argv,
    world,
    host,
    netns,
    cwd: '/',
    env: new Map(),
    stdin: '',
    files: filesOf(new HostFileSystem(world, () => ({ host, netns })), '/'),
    signal: new AbortController().signal,
    out: (text) => printFrom(world, service, 'out', text),
    err: (text) => printFrom(world, service, 'err', text),
    netlink: () => openNetlink(world, netns),
    netlinkIn: (other) => openNetlink(world, other),
    wait: elsewhere,
    pace: elsewhere,
    exec: elsewhere,
    processes: () => [],
    pid: service.pid,
    answers: elsewhere,
    enter: elsewhere,
  };
}
