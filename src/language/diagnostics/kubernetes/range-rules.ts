import { formatIpv4, inPrefix, networkOf, type Ipv4 } from '../../../engine/packet/address';
import type { Manifest } from '../../manifest/manifest';
import type { Span } from '../../syntax/shell-script';
import type { Problem } from '../problem';
import { replaceWith, report } from '../report';
import { configurationsIn, valuesOf } from './cni-rules';
import { prefixOf } from './policy-rules';
import { record, text } from './shapes';

/** A range of addresses that somebody wrote down, or that the lab has. */
interface Range {
  readonly text: string;
  readonly role: 'Pods' | 'Services' | 'nodes';
  readonly span?: Span;
}

/** Ranges of kubeadm's and the network add-ons' configuration that lie in each other, or on the nodes' own network. */
export function rangeProblems(manifest: Manifest, nodeAddresses: readonly number[]): readonly Problem[] {
  return overlaps(rangesOf(manifest), nodeAddresses);
}

function rangesOf(manifest: Manifest): readonly Range[] {
  const { value, kind } = manifest;
  if (!value) return [];
  const found: Range[] = [];
  const add = (role: Range['role'], path: readonly (string | number)[], cidr: unknown): void => {
    const span = manifest.spanOf(path);
    const written = text(cidr);
    if (span && written !== undefined && !written.includes(',')) found.push({ text: written, role, span });
  };
  if (kind === 'ClusterConfiguration') {
    const networking = record(value.networking);
    add('Pods', ['networking', 'podSubnet'], networking.podSubnet);
    add('Services', ['networking', 'serviceSubnet'], networking.serviceSubnet);
  }
  if (kind === 'KubeProxyConfiguration') add('Pods', ['clusterCIDR'], value.clusterCIDR);
  if (kind === 'IPPool') add('Pods', ['spec', 'cidr'], record(value.spec).cidr);
  if (kind === 'ConfigMap') {
    const config = text(record(value.data)['net-conf.json']);
    const network = /"Network"\s*:\s*"([^"]+)"/.exec(config ?? '')?.[1];
    const span = manifest.spanOf(['data', 'net-conf.json']);
    const at = network === undefined || !span ? -1 : manifest.find(network, span);
    if (network !== undefined && at >= 0)
      found.push({ text: network, role: 'Pods', span: { start: at, end: at + network.length } });
  }
  return found;
}

const FLAGS: readonly (readonly [pattern: RegExp, role: Range['role']])[] = [
  [/--pod-network-cidr[= ](\d[\d./]+)/g, 'Pods'],
  [/--cluster-cidr[= ](\d[\d./]+)/g, 'Pods'],
  [/\bIPALLOC_RANGE=(\d[\d./]+)/g, 'Pods'],
  [/--service-cidr[= ](\d[\d./]+)/g, 'Services'],
  [/--service-cluster-ip-range[= ](\d[\d./]+)/g, 'Services'],
];

/** Subnets of Pods in CNI configurations that a cell writes. */
function configuredRanges(source: string): readonly Range[] {
  return configurationsIn(source).flatMap((each) =>
    valuesOf(each, 'subnet').map(({ value, start, end }): Range => ({
      text: value,
      role: 'Pods',
      span: { start, end },
    })),
  );
}

/** The same in the words of a shell cell: flags of kubeadm and the parameters of add-ons' URLs; the cluster's own range of Services counts too. */
export function rangeWordProblems(
  source: string,
  nodeAddresses: readonly number[],
  services: string | undefined,
): readonly Problem[] {
  const written = configuredRanges(source);
  const own = services === undefined ? [] : [{ text: services, role: 'Services' } as const];
  const inFiles = written.length === 0 ? [] : overlaps([...written, ...own], nodeAddresses);
  const statements = source.replace(/\\\n/g, '  ').split('\n');
  let start = 0;
  const inFlags = statements.flatMap((line) => {
    const from = start;
    start += line.length + 1;
    if (/^\s*#/.test(line)) return [];
    const ranges = FLAGS.flatMap(([pattern, role]) =>
      [...line.matchAll(pattern)].map((match): Range => {
        const written = match[1] ?? '';
        const at = from + match.index + match[0].length - written.length;
        return { text: written, role, span: { start: at, end: at + written.length } };
      }),
    );
    // Of two that meet, the second one took the other's place.
    ranges.sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
    const forPods = ranges.length > 0 && ranges.every(({ role }) => role === 'Pods');
    return overlaps(forPods ? [...ranges, ...own] : ranges, nodeAddresses);
  });
  return [...inFlags, ...inFiles];
}

const FREE: Readonly<Record<Range['role'], readonly string[]>> = {
  Pods: ['10.244.0.0/16', '10.50.0.0/16', '172.20.0.0/16', '192.168.128.0/17'],
  Services: ['10.96.0.0/12', '10.32.0.0/16', '172.21.0.0/16'],
  nodes: [],
};

function overlaps(ranges: readonly Range[], nodeAddresses: readonly number[]): readonly Problem[] {
  const nodes = nodeAddresses.map((address): Range => ({ text: `${formatIpv4(address as Ipv4)}/24`, role: 'nodes' }));
  return ranges.flatMap((range, index): readonly Problem[] => {
    if (!range.span) return [];
    const others = [...ranges.slice(0, index), ...ranges.slice(index + 1).filter(({ span }) => !span)];
    const other = [...others, ...nodes].find((each) => each.role !== range.role && meet(range.text, each.text));
    if (!other) return [];
    const all = [...ranges.filter((each) => each !== range), ...nodes];
    const suggestion = FREE[range.role].find((free) => all.every((each) => !meet(free, each.text)));
    const network = other.role === 'nodes' ? networkText(other.text) : other.text;
    const values = {
      text: range.text,
      role: range.role,
      other: network,
      otherRole: other.role,
      suggestion: suggestion ?? '-',
    };
    return [
      report(
        'ranges-overlap',
        range.span,
        values,
        suggestion === undefined ? [] : [replaceWith(range.span, suggestion)],
      ),
    ];
  });
}

function networkText(cidr: string): string {
  const prefix = prefixOf(cidr);
  return prefix ? `${formatIpv4(networkOf(prefix.address, prefix.length))}/${prefix.length}` : cidr;
}

function meet(a: string, b: string): boolean {
  const [one, two] = [prefixOf(a), prefixOf(b)];
  return (
    one !== undefined && two !== undefined && (inPrefix(one.address, networkOf(two.address, two.length), two.length) || inPrefix(two.address, networkOf(one.address, one.length), one.length)) // prettier-ignore
  );
}
