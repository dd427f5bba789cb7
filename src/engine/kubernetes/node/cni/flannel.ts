import { formatIpv4 } from '../../../packet/address';
import { nodeFile, writeNodeFile } from '../node-files';
import { parseNetwork, section, text } from './json';
import { CniError, type CniCall, type CniPlugin, type Json } from './plugin';

/**
 * Flannel's plugin (github.com/flannel-io/cni-plugin): it puts together what flanneld has written to subnet.env and what the configuration delegates, and calls the
 * plugin that does the work, `bridge` unless told otherwise.
 */
export const flannel: CniPlugin = {
  type: 'flannel',
  add(call, configuration) {
    const delegate = delegateOf(call, configuration);
    try {
      return call.run(text(delegate, 'type'), delegate);
    } catch (error) {
      if (!(error instanceof CniError)) throw error;
      throw new CniError(`failed to delegate add: ${error.message}`);
    }
  },
  remove(call, configuration) {
    // What was called is written down, so that DEL calls the same.
    const path = scratch(call, configuration);
    const saved = nodeFile(call.world, call.node, path);
    if (saved === undefined) return;
    const delegate = JSON.parse(saved) as Json;
    call.undo(text(delegate, 'type'), delegate);
    const host = call.world.writeHost(call.node);
    host.files = call.world.writable(host.files);
    host.files.delete(path);
  },
};

function scratch({ container }: CniCall, configuration: Json): string {
  return `${text(configuration, 'dataDir') || '/var/lib/cni/flannel'}/${container}`;
}

function delegateOf(call: CniCall, configuration: Json): Json {
  const file = text(configuration, 'subnetFile') || '/run/flannel/subnet.env';
  const content = nodeFile(call.world, call.node, file);
  let made = DELEGATES.get(configuration)?.get(content);
  if (!made) {
    const delegate = newDelegate(configuration, subnetEnv(content, file));
    made = { delegate, written: JSON.stringify(delegate) };
    const known = DELEGATES.get(configuration) ?? new Map<string | undefined, Delegate>();
    if (known.size >= DELEGATES_LIMIT) known.clear();
    DELEGATES.set(configuration, known.set(content, made));
  }
  writeNodeFile(call.world, call.node, scratch(call, configuration), made.written, 0o600);
  return made.delegate;
}

interface Delegate {
  readonly delegate: Json;
  readonly written: string;
}

/** By configuration and what flanneld has written: the same for all Pods of a node. */
const DELEGATES = new WeakMap<Json, Map<string | undefined, Delegate>>();
const DELEGATES_LIMIT = 64;

function newDelegate(configuration: Json, env: SubnetEnv): Json {
  const given = section(configuration, 'delegate') ?? {};
  for (const [key, problem] of FORBIDDEN) if (key in given) throw new CniError(problem);
  if ('type' in given && typeof given['type'] !== 'string') {
    throw new CniError("'delegate' dictionary, if present, must have (string) 'type' field");
  }
  const type = text(given, 'type') || 'bridge';
  const ipam = section(configuration, 'ipam') ?? {};
  const routes = Array.isArray(ipam['routes']) ? (ipam['routes'] as unknown[]) : [];
  return {
    ipMasq: !env.masquerades,
    mtu: env.mtu,
    ...(type === 'bridge' && { isGateway: true }),
    ...given,
    type,
    name: text(configuration, 'name'),
    cniVersion: text(configuration, 'cniVersion'),
    ipam: {
      type: 'host-local',
      ...ipam,
      ranges: [[{ subnet: env.subnet }]],
      routes: [...routes, ...env.networks.map((dst) => ({ dst }))],
    },
  };
}

const FORBIDDEN = [
  ['name', "'delegate' dictionary must not have 'name' field, it'll be set by flannel"],
  ['ipam', "'delegate' dictionary must not have 'ipam' field, it'll be set by flannel"],
] as const;

interface SubnetEnv {
  readonly networks: readonly string[];
  readonly subnet: string;
  readonly mtu: number;
  readonly masquerades: boolean;
}

/** loadFlannelSubnetEnv. The subnet in the file is the gateway's address with its length: the network is meant. */
function subnetEnv(content: string | undefined, file: string): SubnetEnv {
  const fail = (what: string): never => {
    throw new CniError(`failed to load flannel 'subnet.env' file: ${what}. Check the flannel pod log for this node.`);
  };
  if (content === undefined) return fail(`open ${file}: no such file or directory`);
  const values = new Map(
    content.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1)] as const];
    }),
  );
  const missing = [
    ['FLANNEL_NETWORK', 'FLANNEL_NETWORK, FLANNEL_IPV6_NETWORK'],
    ['FLANNEL_SUBNET', 'FLANNEL_SUBNET, FLANNEL_IPV6_SUBNET'],
    ['FLANNEL_MTU', 'FLANNEL_MTU'],
    ['FLANNEL_IPMASQ', 'FLANNEL_IPMASQ'],
  ].flatMap(([key = '', words = '']) => (values.has(key) ? [] : [words]));
  if (missing.length > 0) return fail(`${file} is missing ${missing.join(', ')}`);
  const mtu = values.get('FLANNEL_MTU') ?? '';
  if (!/^\d+$/.test(mtu)) return fail(`strconv.ParseUint: parsing ${JSON.stringify(mtu)}: invalid syntax`);
  const networks = (values.get('FLANNEL_NETWORK') ?? '').split(',');
  const subnet = values.get('FLANNEL_SUBNET') ?? '';
  for (const cidr of [...networks, subnet]) {
    if (!/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(cidr)) return fail(`invalid CIDR address: ${cidr}`);
  }
  return {
    networks,
    subnet: networkText(subnet),
    mtu: Number(mtu),
    masquerades: values.get('FLANNEL_IPMASQ') === 'true',
  };
}

function networkText(cidr: string): string {
  const { address, length } = parseNetwork(cidr);
  return `${formatIpv4(address)}/${length}`;
}
