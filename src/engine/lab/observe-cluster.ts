import type { World } from '../kernel/world';
import { readObjects } from '../kubernetes/api/store';
import { observeZones, type ObservedZone } from '../kubernetes/dns/observe-zones';
import type { Pod, Service } from '../kubernetes/objects/kinds';
import { isReady } from '../kubernetes/objects/pod-state';

/** What a cluster looks like at one moment, for the trees. */
export interface ClusterObservation {
  /** By name. */
  readonly namespaces: readonly NamespaceObservation[];
  /** What a CoreDNS that runs answers about the cluster; none while none runs. */
  readonly zones: readonly ObservedZone[];
}

export interface NamespaceObservation {
  readonly name: string;
  readonly pods: readonly PodObservation[];
  readonly services: readonly ServiceObservation[];
}

export interface PodObservation {
  readonly name: string;
  readonly ip: string;
  readonly node: string;
  readonly phase: string;
  readonly ready: boolean;
}

export interface ServiceObservation {
  readonly name: string;
  readonly type: string;
  /** A cluster IP, `None`, or the name of an ExternalName. */
  readonly address: string;
  /** `80/TCP` */
  readonly ports: readonly string[];
}

/** Reads the cluster of a world; writes nothing. */
export function observeCluster(world: World): ClusterObservation | undefined {
  if (!world.cluster) return undefined;
  const names = readObjects(world, 'namespaces').map(({ metadata }) => metadata.name ?? '');
  return {
    zones: observeZones(world),
    namespaces: names.map((name) => ({
      name,
      pods: (readObjects(world, 'pods', name) as readonly Pod[]).map((pod) => ({
        name: pod.metadata.name ?? '',
        ip: pod.status?.podIP ?? '',
        node: pod.spec?.nodeName ?? '',
        phase: pod.status?.phase ?? 'Pending',
        ready: isReady(pod),
      })),
      services: (readObjects(world, 'services', name) as readonly Service[]).map(({ metadata, spec }) => ({
        name: metadata.name ?? '',
        type: spec?.type ?? 'ClusterIP',
        address: spec?.externalName ?? spec?.clusterIP ?? '',
        ports: (spec?.ports ?? []).map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`),
      })),
    })),
  };
}
