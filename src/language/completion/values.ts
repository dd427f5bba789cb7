import type { Expectation, ExpectedValue } from '../../grammar';
import type { HostObservation, LabObservation, NetnsObservation } from '../../engine';
import { formatIpv4, ipv4, maskOf, networkOf } from '../../engine/packet/address';
import type { LabView } from '../lab/lab-view';
import type { Completion } from './completion';
import type { DeclaredNames } from './declared-names';

/** Where a word is completed, and what is known there. */
export interface ValueContext {
  readonly lab: LabView | undefined;
  /** The host the cell runs on. */
  readonly host: string | undefined;
  readonly expectation: Expectation;
  /** Names that the lines above make. */
  readonly declared: DeclaredNames;
  readonly partial: string;
}

/** What a value may be, from the lab as it is now. */
export function valueCompletions(context: ValueContext, { value, of }: ExpectedValue): readonly Completion[] {
  switch (value.type) {
    case 'device':
      return devices(context, of === 'master' ? (kind) => kind === 'bridge' || kind === 'bond' : () => true);
    case 'new-device':
      return newDevices(context);
    case 'netns':
      return namespaces(context);
    case 'host':
      return [...hosts(context), ...knownAddresses(context)];
    case 'address':
      return of === 'via' || of === 'gw' ? gateways(context) : knownAddresses(context);
    case 'cidr':
      return newAddresses(context);
    case 'prefix':
      return prefixes(context);
    case 'netmask':
      return ['255.255.255.0', '255.255.0.0', '255.0.0.0'].map((label) => item(label, 'value', 1));
    case 'table':
      return ['main', 'local', 'default'].map((label) => item(label, 'value', 1));
    case 'sysctl':
      return SYSCTLS.map((label) => item(label, 'value', 1));
    case 'path':
      return files(context);
    case 'text':
    case 'number':
    case 'mac':
    case 'choice':
    case 'command':
    case 'new-netns':
      return byName(context, value.name, of);
  }
}

const SYSCTLS = [
  'net.ipv4.ip_forward',
  'net.ipv4.conf.all.rp_filter',
  'net.ipv4.conf.all.forwarding',
  'net.ipv4.conf.all.proxy_arp',
  'net.ipv4.icmp_echo_ignore_all',
  'net.ipv6.conf.all.forwarding',
  'net.ipv6.conf.all.disable_ipv6',
  'net.bridge.bridge-nf-call-iptables',
];

function item(label: string, kind: Completion['kind'], rank: number, detail?: string): Completion {
  return { label, kind, rank, ...(detail !== undefined && { detail }) };
}

/** The host and namespace in which a value is looked up; undefined when the lab has no such host or namespace. */
function place({
  lab,
  host,
  expectation,
}: ValueContext): { host: HostObservation; netns: NetnsObservation } | undefined {
  const seen = lab?.observe();
  const name = expectation.host ?? host ?? lab?.firstHost;
  const found = seen?.hosts.find((each) => each.name === name);
  const netns = found?.namespaces.find((each) => each.name === (expectation.netns ?? ''));
  return found && netns && { host: found, netns };
}

function devices(context: ValueContext, fits: (kind: string | undefined) => boolean): readonly Completion[] {
  const links = place(context)?.netns.links ?? [];
  const known = links
    .filter(({ infoKind }) => fits(infoKind))
    .map((link) => item(link.name, 'device', 0, linkState(link)));
  const names = new Set(links.map(({ name }) => name));
  const fresh = context.declared.devices.filter((name) => !names.has(name)).map((name) => item(name, 'device', 0));
  return [...known, ...fresh];
}

/** `UP 192.168.1.10/24`, `DOWN`. */
function linkState({ flags, addresses4 }: NetnsObservation['links'][number]): string {
  const addresses = addresses4.map(({ address, prefixLength }) => `${formatIpv4(address)}/${prefixLength}`);
  return [flags.includes('UP') ? 'UP' : 'DOWN', ...addresses].join(' ');
}

/** A name that is free: the peer's is most often the end of the other one's. */
function newDevices(context: ValueContext): readonly Completion[] {
  const taken = new Set([...(place(context)?.netns.links.map(({ name }) => name) ?? []), ...context.declared.devices]);
  const named = (place(context)?.host.namespaces ?? [])
    .filter(({ name }) => name !== '')
    .flatMap(({ name }) => [`veth-${name}`, `veth-${name}-br`]);
  return [...named, 'veth0', 'veth1', 'br0', 'v-net-0', 'vxlan0']
    .filter((name) => name.length <= 15 && !taken.has(name))
    .map((name) => item(name, 'device', 1));
}

function namespaces(context: ValueContext): readonly Completion[] {
  const known = (
    place({ ...context, expectation: { ...context.expectation, netns: undefined } })?.host.namespaces ?? []
  )
    .filter(({ name }) => name !== '')
    .map(({ name, links }) => item(name, 'netns', 0, links.map((link) => link.name).join(', ')));
  const names = new Set(known.map(({ label }) => label));
  return [...known, ...context.declared.namespaces.filter((name) => !names.has(name)).map((n) => item(n, 'netns', 0))];
}

function hosts({ lab }: ValueContext): readonly Completion[] {
  return (lab?.observe().hosts ?? []).map(({ name }) => item(name, 'host', 0));
}

interface Owned {
  readonly text: string;
  readonly owner: string;
  readonly address: number;
  readonly length: number;
}

