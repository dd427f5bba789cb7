import { parseIpv4, parseMac } from '../packet/address';
import { CLUSTER_DEFAULTS, CLUSTER_NETWORKS, type ClusterDefinition } from '../kubernetes/cluster/definition';
import { FAULT_NAMES } from '../kubernetes/cluster/faults';
import { clusterHosts } from './builtin';
import type { HostDefinition, InterfaceDefinition, LabDefinition, LabProblem } from './definition';

type Path = readonly (string | number)[];
type Json = Record<string, unknown>;

const LAB_KEYS = ['hosts', 'kubernetes'];
const HOST_KEYS = ['name', 'interfaces', 'routes', 'forwarding', 'files', 'setup'];
const INTERFACE_KEYS = ['name', 'switch', 'addresses', 'up', 'mac'];

/**
 * Checks a lab written as data (parsed YAML). Reports every problem with its place; the definition is only usable when there is
 * none.
 */
export function parseLabDefinition(
  data: unknown,
  at: Path = [],
): { definition: LabDefinition; problems: LabProblem[] } {
  const reader = new Reader();
  const lab = reader.object(data, at, LAB_KEYS);
  const hosts = lab && 'hosts' in lab ? reader.list(lab['hosts'], [...at, 'hosts']) : [];
  const names = new Set<string>();
  const written = hosts.map((host, i) => readHost(reader, host, [...at, 'hosts', i], names));
  const kubernetes =
    lab && 'kubernetes' in lab ? readCluster(reader, lab['kubernetes'], [...at, 'kubernetes']) : undefined;
  // Nodes that the file says nothing else about are hosts on one switch.
  const missing = kubernetes?.nodes.filter((name) => !names.has(name)) ?? [];
  const added = clusterHosts(missing, '192.168.1', 10, '192.168.1.1');
  const all = kubernetes ? [...added, ...written] : written;
  if (lab && all.length === 0 && reader.problems.length === 0) reader.report(at, { code: 'lab-no-hosts' });
  const definition: LabDefinition = { hosts: all, ...(kubernetes && { kubernetes }) };
  return { definition, problems: reader.problems };
}

const CLUSTER_KEYS = ['version', 'nodes', 'network', 'ipFamily', 'podCIDR', 'serviceCIDR', 'proxyMode', 'faults'];
const PROXY_MODES = ['iptables', 'nftables', 'ipvs'] as const;

function readCluster(reader: Reader, data: unknown, at: Path): ClusterDefinition {
  const cluster = reader.object(data, at, CLUSTER_KEYS) ?? {};
  const given = reader.strings(cluster['nodes'] ?? ['controlplane', 'node01'], [...at, 'nodes']);
  const bad = given.findIndex((name) => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name));
  if (bad >= 0 || given.length === 0) {
    const expected = 'the name of a node (small letters, digits and hyphens)';
    reader.report([...at, 'nodes', ...(bad >= 0 ? [bad] : [])], {
      code: 'lab-bad-value',
      value: given[bad] ?? '',
      expected,
    });
  }
  const twice = given.find((name, index) => given.indexOf(name) !== index);
  if (twice !== undefined) reader.report([...at, 'nodes'], { code: 'lab-duplicate', what: 'nodes', name: twice });
  const defaults = CLUSTER_DEFAULTS;
  const network = reader.oneOf(cluster['network'] ?? defaults.network, [...at, 'network'], CLUSTER_NETWORKS);
  const faults = reader.strings(cluster['faults'] ?? [], [...at, 'faults']);
  faults.forEach((fault, i) => reader.oneOf(fault, [...at, 'faults', i], FAULT_NAMES));
  return {
    version: reader.oneOf(cluster['version'] ?? defaults.version, [...at, 'version'], [defaults.version]),
    nodes: given,
    network,
    ipFamily: readFamily(reader, cluster['ipFamily'] ?? defaults.ipFamily, [...at, 'ipFamily'], network),
    podCIDR: reader.range(cluster['podCIDR'] ?? defaults.podCIDR, [...at, 'podCIDR']),
    serviceCIDR: reader.range(cluster['serviceCIDR'] ?? defaults.serviceCIDR, [...at, 'serviceCIDR']),
    proxyMode: reader.oneOf(cluster['proxyMode'] ?? defaults.proxyMode, [...at, 'proxyMode'], PROXY_MODES),
    faults,
  };
}

const DUAL_NETWORKS: readonly string[] = ['kindnet', 'none'];

/** kind's word; which of the add-ons can do it here is said where it cannot. */
function readFamily(reader: Reader, data: unknown, at: Path, network: string): 'ipv4' | 'dual' {
  const family = reader.oneOf(data, at, ['ipv4', 'dual'] as const);
  if (family === 'dual' && !DUAL_NETWORKS.includes(network)) {
    reader.report(at, { code: 'lab-bad-value', value: family, expected: `ipv4 with ${network}; dual is there with network: kindnet or none` }); // prettier-ignore
  }
  return family;
}

