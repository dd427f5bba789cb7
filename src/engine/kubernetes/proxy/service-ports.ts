import type { Service } from '../objects/kinds';
import { serviceChains, type ServiceChains } from './chain-names';

/** One port of a Service as kube-proxy sees it (pkg/proxy/serviceport.go, servicechangetracker.go). */
export interface ServicePort {
  /** `namespace/service`. */
  readonly service: string;
  /** The port's name, '' without one; endpoints are found by it. */
  readonly port: string;
  /** `namespace/service:port`, or `namespace/service`. */
  readonly name: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
  readonly clusterIP: string;
  readonly number: number;
  readonly nodePort: number;
  readonly externalIPs: readonly string[];
  readonly loadBalancerVIPs: readonly string[];
  readonly sourceRanges: readonly string[];
  readonly healthCheckNodePort: number;
  readonly internalLocal: boolean;
  readonly externalLocal: boolean;
  /** Seconds that a client stays with its endpoint; undefined: it does not. */
  readonly affinitySeconds: number | undefined;
  readonly chains: ServiceChains;
}

/** A client's affinity lasts three hours unless the Service says otherwise. */
const DEFAULT_AFFINITY_S = 10_800;
const PROXY_NAME = 'service.kubernetes.io/service-proxy-name';

/** Both nodes of a cluster look at the same Service; a stored object never changes. */
const known = new WeakMap<Service, readonly ServicePort[]>();

/** The ports of a Service that kube-proxy cares for; none for a headless one. */
export function servicePorts(service: Service): readonly ServicePort[] {
  let ports = known.get(service);
  if (!ports) known.set(service, (ports = read(service)));
  return ports;
}

function read({ metadata, spec, status }: Service): readonly ServicePort[] {
  const clusterIP = (spec?.clusterIPs ?? [spec?.clusterIP ?? '']).find(isIpv4);
  if (!spec || clusterIP === undefined || spec.type === 'ExternalName') return [];
  if (metadata.labels?.[PROXY_NAME] !== undefined) return [];
  const service = `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
  const vips = (status?.loadBalancer?.ingress ?? [])
    .filter((ingress) => (ingress as { readonly ipMode?: string }).ipMode !== 'Proxy')
    .map(({ ip = '' }) => ip);
  const externalIPs = (spec.externalIPs ?? []).filter(isIpv4);
  const externalLocal =
    spec.externalTrafficPolicy === 'Local' &&
    (spec.type === 'LoadBalancer' || spec.type === 'NodePort' || externalIPs.length > 0);
  const common = {
    service,
    clusterIP,
    externalIPs,
    loadBalancerVIPs: vips.filter(isIpv4),
    sourceRanges: (spec.loadBalancerSourceRanges ?? []).map((range) => range.trim()).filter(isIpv4),
    healthCheckNodePort: spec.type === 'LoadBalancer' && externalLocal ? (spec.healthCheckNodePort ?? 0) : 0,
    internalLocal: spec.internalTrafficPolicy === 'Local',
    externalLocal,
    affinitySeconds:
      spec.sessionAffinity === 'ClientIP'
        ? (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_S)
        : undefined,
  };
  return (spec.ports ?? []).map((port) => {
    const protocol = (port.protocol ?? 'TCP').toLowerCase() as ServicePort['protocol'];
    const name = port.name ? `${service}:${port.name}` : service;
    return {
      ...common,
      port: port.name ?? '',
      name,
      protocol,
      number: port.port,
      nodePort: port.nodePort ?? 0,
      chains: serviceChains(name, protocol),
    };
  });
}

function isIpv4(text: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+(\/\d+)?$/.test(text);
}

export function externallyAccessible({ nodePort, loadBalancerVIPs, externalIPs }: ServicePort): boolean {
  return nodePort !== 0 || loadBalancerVIPs.length > 0 || externalIPs.length > 0;
}

/** Also with the policy Local: what comes from the cluster itself may go to every endpoint. */
export function usesClusterEndpoints(port: ServicePort): boolean {
  return !port.internalLocal || externallyAccessible(port);
}

export function usesLocalEndpoints(port: ServicePort): boolean {
  return port.internalLocal || (port.externalLocal && externallyAccessible(port));
}
