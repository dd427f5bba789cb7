import { formatIpv4, inPrefix, networkOf, parseIpv4, type Ipv4 } from '../../../engine/packet/address';
import type { Manifest } from '../../manifest/manifest';
import type { Path } from '../../manifest/schema';
import type { Problem } from '../problem';
import { replaceWith, report } from '../report';
import {
  labelText,
  list,
  namespaceOf,
  nameOf,
  record,
  selects,
  text,
  texts,
  type Loose,
  type Surroundings,
} from './shapes';
import { closestLabels } from './service-rules';

/** NetworkPolicies that block more, or less, than was meant. */
export function policyProblems(manifest: Manifest, around: Surroundings): readonly Problem[] {
  const { value, kind } = manifest;
  if (kind !== 'NetworkPolicy' || !value) return [];
  return [
    ...dnsProblems(manifest, value),
    ...peerProblems(manifest, value, around),
    ...portProblems(manifest, value, around),
  ];
}

/** Whoever may send only where the policy says needs port 53 among it. */
function dnsProblems(manifest: Manifest, value: Loose): readonly Problem[] {
  const spec = record(value.spec);
  const rules = list(spec.egress);
  // A policy that lets nothing out says so on purpose; one that lists what may be sent has most often forgotten the names.
  if (rules.length === 0) return [];
  const open = rules.some((rule) => {
    const ports = list(record(rule).ports);
    return ports.length === 0 ? reachesDns(list(record(rule).to)) : ports.some((port) => allowsDns(record(port)));
  });
  if (open) return [];
  const span = manifest.keySpanOf(['spec', 'egress']);
  const first = manifest.spanOf(['spec', 'egress', 0]);
  if (!span) return [];
  const indent = ' '.repeat(first ? Math.max(0, manifest.column(first.start) - 2) : 2);
  const rule = `${indent}- ports:\n${indent}    - { port: 53, protocol: UDP }\n${indent}    - { port: 53, protocol: TCP }\n`;
  const flow = first === undefined || manifest.column(span.start) >= manifest.column(first.start);
  const start = first ? manifest.lineStart(first.start) : span.end;
  const fix = {
    kind: 'insert-before',
    text: 'ports: 53/UDP, 53/TCP',
    edits: [{ start, end: start, newText: rule }],
  } as const;
  return [report('policy-blocks-dns', span, { name: nameOf(value) }, flow ? [] : [fix])];
}

function reachesDns(to: readonly unknown[]): boolean {
  return (
    to.length === 0 ||
    to.some((peer) => {
      const { namespaceSelector, podSelector } = record(peer);
      if (namespaceSelector === undefined) return false;
      const names = texts(record(namespaceSelector).matchLabels);
      const all = Object.keys(record(namespaceSelector)).length === 0;
      const pods = texts(record(podSelector).matchLabels);
      const dns = Object.keys(pods).length === 0 || pods['k8s-app'] === 'kube-dns';
      return dns && (all || names['kubernetes.io/metadata.name'] === 'kube-system');
    })
  );
}

function allowsDns({ port, endPort }: Loose): boolean {
  return port === undefined || port === 53 || port === 'dns' || (Number(port) <= 53 && Number(endPort) >= 53);
}

interface Peer {
  readonly path: Path;
  readonly peer: Loose;
}

function peersOf(value: Loose): readonly Peer[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    list(record(value.spec)[direction]).flatMap((rule, i) => {
      const key = direction === 'ingress' ? 'from' : 'to';
      return list(record(rule)[key]).map((peer, j) => ({ path: ['spec', direction, i, key, j], peer: record(peer) }));
    }),
  );
}