function readHost(reader: Reader, data: unknown, at: Path, names: Set<string>): HostDefinition {
  const host = reader.object(data, at, HOST_KEYS) ?? {};
  const name = reader.name(host, at, /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/, 'a host name (letters, digits and hyphens)');
  if (name !== '' && names.has(name)) reader.report([...at, 'name'], { code: 'lab-duplicate', what: 'hosts', name });
  names.add(name);
  const devices = new Set<string>(['lo']);
  return {
    name,
    interfaces: reader
      .list(host['interfaces'] ?? [], [...at, 'interfaces'])
      .map((item, i) => readInterface(reader, item, [...at, 'interfaces', i], devices)),
    routes: reader.strings(host['routes'] ?? [], [...at, 'routes']),
    forwarding: reader.boolean(host['forwarding'] ?? false, [...at, 'forwarding']),
    files: readFiles(reader, host['files'] ?? {}, [...at, 'files']),
    setup: host['setup'] === undefined ? undefined : reader.string(host['setup'], [...at, 'setup']),
    loopbackUp: true,
  };
}

function readInterface(reader: Reader, data: unknown, at: Path, devices: Set<string>): InterfaceDefinition {
  const item = reader.object(data, at, INTERFACE_KEYS) ?? {};
  const name = reader.name(
    item,
    at,
    /^[^\s/:]{1,15}$/,
    'an interface name (at most 15 characters, no blanks, slashes or colons)',
  );
  if (name !== '' && devices.has(name))
    reader.report([...at, 'name'], { code: 'lab-duplicate', what: 'interfaces', name });
  devices.add(name);
  const addresses = reader.strings(item['addresses'] ?? [], [...at, 'addresses']);
  addresses.forEach((address, i) => {
    const [host = '', length = '', ...rest] = address.split('/');
    if (parseIpv4(host) === undefined || !/^\d{1,2}$/.test(length) || Number(length) > 32 || rest.length > 0) {
      reader.report([...at, 'addresses', i], {
        code: 'lab-bad-value',
        value: address,
        expected: 'an IPv4 address with a prefix length, such as 192.168.1.10/24',
      });
    }
  });
  const mac = item['mac'] === undefined ? undefined : reader.string(item['mac'], [...at, 'mac']);
  if (mac !== undefined && parseMac(mac) === undefined) {
    reader.report([...at, 'mac'], {
      code: 'lab-bad-value',
      value: mac,
      expected: 'a MAC address such as 02:42:0a:00:00:01',
    });
  }
  return {
    name,
    switch: item['switch'] === undefined ? undefined : reader.string(item['switch'], [...at, 'switch']),
    addresses,
    up: reader.boolean(item['up'] ?? true, [...at, 'up']),
    mac,
  };
}

function readFiles(reader: Reader, data: unknown, at: Path): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [path, content] of Object.entries(reader.object(data, at) ?? {})) {
    if (!path.startsWith('/')) {
      reader.report([...at, path], {
        code: 'lab-bad-value',
        value: path,
        expected: 'an absolute path such as /etc/hosts',
      });
    }
    files[path] = reader.string(content, [...at, path]);
  }
  return files;
}

/** Reads untyped data and remembers what was wrong, so that one mistake does not hide the next. */
class Reader {
  readonly problems: LabProblem[] = [];

  report(path: Path, facts: LabProblem['facts']): void {
    this.problems.push({ path, facts });
  }

  object(data: unknown, at: Path, keys?: readonly string[]): Json | undefined {
    if (typeof data !== 'object' || data === null || Array.isArray(data)) {
      this.report(at, { code: 'lab-wrong-type', expected: 'a mapping (key: value)' });
      return undefined;
    }
    for (const key of Object.keys(data)) {
      if (keys && !keys.includes(key)) this.report([...at, key], { code: 'lab-unknown-key', key, known: keys });
    }
    return data as Json;
  }

  list(data: unknown, at: Path): readonly unknown[] {
    if (Array.isArray(data)) return data;
    this.report(at, { code: 'lab-wrong-type', expected: 'a list' });
    return [];
  }

  string(data: unknown, at: Path): string {
    if (typeof data === 'string') return data;
    if (typeof data === 'number' || typeof data === 'boolean') return String(data);
    this.report(at, { code: 'lab-wrong-type', expected: 'text' });
    return '';
  }

  strings(data: unknown, at: Path): string[] {
    return this.list(data, at).map((item, i) => this.string(item, [...at, i]));
  }

  boolean(data: unknown, at: Path): boolean {
    if (typeof data === 'boolean') return data;
    this.report(at, { code: 'lab-wrong-type', expected: 'true or false' });
    return false;
  }

  /** One of a few words; the first of them when it is none. */
  oneOf<T extends string>(data: unknown, at: Path, words: readonly [T, ...T[]] | readonly T[]): T {
    const text = this.string(data, at);
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    this.report(at, { code: 'lab-bad-value', value: text, expected: `one of ${words.join(', ')}` });
    return words[0];
  }

  /** A range of IPv4 addresses. */
  range(data: unknown, at: Path): string {
    const text = this.string(data, at);
    const [address = '', length = '', ...rest] = text.split('/');
    if (parseIpv4(address) === undefined || !/^\d{1,2}$/.test(length) || Number(length) > 30 || rest.length > 0) {
      this.report(at, { code: 'lab-bad-value', value: text, expected: 'a range of addresses such as 10.244.0.0/16' });
    }
    return text;
  }

  name(data: Json, at: Path, pattern: RegExp, expected: string): string {
    if (data['name'] === undefined) {
      this.report(at, { code: 'lab-missing-key', key: 'name' });
      return '';
    }
    const name = this.string(data['name'], [...at, 'name']);
    if (!pattern.test(name)) this.report([...at, 'name'], { code: 'lab-bad-value', value: name, expected });
    return name;
  }
}
