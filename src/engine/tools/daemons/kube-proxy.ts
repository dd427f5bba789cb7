import { parse } from 'yaml';
import { KernelError, strerror } from '../../kernel/errno';
import { openNetlink } from '../../kernel/netlink-socket';
import { filesOf, HostFileSystem } from '../../shell/files/host-file-system';
import { formatIpv4 } from '../../packet/address';
import type { DaemonPlace, DaemonProgram, DaemonStart } from './daemon';
import { klog } from './texts';
import { option } from './options';

/**
 * kube-proxy as its node sees it (cmd/kube-proxy/app/server.go, server_linux.go of v1.35): reads its configuration, says in its log which mode it
 * works in, and answers on its two ports. What it does with Services is the business of the floor engine/kubernetes, which reads its settings.
 */

const MODES: ReadonlySet<string> = new Set(['iptables', 'ipvs', 'nftables']);
const NODE_LOG = '/var/log/kube-proxy.log';

interface Configuration {
  readonly mode?: string | null;
  readonly clusterCIDR?: string | null;
  readonly nodePortAddresses?: readonly string[] | null;
  readonly bindAddress?: string;
  readonly iptables?: { readonly localhostNodePorts?: boolean | null; readonly masqueradeAll?: boolean; readonly masqueradeBit?: number | null }; // prettier-ignore
  readonly nftables?: { readonly masqueradeAll?: boolean; readonly masqueradeBit?: number | null };
  readonly ipvs?: { readonly scheduler?: string; readonly strictARP?: boolean };
}

/** Says why it cannot go on, and ends. */
class Failure extends Error {}

export const kubeProxy: DaemonProgram = {
  name: 'kube-proxy',
  start: (place) => {
    const log = logTo(place);
    try {
      return start(place, log);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      log('E', 'run.go:72', `"command failed" err=${JSON.stringify(error.message)}`);
      return 1;
    }
  },
  http: ({ target, localPort }, { settings }) => {
    const health = settings[`health ${localPort}`];
    if (health !== undefined) return healthAnswer(health);
    const found = target === '/proxyMode' || target === '/healthz' || target === '/livez';
    const body = !found ? '404 page not found\n' : target === '/proxyMode' ? (settings['mode'] ?? 'iptables') : 'ok';
    return { status: found ? 200 : 404, reason: found ? 'OK' : 'Not Found', headers: [['Content-Type', 'text/plain; charset=utf-8'], ['X-Content-Type-Options', 'nosniff'], ['Content-Length', String(body.length)]], body }; // prettier-ignore
  },
  stopStatus: 2,
};

/** What a Service's healthCheckNodePort says (pkg/proxy/healthcheck/service_health.go): 200 while this node has endpoints of it. */
function healthAnswer(health: string): ReturnType<NonNullable<DaemonProgram['http']>> {
  const [namespace = '', name = '', count = '0'] = health.split(' ');
  const body = `{\n\t"service": {\n\t\t"namespace": "${namespace}",\n\t\t"name": "${name}"\n\t},\n\t"localEndpoints": ${count},\n\t"serviceProxyHealthy": true\n}`;
  const well = count !== '0';
  return {
    status: well ? 200 : 503,
    reason: well ? 'OK' : 'Service Unavailable',
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Content-Type-Options', 'nosniff'],
      ['X-Load-Balancing-Endpoint-Weight', count],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
}

type Log = (level: 'I' | 'W' | 'E', place: string, text: string) => void;

/** Its standard error, which is the container's log; labs keep a copy where older clusters had it. */
function logTo(place: DaemonPlace): Log {
  const node = place.world.containers.get(place.host)?.node ?? place.host;
  const files = filesOf(new HostFileSystem(place.world, () => ({ host: node, netns: place.netns })), '/');
  let copy = files.exists(NODE_LOG) ? files.read(NODE_LOG) : '';
  return (level, at, text) => {
    const line = `${klog(place.world, level, 1, at)}${text}\n`;
    place.err(line);
    files.write(NODE_LOG, (copy += line));
  };
}

function start(place: DaemonPlace, log: Log): DaemonStart {
  const config = configuration(place);
  const wanted = config.mode ?? '';
  if (wanted !== '' && !MODES.has(wanted)) {
    throw new Failure(
      `failed validate: KubeProxyConfiguration.Mode: Invalid value: "${wanted}": must be iptables, ipvs, nftables or blank (blank means the best-available proxy [currently iptables])`,
    );
  }
  const mode = wanted === '' ? 'iptables' : wanted;
  if (wanted === '') log('I', 'server_linux.go:53', '"Using iptables proxy"');
  const ranges = config.nodePortAddresses ?? [];
  const primary = nodeAddress(place);
  say(log, 'node informer cache', mode, primary, ranges.length > 0 || mode === 'nftables');
  tune(place);
  const localhost = config.iptables?.localhostNodePorts ?? true;
  if (mode === 'iptables' && localhost && ranges.length === 0) {
    log('I', 'proxier.go:242', '"Setting route_localnet=1 to allow node-ports on localhost; to change this either disable iptables.localhostNodePorts (--iptables-localhost-nodeports) or set nodePortAddresses (--nodeport-addresses) to filter loopback addresses" ipFamily="IPv4"'); // prettier-ignore
    openNetlink(place.world, place.netns).setSysctl('net.ipv4.conf.all.route_localnet', '1');
  }
  if (mode === 'ipvs') {
    log('I', 'proxier.go:331', '"IPVS scheduler not specified, use rr by default" ipFamily="IPv4"');
  }
  sayStarted(log);
  const own = mode === 'nftables' ? config.nftables : config.iptables;
  return {
    listeners: listen(place),
    settings: {
      mode,
      clusterCIDR: config.clusterCIDR ?? '',
      masqueradeAll: String(own?.masqueradeAll ?? false),
      masqueradeBit: String(own?.masqueradeBit ?? 14),
      localhostNodePorts: String(localhost),
      nodePortAddresses: ranges.map((range) => (range === 'primary' ? `${primary}/32` : range)).join(','),
      scheduler: config.ipvs?.scheduler ?? '',
      strictARP: String(config.ipvs?.strictARP ?? false),
    },
  };
}

function configuration({ argv, files }: DaemonPlace): Configuration {
  const path = option(argv, 'config');
  if (path === undefined) {
    return { mode: option(argv, 'proxy-mode') ?? '', clusterCIDR: option(argv, 'cluster-cidr') ?? '' };
  }
  let text: string;
  try {
    const content = files.read(path);
    text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new Failure(`failed complete: open ${path}: ${strerror(error.errno).toLowerCase()}`);
  }
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    const [said = ''] = error instanceof Error ? error.message.split('\n') : [];
    throw new Failure(`failed complete: error converting YAML to JSON: yaml: ${said}`);
  }
  const { kind } = (data ?? {}) as { readonly kind?: unknown };
  if (kind !== 'KubeProxyConfiguration') {
    throw new Failure(`failed complete: ${kind === undefined ? "Object 'Kind' is missing in" : 'no kind registered for'} '${text.split('\n')[0] ?? ''}'`); // prettier-ignore
  }
  return data as Configuration;
}