function peerProblems(manifest: Manifest, value: Loose, around: Surroundings): readonly Problem[] {
  const own = namespaceOf(value);
  const name = nameOf(value);
  const target = { path: ['spec', 'podSelector'] as Path, selector: record(value.spec).podSelector, namespaces: [own] };
  const peers = peersOf(value).flatMap(({ path, peer }) => {
    if (peer.podSelector === undefined) return [];
    const namespaces =
      peer.namespaceSelector === undefined
        ? [own]
        : [...around.namespaces].filter(([, labels]) => selects(peer.namespaceSelector, labels)).map(([each]) => each);
    return [{ path: [...path, 'podSelector'], selector: peer.podSelector, namespaces }];
  });
  const nobody = [target, ...peers].flatMap(({ path, selector, namespaces }): readonly Problem[] => {
    const labels = texts(record(selector).matchLabels);
    if (Object.keys(labels).length === 0 || (!around.complete && around.pods.length === 0)) return [];
    if (around.pods.some((pod) => namespaces.includes(pod.namespace) && selects(selector, pod.labels))) return [];
    const place = [...path, 'matchLabels'];
    const span = manifest.spanOf(place);
    const fixes = namespaces.length === 1 ? closestLabels(manifest, place, labels, around, namespaces[0] ?? own) : [];
    return span ? [report('policy-selects-nobody', span, { name, labels: labelText(labels) }, fixes)] : [];
  });
  return [...nobody, ...peersOf(value).flatMap((peer) => blockProblems(manifest, peer))];
}

function blockProblems(manifest: Manifest, { path, peer }: Peer): readonly Problem[] {
  const { cidr, except } = record(peer.ipBlock);
  const outer = prefixOf(text(cidr) ?? '');
  const span = manifest.spanOf([...path, 'ipBlock', 'cidr']);
  if (!outer || !span) return [];
  const problems: Problem[] = [];
  const network = networkOf(outer.address, outer.length);
  if (network !== outer.address) {
    const suggestion = `${formatIpv4(network)}/${outer.length}`;
    problems.push(
      report('ip-block-host-bits', span, { text: text(cidr) ?? '', suggestion }, [replaceWith(span, suggestion)]),
    );
  }
  list(except).forEach((each, index) => {
    const inner = prefixOf(text(each) ?? '');
    const at = manifest.spanOf([...path, 'ipBlock', 'except', index]);
    if (!inner || !at || (inner.length > outer.length && inPrefix(inner.address, network, outer.length))) return;
    // The nearest that can have been meant is the same part of the other network.
    const inside = (network | (inner.address & ~(0xffffffff << (32 - outer.length)))) >>> 0;
    const length = Math.max(inner.length, outer.length + 1);
    const moved = `${formatIpv4(networkOf(inside as Ipv4, length))}/${length}`;
    const values = { text: text(each) ?? '', cidr: `${formatIpv4(network)}/${outer.length}` };
    problems.push(report('ip-block-except', at, values, length > 32 ? [] : [replaceWith(at, moved)]));
  });
  return problems;
}

export function prefixOf(cidr: string): { readonly address: Ipv4; readonly length: number } | undefined {
  const [, address = '', length = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d{1,2})$/.exec(cidr) ?? [];
  const parsed = parseIpv4(address);
  return parsed === undefined || length === '' || Number(length) > 32
    ? undefined
    : { address: parsed, length: Number(length) };
}

/** Ports of rules that let something in to Pods which declare other ports. */
function portProblems(manifest: Manifest, value: Loose, around: Surroundings): readonly Problem[] {
  const own = namespaceOf(value);
  const targets = around.pods.filter(
    (pod) => pod.namespace === own && selects(record(value.spec).podSelector, pod.labels),
  );
  const declared = targets.flatMap(({ ports }) => ports);
  if (declared.length === 0 || targets.some(({ ports }) => ports.length === 0)) return [];
  return list(record(value.spec).ingress).flatMap((rule, i) =>
    list(record(rule).ports).flatMap((each, j): readonly Problem[] => {
      const { port, endPort, protocol = 'TCP' } = record(each);
      const span = manifest.spanOf(['spec', 'ingress', i, 'ports', j, 'port']);
      const fitting = declared.filter((d) => d.protocol === protocol);
      if (port === undefined || endPort !== undefined || !span || fitting.length === 0) return [];
      if (fitting.some((d) => d.port === port || d.name === port)) return [];
      const ports = [...new Set(fitting.map((d) => d.port))];
      const values = { name: nameOf(value), text: text(port) ?? '', ports: ports.join(', ') };
      return [
        report(
          'policy-wrong-port',
          span,
          values,
          ports.slice(0, 2).map((p) => replaceWith(span, String(p))),
        ),
      ];
    }),
  );
}
