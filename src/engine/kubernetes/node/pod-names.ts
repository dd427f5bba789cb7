import type { Container, Pod } from '../objects/kinds';

type EphemeralContainer = NonNullable<NonNullable<Pod['spec']>['ephemeralContainers']>[number];

export type AnyContainer = Container | EphemeralContainer;

/** `nginx_default(6d3c…)`: a Pod in the kubelet's messages (pkg/kubelet/util/format.Pod). */
export function podText({ metadata }: Pod): string {
  return `${metadata.name ?? ''}_${metadata.namespace ?? ''}(${metadata.uid ?? ''})`;
}

/** `spec.containers{nginx}`: where a container stands in its Pod, for events. */
export function fieldPath(pod: Pod, name: string): string {
  if (pod.spec?.initContainers?.some((container) => container.name === name)) return `spec.initContainers{${name}}`;
  if (pod.spec?.ephemeralContainers?.some((container) => container.name === name)) {
    return `spec.ephemeralContainers{${name}}`;
  }
  return `spec.containers{${name}}`;
}

/** An init container that stays. */
export function isSidecar(container: AnyContainer): boolean {
  return 'restartPolicy' in container && container.restartPolicy === 'Always';
}