/** The node's own address, by the first card. */
function nodeAddress({ world, netns }: DaemonPlace): string {
  for (const { name, addresses4 } of openNetlink(world, netns).links()) {
    const [first] = addresses4;
    if (name !== 'lo' && first) return formatIpv4(first.address);
  }
  return '127.0.0.1';
}

function say(log: Log, cache: string, mode: string, address: string, restricted: boolean): void {
  const synced = (controller: string): void => {
    log('I', 'shared_informer.go:349', `"Waiting for caches to sync" controller="${controller}"`);
    log('I', 'shared_informer.go:356', `"Caches are synced" controller="${controller}"`);
  };
  synced(cache);
  log('I', 'server.go:219', `"Successfully retrieved NodeIPs" NodeIPs=["${address}"]`);
  log('I', 'conntrack.go:60', '"Setting nf_conntrack_max" nfConntrackMax=131072');
  if (!restricted) {
    log('E', 'server.go:256', '"Kube-proxy configuration may be incomplete or incorrect" err="nodePortAddresses is unset; NodePort connections will be accepted on all local IPs. Consider using `--nodeport-addresses primary`"'); // prettier-ignore
  }
  log('I', 'server.go:265', '"kube-proxy running in dual-stack mode" primary ipFamily="IPv4"');
  log('I', 'server_linux.go:132', `"Using ${mode} Proxier"`);
}

function sayStarted(log: Log): void {
  log('I', 'server.go:527', '"Version info" version="v1.35.2"');
  log('I', 'server.go:529', '"Golang settings" GOGC="" GOMAXPROCS="" GOTRACEBACK=""');
  const controllers: readonly (readonly [line: string, name: string])[] = [
    ['config.go:200', 'service'],
    ['config.go:403', 'serviceCIDR'],
    ['config.go:106', 'endpoint slice'],
    ['config.go:309', 'node'],
  ];
  for (const [line, name] of controllers) {
    log('I', line, `"Starting ${name} config controller"`);
    log('I', 'shared_informer.go:349', `"Waiting for caches to sync" controller="${name} config"`);
  }
  for (const [, name] of controllers) {
    log('I', 'shared_informer.go:356', `"Caches are synced" controller="${name} config"`);
  }
}

/** What it sets of the node's connection tracking (cmd/kube-proxy/app/conntrack.go). */
function tune({ world, netns }: DaemonPlace): void {
  const netlink = openNetlink(world, netns);
  netlink.setSysctl('net.netfilter.nf_conntrack_tcp_timeout_established', '86400');
  netlink.setSysctl('net.netfilter.nf_conntrack_tcp_timeout_close_wait', '3600');
}

function listen(place: DaemonPlace): readonly number[] {
  const listeners: number[] = [];
  for (const [port, address] of [
    [10249, '127.0.0.1'],
    [10256, '::'],
  ] as const) {
    try {
      listeners.push(place.listen(port, address));
    } catch (error) {
      // It goes on without: somebody else has the port.
      if (!(error instanceof KernelError)) throw error;
    }
  }
  return listeners;
}