/** Every address of the lab, with who has it. */
function owned(seen: LabObservation | undefined): readonly Owned[] {
  return (seen?.hosts ?? []).flatMap((host) =>
    host.namespaces.flatMap((netns) =>
      netns.links.flatMap((link) =>
        link.addresses4
          .filter(({ address }) => address >>> 24 !== 127)
          .map(({ address, prefixLength }) => ({
            text: formatIpv4(address),
            owner: `${netns.name === '' ? host.name : `${netns.name} (${host.name})`}: ${link.name}`,
            address,
            length: prefixLength,
          })),
      ),
    ),
  );
}

const MOST_ADDRESSES = 200;

function knownAddresses({ lab, declared }: ValueContext): readonly Completion[] {
  const known = owned(lab?.observe()).slice(0, MOST_ADDRESSES);
  const found = new Map(known.map(({ text, owner }) => [text, owner]));
  for (const address of declared.addresses) {
    const [text = ''] = address.split('/');
    if (!found.has(text)) found.set(text, '');
  }
  return Array.from(found, ([text, owner]) => item(text, 'address', 0, owner));
}

/** Addresses on this namespace's links that others have. */
function gateways(context: ValueContext): readonly Completion[] {
  const here = place(context);
  const mine = (here?.netns.links ?? []).flatMap(({ addresses4 }) => addresses4);
  const near = owned(context.lab?.observe()).filter(
    ({ address }) =>
      mine.some((own) => networkOf(ipv4(address), own.prefixLength) === networkOf(own.address, own.prefixLength)) &&
      !mine.some((own) => own.address === address),
  );
  const fitting = near.slice(0, MOST_ADDRESSES).map(({ text, owner }) => item(text, 'address', 0, owner));
  return fitting.length > 0 ? fitting : knownAddresses(context);
}

/** Networks that somebody in the lab is connected to. */
function networks(seen: LabObservation | undefined): ReadonlyMap<string, Owned> {
  const found = new Map<string, Owned>();
  for (const each of owned(seen)) {
    if (each.length === 32) continue;
    const key = `${formatIpv4(networkOf(ipv4(each.address), each.length))}/${each.length}`;
    if (!found.has(key)) found.set(key, each);
  }
  return found;
}

function prefixes({ lab }: ValueContext): readonly Completion[] {
  const found = Array.from(networks(lab?.observe()), ([text, { owner }]) => item(text, 'address', 0, owner));
  return [...found, item('default', 'keyword', 0)];
}

const MOST_FREE = 2;

/** Free addresses of the lab's networks, for an interface that gets one. */
function newAddresses({ lab, declared }: ValueContext): readonly Completion[] {
  const seen = lab?.observe();
  const taken = new Set([...owned(seen).map(({ text }) => text), ...declared.addresses.map((a) => a.split('/')[0])]);
  const all = [...networks(seen).values()].map(({ address, length }) => ({ address, length }));
  for (const text of declared.addresses) {
    const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text);
    if (!match) continue;
    const [a = 0, b = 0, c = 0, d = 0, length = 32] = match.slice(1).map(Number);
    all.push({ address: ((a << 24) | (b << 16) | (c << 8) | d) >>> 0, length });
  }
  const free: Completion[] = [];
  for (const { address, length } of all) {
    const network = networkOf(ipv4(address), length);
    const last = (network | (~maskOf(length) >>> 0)) >>> 0;
    let found = 0;
    for (let next = network + 1; next < last && found < MOST_FREE && next < network + 300; next++) {
      const text = formatIpv4(ipv4(next));
      if (taken.has(text)) continue;
      found++;
      taken.add(text);
      free.push(item(`${text}/${length}`, 'address', 0));
    }
  }
  return free;
}

const MOST_FILES = 300;

/** Entries of the directory that the typed path is in. */
function files({ lab, host, expectation, partial }: ValueContext): readonly Completion[] {
  const slash = partial.lastIndexOf('/');
  if (!lab || slash < 0) return [];
  const directory = partial.slice(0, slash + 1);
  const name = expectation.host ?? host ?? lab.firstHost;
  return lab
    .files(name, directory)
    .slice(0, MOST_FILES)
    .map((entry) => item(`${directory}${entry}`, 'file', 0));
}

/** Values without a type of their own, by what the manual calls them. */
function byName(context: ValueContext, name: string, of: string): readonly Completion[] {
  const { expectation } = context;
  if (/^(CHAIN|CHAIN\|.*|TARGET)$/.test(name) && expectation.program.endsWith('tables')) return chains(context);
  if ((name === 'DEVICE' || name === 'NAME') && /^-[io]$/.test(of) && expectation.program.endsWith('tables')) {
    return devices(context, () => true);
  }
  if (/^(ADDRESS|SOURCE|DESTINATION|ADDRESS\[\/MASK\].*)$/.test(name))
    return [...prefixes(context), ...knownAddresses(context)];
  if (name === 'ARGUMENT' && expectation.program === 'brctl') return devices(context, () => true);
  return [];
}

/** Chains of the packet filter that the lab has beyond the declared ones. */
function chains(context: ValueContext): readonly Completion[] {
  const here = place(context);
  if (!here || !context.lab) return [];
  const tables = ['filter', 'nat', 'mangle', 'raw'];
  const own = tables.flatMap((table) =>
    (context.lab?.chains(here.host.name, here.netns.name, table) ?? []).map((chain): [string, string] => [
      chain,
      table,
    ]),
  );
  return [...new Map(own)].map(([chain, table]) => item(chain, 'chain', 0, table));
}
