import { parseIpv4 } from '../../packet/address';
import { parseIpv6 } from '../../packet/ipv6-address';
import { KernelError } from '../../kernel/errno';
import type { DaemonState, ServiceRecord } from '../../kernel/service-records';
import { listenTcp } from '../../kernel/tcp/calls';
import type { World } from '../../kernel/world';
import { HostFileSystem } from '../../shell/files/host-file-system';
import { printFrom } from '../../shell/service-output';
import type { DaemonPlace } from './daemon';

/** Connections that may wait on a listener (somaxconn). */
const BACKLOG = 511;

/** Where a daemon runs. */
export function daemonPlace(
  world: World,
  service: Pick<ServiceRecord, 'pid' | 'host' | 'netns' | 'argv' | 'sinks'>,
  { settings, program }: Pick<DaemonState, 'settings' | 'program'>,
): DaemonPlace {
  const { host, netns, pid, argv, sinks } = service;
  const print = (stream: 'out' | 'err', text: string): void => printFrom(world, service, stream, text);
  return {
    world,
    host,
    netns,
    pid,
    name: program,
    argv,
    sinks,
    settings,
    env: world.host(host).container?.env ?? new Map<string, string>(),
    files: new HostFileSystem(world, () => ({ host, netns })),
    out: (text) => print('out', text),
    err: (text) => print('err', text),
    listen: (port, address = '::') => {
      const parsed = parseIpv4(address) ?? parseIpv6(address);
      if (parsed === undefined) throw new KernelError('EADDRNOTAVAIL');
      return listenTcp(world, netns, { address: parsed, port, program: { pid, name: program }, backlog: BACKLOG });
    },
    remember: (name, value) => {
      const running = world.services.get(pid)?.state;
      if (running?.kind !== 'daemon') return;
      world.writeService(pid).state = { ...running, settings: { ...running.settings, [name]: value } };
    },
  };
}
