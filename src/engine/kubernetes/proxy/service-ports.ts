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
const known = { IPv4: new WeakMap<Service, readonly ServicePort[]>(), IPv6: new WeakMap<Service, readonly ServicePort[]>() }; // prettier-ignore

export type IpFamily = 'IPv4' | 'IPv6';

/** The ports of a Service that the kube-proxy of a family cares for; none for a headless one. */
export function servicePorts(service: Service, family: IpFamily = 'IPv4'): readonly ServicePort[] {
  let ports = known[family].get(service);
  if (!ports) known[family].set(service, (ports = read(service, family)));
  return ports;
}

function read({ metadata, spec, status }: Service, family: IpFamily): readonly ServicePort[] {
  const own = family === 'IPv4' ? isIpv4 : isIpv6;
  const clusterIP = (spec?.clusterIPs ?? [spec?.clusterIP ?? '']).find(own);
  if (!spec || clusterIP === undefined || spec.type === 'ExternalName') return [];
  if (metadata.labels?.[PROXY_NAME] !== undefined) return [];
  const service = `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
  const vips = (status?.loadBalancer?.ingress ?? [])
    .filter((ingress) => (ingress as { readonly ipMode?: string }).ipMode !== 'Proxy')
    .map(({ ip = '' }) => ip);
  const externalIPs = (spec.externalIPs ?? []).filter(own);
  const externalLocal =
    spec.externalTrafficPolicy === 'Local' &&
    (spec.type === 'LoadBalancer' || spec.type === 'NodePort' || externalIPs.length > 0);
  const common = {
    service,
    clusterIP,
    externalIPs,
    loadBalancerVIPs: vips.filter(own),
    sourceRanges: (spec.loadBalancerSourceRanges ?? []).map((range) => range.trim()).filter(own),
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

function isIpv6(text: string): boolean {
  return text.includes(':');
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
