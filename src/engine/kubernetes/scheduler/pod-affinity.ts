import type { PodAffinityTerm } from 'kubernetes-types/core/v1';
import type { Frozen } from '../api/object';
import type { Pod } from '../objects/kinds';
import { selectorMatches } from '../objects/selector';
import type { NodeInfo } from './node-info';

/** Which Pods a Pod wants near, and which not (pkg/scheduler/framework/plugins/interpodaffinity). */

type Term = Frozen<PodAffinityTerm>;

/** How often each `key=value` of a topology holds Pods that terms match. */
type Counts = ReadonlyMap<string, number>;

export interface PodAffinityState {
  readonly affinity: readonly Term[];
  readonly antiAffinity: readonly Term[];
  /** Places with Pods that all affinity terms match. */
  readonly near: Counts;
  readonly away: Counts;
  /** Places whose Pods do not want this one near. */
  readonly refusing: Counts;
  /** The first of a group whose members want each other near may go anywhere. */
  readonly matchesItself: boolean;
}

type NamespaceLabels = (namespace: string) => Readonly<Record<string, string>>;

/** What the filter asks of every node, reckoned once a Pod; undefined when nobody asks for anything. */
export function podAffinityState(
  pod: Pod,
  nodes: readonly NodeInfo[],
  labelsOf: NamespaceLabels,
): PodAffinityState | undefined {
  const affinity = pod.spec?.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const antiAffinity = pod.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const near = new Map<string, number>();
  const away = new Map<string, number>();
  const refusing = new Map<string, number>();
  const asks = affinity.length > 0 || antiAffinity.length > 0;
  for (const { labels, pods, withAffinity } of nodes) {
    // Who asks for nothing only has to know who does not want it near.
    for (const other of asks ? pods : withAffinity) {
      const terms = other.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
      for (const term of terms ?? []) if (matches(term, other, pod, labelsOf)) count(refusing, labels, term);
      if (affinity.length > 0 && affinity.every((term) => matches(term, pod, other, labelsOf))) {
        for (const term of affinity) count(near, labels, term);
      }
      for (const term of antiAffinity) if (matches(term, pod, other, labelsOf)) count(away, labels, term);
    }
  }
  if (affinity.length === 0 && antiAffinity.length === 0 && refusing.size === 0) return undefined;
  const matchesItself = affinity.every((term) => matches(term, pod, pod, labelsOf));
  return { affinity, antiAffinity, near, away, refusing, matchesItself };
}

function count(counts: Map<string, number>, labels: Readonly<Record<string, string>>, { topologyKey }: Term): void {
  const value = labels[topologyKey];
  if (value === undefined) return;
  const place = `${topologyKey}=${value}`;
  counts.set(place, (counts.get(place) ?? 0) + 1);
}

/** Whether a term of `owner` means `other`. */
function matches(term: Term, owner: Pod, other: Pod, labelsOf: NamespaceLabels): boolean {
  const namespace = other.metadata.namespace ?? '';
  const listed = term.namespaces ?? [];
  const inNamespace =
    listed.length === 0 && term.namespaceSelector === undefined
      ? namespace === owner.metadata.namespace
      : listed.includes(namespace) ||
        (term.namespaceSelector !== undefined && selectorMatches(term.namespaceSelector, labelsOf(namespace)));
  return inNamespace && selectorMatches(term.labelSelector, other.metadata.labels);
}

/** Why a node is not for the Pod; undefined when it is. */
export function podAffinityReason(state: PodAffinityState, { labels }: NodeInfo): string | undefined {
  const { affinity, antiAffinity, near, away, refusing, matchesItself } = state;
  if (affinity.length > 0) {
    const placed = affinity.every(({ topologyKey }) => labels[topologyKey] !== undefined);
    const satisfied = affinity.every(({ topologyKey }) => near.has(`${topologyKey}=${labels[topologyKey] ?? ''}`));
    if (!placed || (!satisfied && !(near.size === 0 && matchesItself))) {
      return "node(s) didn't match pod affinity rules";
    }
  }
  if (antiAffinity.some(({ topologyKey }) => away.has(`${topologyKey}=${labels[topologyKey] ?? ''}`))) {
    return "node(s) didn't match pod anti-affinity rules";
  }
  for (const place of refusing.keys()) {
    const [key = '', value = ''] = place.split('=');
    if (labels[key] === value) return "node(s) didn't satisfy existing pods anti-affinity rules";
  }
  return undefined;
}

/** Raw scores of preferred terms, of the Pod and of those that are there already, by node name. */
export function podAffinityScores(
  pod: Pod,
  nodes: readonly NodeInfo[],
  labelsOf: NamespaceLabels,
): ReadonlyMap<string, number> | undefined {
  const places = new Map<string, number>();
  const preferences = (of: Pod): readonly (readonly [term: Term, weight: number])[] => [
    ...(of.spec?.affinity?.podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(
      ({ podAffinityTerm, weight }) => [podAffinityTerm, weight] as const,
    ),
    ...(of.spec?.affinity?.podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(
      ({ podAffinityTerm, weight }) => [podAffinityTerm, -weight] as const,
    ),
  ];
  const own = preferences(pod);
  const add = (labels: Readonly<Record<string, string>>, term: Term, weight: number): void => {
    const value = labels[term.topologyKey];
    if (value === undefined) return;
    const place = `${term.topologyKey}=${value}`;
    places.set(place, (places.get(place) ?? 0) + weight);
  };
  for (const { labels, pods, withAffinity } of nodes) {
    for (const other of own.length > 0 ? pods : withAffinity) {
      for (const [term, weight] of own) if (matches(term, pod, other, labelsOf)) add(labels, term, weight);
      if (!other.spec?.affinity) continue;
      for (const [term, weight] of preferences(other))
        if (matches(term, other, pod, labelsOf)) add(labels, term, weight);
      for (const term of other.spec.affinity.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
        if (matches(term, other, pod, labelsOf)) add(labels, term, 1);
      }
    }
  }
  if (places.size === 0) return undefined;
  const scores = new Map<string, number>();
  for (const { name, labels } of nodes) {
    let score = 0;
    for (const [place, weight] of places) {
      const [key = '', value = ''] = place.split('=');
      if (labels[key] === value) score += weight;
    }
    scores.set(name, score);
  }
  return scores;
}
