import type { HostId } from '../../../kernel/records';
import type { World } from '../../../kernel/world';
import { nodeFile, nodeFilesIn } from '../node-files';
import { goType, isJson } from './json';
import type { Json } from './plugin';

/** The first configuration of /etc/cni/net.d, as containerd loads it (github.com/containerd/go-cni opts.go, libcni/conf.go). */

export const CONFIGURATIONS = '/etc/cni/net.d';

export interface NetworkList {
  readonly file: string;
  readonly name: string;
  readonly cniVersion: string;
  readonly plugins: readonly Json[];
}

/** A network, or why there is none: that goes to containerd's log, and the node is not ready. */
export type Loaded = { readonly network: NetworkList } | { readonly problem: string };

export function loadNetwork(world: World, node: HostId): Loaded {
  const name = nodeFilesIn(world, node, CONFIGURATIONS).find((each) => /\.(conf|conflist|json)$/.test(each));
  if (name === undefined) {
    return { problem: `no network config found in ${CONFIGURATIONS}: cni plugin not initialized` };
  }
  const file = `${CONFIGURATIONS}/${name}`;
  const written = nodeFile(world, node, file) ?? '';
  const many = name.endsWith('.conflist');
  const id = `${file}\n${written}`;
  let known = READ.get(id);
  if (!known) {
    if (READ.size >= READ_LIMIT) READ.clear();
    READ.set(id, (known = read(file, written, many)));
  }
  return known;
}

/** A configuration file by its name and text. */
export function readNetwork(file: string, written: string): Loaded {
  return read(file, written, file.endsWith('.conflist'));
}

/** Files read lately, by name and text: every Pod of every node is made by the same few. */
const READ = new Map<string, Loaded>();
const READ_LIMIT = 16;

function read(file: string, written: string, many: boolean): Loaded {
  try {
    return { network: { file, ...(many ? listOf(written) : single(written)) } };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const what = many ? 'CNI config list file' : 'CNI config file';
    return { problem: `failed to load ${what} ${file}: ${error.message}: invalid cni config` };
  }
}

class ConfigurationError extends Error {}

function refuse(message: string): never {
  throw new ConfigurationError(message);
}

function parsed(written: string, what: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(written) as unknown;
  } catch {
    refuse(`error parsing ${what}: ${syntaxProblem(written)}`);
  }
  if (!isJson(value)) refuse(`error parsing ${what}: json: cannot unmarshal ${goType(value)} into Go value`);
  return value;
}

function listOf(written: string): Omit<NetworkList, 'file'> {
  const raw = parsed(written, 'configuration list');
  const { name, cniVersion = '', plugins } = raw;
  if (name === undefined) refuse('error parsing configuration list: no name');
  if (typeof name !== 'string') refuse(`error parsing configuration list: invalid name type ${goType(name)}`);
  if (typeof cniVersion !== 'string') {
    refuse(`error parsing configuration list: invalid cniVersion type ${goType(cniVersion)}`);
  }
  if (plugins === undefined) refuse('no plugin configs found');
  if (!Array.isArray(plugins)) refuse(`error parsing configuration list: invalid 'plugins' type ${goType(plugins)}`);
  if (plugins.length === 0) refuse('error parsing configuration list: no plugins in list');
  const types = (plugins as unknown[]).map((plugin, i) => {
    if (isJson(plugin) && typeof plugin['type'] === 'string' && plugin['type'] !== '') return plugin;
    refuse(`failed to parse plugin config ${i}: error parsing configuration: missing 'type'`);
  });
  return { name, cniVersion, plugins: types };
}

function single(written: string): Omit<NetworkList, 'file'> {
  const raw = parsed(written, 'configuration');
  const { name = '', cniVersion = '', type } = raw;
  if (typeof type !== 'string' || type === '') refuse("error parsing configuration: missing 'type'");
  return {
    name: typeof name === 'string' ? name : '',
    cniVersion: typeof cniVersion === 'string' ? cniVersion : '',
    plugins: [raw],
  };
}

/** The words of Go's encoding/json for what is no JSON. */
function syntaxProblem(written: string): string {
  const trimmed = written.trim();
  const open = (trimmed.match(/[{[]/g) ?? []).length - (trimmed.match(/[}\]]/g) ?? []).length;
  if (trimmed === '' || open > 0) return 'unexpected end of JSON input';
  const [, character] = /(["}\]{[,:])\s*[}\]]?$/.exec(trimmed) ?? [];
  return `invalid character '${character ?? trimmed.charAt(0)}' looking for beginning of value`;
}
