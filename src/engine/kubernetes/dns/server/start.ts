import type { StartingService } from '../../../kernel/cluster-records';
import { KernelError, strerror } from '../../../kernel/errno';
import type { DaemonState } from '../../../kernel/service-records';
import { openUdpSocket } from '../../../kernel/udp';
import type { World } from '../../../kernel/world';
import { ipv4, parseIpv4 } from '../../../packet/address';
import { IPV6_ANY, parseIpv6, type IpAddress } from '../../../packet/ipv6-address';
import type { DaemonPlace } from '../../../tools/daemons/daemon';
import { configure, startUpLines, type Configuration } from '../configuration';
import { CorefileError } from '../corefile/error';
import { configurationPlace, placeOf, PROGRAM, textOf } from './place';
import type { CoreDnsData, SelfQuestion } from './state';

const RELEASE = 'CoreDNS-1.13.1\nlinux/amd64, go1.25.2, 1db4568\n';
const DEFAULT_COREFILE = '.:53 {\nwhoami\nlog\n}\n';

/** coremain/run.go: what the program does before it serves. */
export function startCoreDns(world: World, service: StartingService): Pick<DaemonState, 'listeners' | 'data'> | number {
  const place = placeOf(world, service);
  const given = conf(place.argv);
  if (place.argv.includes('-version')) {
    place.out(RELEASE);
    return 0;
  }
  place.out('maxprocs: Leaving GOMAXPROCS=2: CPU quota undefined\n');
  const path = given ?? 'Corefile';
  const text = textOf(place, path.startsWith('/') ? path : `/${path}`);
  if (text === undefined && given !== undefined) return fail(place, `open ${path}: no such file or directory`);
  try {
    const configuration = configure(text ?? DEFAULT_COREFILE, configurationPlace(place, path));
    const opened = openServers(place, configuration);
    if (configuration.servers.length > 0) for (const server of configuration.servers) place.out(startUpLines(server));
    if (configuration.reload) place.out(runningLine(configuration));
    place.out(RELEASE);
    return { listeners: [], data: newData(world, path, configuration, opened) };
  } catch (error) {
    if (!(error instanceof CorefileError)) throw error;
    return fail(place, error.message);
  }
}

function conf(argv: readonly string[]): string | undefined {
  for (const [index, word] of argv.entries()) {
    const match = /^--?conf(?:=(.*))?$/s.exec(word);
    if (match) return match[1] ?? argv[index + 1];
  }
  return undefined;
}

/** log.Fatal, which writes to standard error. */
function fail(place: DaemonPlace, message: string): number {
  place.err(`${message}\n`);
  return 1;
}

/** The line of the plugin reload, which ends in an empty one. */
export function runningLine({ digest }: Configuration): string {
  return `[INFO] plugin/reload: Running configuration SHA512 = ${digest}\n`;
}

type Opened = Pick<CoreDnsData, 'sockets' | 'http'>;

/** Opens what a configuration listens on. Throws CorefileError with the words of Go's net package; then nothing stays open. */
export function openServers(place: DaemonPlace, { servers, http }: Configuration): Opened {
  const { world, netns, pid } = place;
  const opened: number[] = [];
  const attempt = (what: string, at: string, open: () => number): number => {
    try {
      const socket = open();
      opened.push(socket);
      return socket;
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      for (const socket of opened) world.removeSocket(socket);
      throw new CorefileError(`${what}${at}: bind: ${strerror(error.errno).toLowerCase()}`);
    }
  };
  const endpoints: { listener: number; endpoint: number }[] = [];
  const taken = new Set<string>();
  for (const [endpoint, { host, port }] of http.entries()) {
    // Server blocks share what has the same address.
    if (taken.has(`${host}:${port}`)) continue;
    taken.add(`${host}:${port}`);
    const at = host === 'localhost' ? '127.0.0.1' : host === '' ? '::' : host;
    const listener = attempt('', `listen tcp ${host === 'localhost' ? '127.0.0.1' : host}:${port}`, () =>
      place.listen(port, at),
    );
    endpoints.push({ listener, endpoint });
  }
  const sockets: Opened['sockets'][number][] = [];
  for (const [server, { host, port }] of servers.entries()) {
    const at = host === '' ? '::' : host;
    const shown = `${host}:${port}`;
    const program = { pid, name: PROGRAM };
    sockets.push({
      server,
      transport: 'tcp',
      socket: attempt('Listen: ', `listen tcp ${shown}`, () => place.listen(port, at)),
    });
    const address = addressOf(host);
    const socket = attempt('ListenPacket: ', `listen udp ${shown}`, () =>
      openUdpSocket(world, netns, { address, port, program }),
    );
    sockets.push({ server, transport: 'udp', socket });
  }
  return { sockets, http: endpoints };
}

function addressOf(host: string): IpAddress {
  return parseIpv4(host) ?? (host === '' ? IPV6_ANY : (parseIpv6(host) ?? ipv4(0)));
}

function newData(world: World, path: string, configuration: Configuration, opened: Opened): CoreDnsData {
  const begun = begin(world, configuration);
  return {
    path,
    configuration,
    ...opened,
    connections: [],
    pending: [],
    counters: world.newMap(),
    syncedUs: world.nowUs,
    startedUs: world.nowUs,
    digest: configuration.digest,
    wasReady: false,
    ...begun,
  };
}

/** The part of what is remembered that begins anew with each configuration. */
export function begin(
  world: World,
  { blocks, servers, reload }: Configuration,
): Pick<CoreDnsData, 'cache' | 'memory' | 'self' | 'reloadAtUs' | 'reloadEveryUs'> {
  const memory = world.newMap<string, number>();
  const self: SelfQuestion[] = [];
  for (const [block, { chain }] of blocks.entries()) {
    const loop = chain.find(({ plugin }) => plugin === 'loop');
    const server = servers.findIndex(({ zones }) => [...zones.values()].includes(block));
    if (!loop || server < 0) continue;
    for (const index of [0, 1, 2, 3]) memory.set(`${block} loop name ${index}`, index % 2 === 0 ? world.random() & 0x7fffffff : world.random()); // prettier-ignore
    memory.set(`${block} loop port`, servers[server]?.port ?? 53);
    const { zone } = loop.settings as { readonly zone: string };
    self.push({ block, server, zone, socket: undefined, atUs: world.nowUs, deadlineUs: world.nowUs + LOOP_US, answered: false }); // prettier-ignore
  }
  // The real one adds a random part once, when it reads the directive.
  const jitterUs = reload ? (world.random() % Math.max(1, reload.jitterUs)) - reload.jitterUs / 2 : 0;
  const reloadEveryUs = reload ? Math.round(reload.intervalUs + jitterUs) : 0;
  return {
    cache: world.newMap(),
    memory,
    self,
    reloadAtUs: reload ? world.nowUs + reloadEveryUs : undefined,
    reloadEveryUs,
  };
}

const LOOP_US = 30_000_000;
