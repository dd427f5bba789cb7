import { hostnameWarnings, podSpecWarnings } from '../pod-spec/warnings';
import type { PodObject } from './pod';

/** pkg/registry/core/pod/strategy.go: WarningsOnCreate; an update warns of nothing. */
export function podWarnings(pod: PodObject, old: PodObject | undefined): readonly string[] {
  if (old) return [];
  return [
    ...hostnameWarnings(pod.metadata.name ?? '', "the Pod's hostname"),
    ...podSpecWarnings(pod.spec ?? {}, pod.metadata.annotations, ''),
  ];
}
