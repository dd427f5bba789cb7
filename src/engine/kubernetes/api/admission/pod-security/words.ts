import type { Container, PodSpec } from '../../kinds/pod-spec/types';

/** Words of k8s.io/pod-security-admission/policy/helpers.go, and what its visitor visits. */

export function quoted(items: Iterable<string>): string {
  return [...items].map((item) => `"${item}"`).join(', ');
}

export function plural(singular: string, several: string, count: number): string {
  return count === 1 ? singular : several;
}

/** `container "a"`, `containers "a", "b"`. */
export function containersText(names: readonly string[]): string {
  return `${plural('container', 'containers', names.length)} ${quoted(names)}`;
}

export function sorted(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].sort();
}

/** Init containers, containers, ephemeral ones. */
export function allContainers({
  initContainers = [],
  containers = [],
  ephemeralContainers = [],
}: PodSpec): readonly Container[] {
  return [...initContainers, ...containers, ...(ephemeralContainers as readonly Container[])];
}

/** The names of those of which it is true. */
export function namesWhere(spec: PodSpec, wrong: (container: Container) => boolean): readonly string[] {
  return allContainers(spec)
    .filter(wrong)
    .map(({ name = '' }) => name);
}

/** A Pod in a user namespace of its own may do more. */
export function hasOwnUsers({ hostUsers }: PodSpec): boolean {
  return hostUsers === false;
}

/** `pod`, and the containers: who set something. */
export function settersText(pod: boolean, containers: readonly string[]): string {
  return [...(pod ? ['pod'] : []), ...(containers.length > 0 ? [containersText(containers)] : [])].join(' and ');
}
