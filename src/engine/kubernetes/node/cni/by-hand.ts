import type { PluginOutcome, PluginRun } from '../../../kernel/cluster-records';
import { openNetlink } from '../../../kernel/netlink-socket';
import type { NetnsId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { formatIpv4, ipv4, parseIpv4 } from '../../../packet/address';
import { isJson, list, parseNetwork, section, text } from './json';
import { runPlugin, undoPlugin, VERSIONS } from './network';
import { CniError, type CniCall, type CniResult, type Json, type PortMapping } from './plugin';
import { PLUGINS } from './plugins';

/** A program of /opt/cni/bin run by its own: variables say what to do, standard input what the network is (pkg/skel of github.com/containernetworking/cni). */

/** pkg/types: codes of errors. */
const INVALID_ENVIRONMENT = 4;
const DECODING_FAILED = 6;
const INVALID_CONFIGURATION = 7;
const INTERNAL = 999;

export function pluginByHand(world: World, { host, type, env, stdin }: PluginRun): PluginOutcome {
  const command = env.get('CNI_COMMAND') ?? '';
  const plugin = PLUGINS.get(type);
  const versions = plugin?.versions ?? VERSIONS;
  if (command === '') {
    return {
      out: '',
      err: `CNI ${type} plugin v1.8.0\nCNI protocol versions supported: ${versions.join(', ')}\n`,
      status: 0,
    };
  }
  if (command === 'VERSION') {
    return { out: `${JSON.stringify({ cniVersion: '1.1.0', supportedVersions: versions })}\n`, err: '', status: 0 };
  }
  if (!['ADD', 'DEL'].includes(command)) {
    if (['CHECK', 'STATUS', 'GC'].includes(command))
      return { out: '', err: `cka-net: CNI_COMMAND=${command} is not simulated yet\n`, status: 1 };
    return failure(INVALID_ENVIRONMENT, `unknown CNI_COMMAND: ${command}`);
  }
  const needed = ['CNI_CONTAINERID', ...(command === 'ADD' ? ['CNI_NETNS'] : []), 'CNI_IFNAME', 'CNI_PATH'];
  const missing = needed.filter((name) => (env.get(name) ?? '') === '');
  if (missing.length > 0) return failure(INVALID_ENVIRONMENT, `required env variables [${missing.join(',')}] missing`);
  let configuration: unknown;
  try {
    configuration = JSON.parse(stdin) as unknown;
  } catch {
    return failure(DECODING_FAILED, `error unmarshall network config: ${stdin.trim() === '' ? 'unexpected end of JSON input' : 'invalid character in JSON text'}`); // prettier-ignore
  }
  if (!isJson(configuration))
    return failure(DECODING_FAILED, 'error unmarshall network config: json: cannot unmarshal');
  if (text(configuration, 'name') === '') return failure(INVALID_CONFIGURATION, 'missing network name');
  const path = env.get('CNI_NETNS') ?? '';
  const netns = namespaceAt(world, host, path);
  if (netns === undefined && command === 'ADD') {
    return failure(INTERNAL, `failed to open netns "${path}": failed to Statfs "${path}": no such file or directory`);
  }
  try {
    const call = callFor(world, host, netns ?? world.host(host).rootNetns, env, configuration);
    if (command === 'DEL') {
      if (netns !== undefined) removeDevice(world, netns, call.ifName);
      undoPlugin(call, type, configuration);
      return { out: '', err: '', status: 0 };
    }
    const result = runPlugin(call, type, configuration, previousOf(configuration));
    return { out: `${JSON.stringify(printed(call, configuration, result, path), undefined, 4)}\n`, err: '', status: 0 };
  } catch (error) {
    if (!(error instanceof CniError)) throw error;
    return failure(INTERNAL, error.message);
  }
}

function failure(code: number, msg: string): PluginOutcome {
  return { out: `${JSON.stringify({ code, msg }, undefined, 4)}\n`, err: '', status: 1 };
}

function namespaceAt(world: World, host: string, path: string): NetnsId | undefined {
  const [, name = ''] = /^(?:\/var)?\/run\/netns\/([^/]+)$/.exec(path) ?? [];
  return world.host(host).netnsNames.get(name);
}

/** What the main plugins do on DEL (ip.DelLinkByNameAddr): the pair goes. */
function removeDevice(world: World, netns: NetnsId, name: string): void {
  const inside = openNetlink(world, netns);
  if (name !== 'lo' && inside.hasLink(name)) inside.deleteLink(name);
}

function callFor(
  world: World,
  host: string,
  netns: NetnsId,
  env: ReadonlyMap<string, string>,
  configuration: Json,
): CniCall {
  const args = new Map((env.get('CNI_ARGS') ?? '').split(';').map((pair) => pair.split('=') as [string, string]));
  const mappings = list(section(configuration, 'runtimeConfig') ?? {}, 'portMappings').filter(isJson);
  const call: CniCall = {
    world,
    node: host,
    netns,
    container: env.get('CNI_CONTAINERID') ?? '',
    ifName: env.get('CNI_IFNAME') ?? 'eth0',
    pod: { namespace: args.get('K8S_POD_NAMESPACE') ?? '', name: args.get('K8S_POD_NAME') ?? '' },
    portMappings: mappings.map((each): PortMapping => ({
      hostPort: Number(each['hostPort']),
      containerPort: Number(each['containerPort']),
      protocol: text(each, 'protocol', 'tcp'),
      hostIP: text(each, 'hostIP'),
    })),
    run: (type, own, previous) => runPlugin(call, type, own, previous),
    undo: (type, own) => undoPlugin(call, type, own),
  };
  return call;
}

/** `prevResult`: what the plugin before this one printed. */
function previousOf(configuration: Json): CniResult | undefined {
  const before = section(configuration, 'prevResult');
  if (!before) return undefined;
  const ips = list(before, 'ips')
    .filter(isJson)
    .flatMap((ip) => {
      const written = text(ip, 'address');
      if (written.includes(':')) return [];
      const { written: address, length } = parseNetwork(written);
      const gateway = parseIpv4(text(ip, 'gateway'));
      return [{ address, length, ...(gateway !== undefined && { gateway }) }];
    });
  return { ips, routes: [] };
}

/** The result in the words of the specification, with the devices that are there now. */
function printed(
  { world, node, netns, ifName }: CniCall,
  configuration: Json,
  result: CniResult,
  sandbox: string,
): object {
  const host = openNetlink(world, world.host(node).rootNetns);
  const inside = openNetlink(world, netns).link(ifName);
  const device = inside && world.netns(netns).deviceNames.get(ifName);
  const kind = device === undefined ? undefined : world.device(device).kind;
  const peer = kind?.type === 'veth' ? world.devices.get(kind.peer) : undefined;
  const master = peer?.master === undefined ? undefined : world.devices.get(peer.master);
  const interfaces = [
    ...[master, peer].flatMap((each) => (each && host.hasLink(each.name) ? [{ name: each.name, mac: each.mac }] : [])),
    ...(inside ? [{ name: ifName, mac: inside.mac, sandbox }] : []),
  ];
  const at = inside && interfaces.length > 0 ? { interface: interfaces.length - 1 } : {};
  const ips = [
    ...result.ips.map(({ address, length, gateway }) => ({ ...at, address: `${formatIpv4(address)}/${length}`, ...(gateway !== undefined && { gateway: formatIpv4(gateway) }) })), // prettier-ignore
    ...(result.ips6 ?? []).map(({ address, length, gateway }) => ({ ...at, address: `${address}/${length}`, ...(gateway !== undefined && { gateway }) })), // prettier-ignore
  ];
  const routes = result.routes.map(({ destination, length, gateway }) => ({ dst: `${formatIpv4(destination ?? ipv4(0))}/${length}`, ...(gateway !== undefined && { gw: formatIpv4(gateway) }) })); // prettier-ignore
  return {
    cniVersion: text(configuration, 'cniVersion', '0.1.0'),
    ...(interfaces.length > 0 && { interfaces }),
    ...(ips.length > 0 && { ips }),
    ...(routes.length > 0 && { routes }),
    dns: {},
  };
}
