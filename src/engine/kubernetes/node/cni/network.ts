import type { SandboxId } from '../../../kernel/containers/records';
import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { formatIpv4 } from '../../../packet/address';
import { loadNetwork, type NetworkList } from './configuration';
import { CniError, type CniCall, type CniPlugin, type CniResult, type Json, type PortMapping } from './plugin';
import { PLUGINS } from './plugins';

/**
 * What containerd does for a Pod's network: reads the first configuration under /etc/cni/net.d and calls its plugins in /opt/cni/bin one after the other, each
 * with the result of the one before (libcni/api.go).
 */

/** Whether containerd has a network configuration (NetworkReady). */
export function networkReady(world: World, node: HostId): boolean {
  return 'network' in loadNetwork(world, node);
}

/** What containerd knows of a Pod when it calls the plugins. */
export interface PodNetworkRequest {
  readonly node: HostId;
  readonly container: SandboxId;
  readonly portMappings: readonly PortMapping[];
}

/** ADD: answers the Pod's addresses, that of IPv4 first, or the plugin's error. */
export function addPodNetwork(
  world: World,
  request: PodNetworkRequest,
): { readonly ips: readonly [string, ...string[]] } | { readonly error: string } {
  const loaded = loadNetwork(world, request.node);
  if ('problem' in loaded) return { error: 'cni plugin not initialized' };
  const { network } = loaded;
  const call = callOf(world, request);
  let result: CniResult | undefined;
  try {
    perform(LOOPBACK, call);
    for (const plugin of network.plugins) {
      const type = plugin['type'] as string;
      const own = named(plugin);
      result = inWords(`plugin type=${JSON.stringify(type)}${own} failed (add)`, () =>
        runPlugin(call, type, configured(network, plugin), result),
      );
    }
  } catch (error) {
    if (!(error instanceof CniError)) throw error;
    return { error: error.message };
  }
  const [first, ...rest] = [
    ...(result?.ips ?? []).map(({ address }) => formatIpv4(address)),
    ...(result?.ips6 ?? []).map(({ address }): string => address),
  ];
  return first === undefined ? { error: 'failed to find network info for sandbox' } : { ips: [first, ...rest] };
}

/** DEL, in the opposite order: plugins give back what they took. What was configured since is what counts, as for containerd. */
export function deletePodNetwork(world: World, request: PodNetworkRequest): void {
  const loaded = loadNetwork(world, request.node);
  if ('problem' in loaded) return;
  const { network } = loaded;
  const call = callOf(world, request);
  for (const plugin of network.plugins.toReversed()) {
    try {
      undoPlugin(call, plugin['type'] as string, configured(network, plugin));
    } catch (error) {
      if (!(error instanceof CniError)) throw error;
    }
  }
}

/** containerd's own network of every Pod, besides the configured one. */
const LOOPBACK: NetworkList = { file: '', name: 'cni-loopback', cniVersion: '0.3.1', plugins: [{ type: 'loopback' }] };

function perform(network: NetworkList, call: CniCall): void {
  for (const plugin of network.plugins) {
    const type = plugin['type'] as string;
    inWords(`plugin type=${JSON.stringify(type)} failed (add)`, () =>
      runPlugin(call, type, configured(network, plugin)),
    );
  }
}

function callOf(world: World, { node, container, portMappings }: PodNetworkRequest): CniCall {
  const { netns, config } = world.sandbox(container);
  const call: CniCall = {
    world,
    node,
    netns,
    container,
    ifName: 'eth0',
    pod: { namespace: config.namespace, name: config.name },
    portMappings,
    run: (type, configuration, previous) => runPlugin(call, type, configuration, previous),
    undo: (type, configuration) => {
      undoPlugin(call, type, configuration);
    },
  };
  return call;
}

/** A plugin's own part, with the name and version of the list (libcni buildOneConfig). The same value for every Pod, so that plugins can remember what they made of it. */
function configured({ name, cniVersion }: NetworkList, plugin: Json): Json {
  let known = CONFIGURED.get(plugin);
  if (!known) CONFIGURED.set(plugin, (known = { ...plugin, name, cniVersion }));
  return known;
}

const CONFIGURED = new WeakMap<Json, Json>();

function named({ name }: Json): string {
  return typeof name === 'string' && name !== '' ? ` name=${JSON.stringify(name)}` : '';
}

function inWords<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof CniError)) throw error;
    throw new CniError(`${what}: ${error.message}`);
  }
}

const BIN = '/opt/cni/bin';

/** What the specification's library speaks (pkg/version/version.go). */
export const VERSIONS = ['0.1.0', '0.2.0', '0.3.0', '0.3.1', '0.4.0', '1.0.0', '1.1.0'];

/** Finds the program of a plugin (pkg/invoke/find.go). */
function findPlugin({ world, node }: CniCall, type: string): CniPlugin {
  if (type === '') throw new CniError('no plugin name provided');
  if (type.includes('/')) throw new CniError(`invalid plugin name: ${type}`);
  const file = world.host(node).files.get(`${BIN}/${type}`);
  if (file?.type !== 'file') throw new CniError(`failed to find plugin ${JSON.stringify(type)} in path [${BIN}]`);
  if ((file.mode & 0o111) === 0) throw new CniError(`fork/exec ${BIN}/${type}: permission denied`);
  const plugin = PLUGINS.get(type);
  if (!plugin) throw new CniError(`cka-net: the plugin ${type} is not simulated yet`);
  return plugin;
}

export function runPlugin(call: CniCall, type: string, configuration: Json, previous?: CniResult): CniResult {
  const plugin = findPlugin(call, type);
  const version = configuration['cniVersion'] === '' ? '0.1.0' : configuration['cniVersion'];
  const supported = plugin.versions ?? VERSIONS;
  if (typeof version !== 'string' || !supported.includes(version)) {
    const list = supported.map((each) => JSON.stringify(each)).join(' ');
    throw new CniError(`incompatible CNI versions; config is ${JSON.stringify(version)}, plugin supports [${list}]`);
  }
  const { name } = configuration;
  if (name === undefined || name === '') throw new CniError('missing network name');
  return plugin.add(call, configuration, previous);
}

export function undoPlugin(call: CniCall, type: string, configuration: Json): void {
  findPlugin(call, type).remove?.(call, configuration);
}
