import { fillIn, without } from '../fill-in';
import { semanticEqual } from '../semantic-equal';
import type { ServiceObject, ServiceSpec } from './service';
import { needsHealthCheck } from './service-validation';

/** What the server does to a Service before it looks at it: pkg/registry/core/service/strategy.go and storage/storage.go. */

const withNodePorts = (spec: ServiceSpec): boolean => spec.type === 'NodePort' || spec.type === 'LoadBalancer';

/** `clusterIP` and the first of `clusterIPs` say the same; whichever a client set leads (normalizeClusterIPs). */
function syncClusterIps(spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  if (!old) {
    return spec.clusterIP && !spec.clusterIPs?.length ? { ...spec, clusterIPs: [spec.clusterIP] } : spec;
  }
  const [single, list] = [spec.clusterIP ?? '', spec.clusterIPs ?? []];
  const [oldSingle, oldList] = [old.clusterIP ?? '', old.clusterIPs ?? []];
  if (single === oldSingle && !list.length && oldList.length) return { ...spec, clusterIP: '' };
  if (single !== oldSingle && semanticEqual(list, oldList)) {
    return single === '' ? without(spec, 'clusterIPs') : { ...spec, clusterIPs: [single] };
  }
  return spec;
}

/** A client that leaves out what was allocated means to keep it (patchAllocatedValues). */
function keepAllocated(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  let next = spec;
  if (old.type !== 'ExternalName' && spec.type !== 'ExternalName' && !spec.clusterIP && !spec.clusterIPs?.length) {
    next = { ...next, clusterIP: old.clusterIP, clusterIPs: old.clusterIPs };
  }
  if (withNodePorts(old) && withNodePorts(spec)) {
    const taken = new Set((spec.ports ?? []).map(({ nodePort }) => nodePort));
    const ports = (spec.ports ?? []).map((port) => {
      if (port.nodePort) return port;
      const before = (old.ports ?? []).find(
        ({ port: number, protocol, nodePort }) =>
          number === port.port && protocol === port.protocol && nodePort && !taken.has(nodePort),
      );
      if (!before?.nodePort) return port;
      taken.add(before.nodePort);
      return { ...port, nodePort: before.nodePort };
    });
    next = { ...next, ports };
  }
  if (needsHealthCheck(old) && needsHealthCheck(spec)) {
    next = fillIn(next, { healthCheckNodePort: old.healthCheckNodePort });
  }
  return next;
}

/** What a Service of its new type does not need is dropped, unless the client changed it too (dropTypeDependentFields). */
function dropForType(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  let next = spec;
  if (old.type !== 'ExternalName' && spec.type === 'ExternalName') {
    if (spec.clusterIP === old.clusterIP && semanticEqual(spec.clusterIPs, old.clusterIPs)) {
      next = without(next, 'clusterIP', 'clusterIPs');
    }
    if (semanticEqual(spec.ipFamilies, old.ipFamilies)) next = without(next, 'ipFamilies');
    if (spec.ipFamilyPolicy === old.ipFamilyPolicy) next = without(next, 'ipFamilyPolicy');
  }
  if (withNodePorts(old) && !withNodePorts(spec)) {
    const before = new Set((old.ports ?? []).map(({ nodePort }) => nodePort));
    const noneNew = (spec.ports ?? []).every(({ nodePort }) => !nodePort || before.has(nodePort));
    if (noneNew && spec.ports) next = { ...next, ports: spec.ports.map((port) => without(port, 'nodePort')) };
    if (spec.externalTrafficPolicy === old.externalTrafficPolicy) next = without(next, 'externalTrafficPolicy');
  }
  if (needsHealthCheck(old) && !needsHealthCheck(spec) && spec.healthCheckNodePort === old.healthCheckNodePort) {
    next = without(next, 'healthCheckNodePort');
  }
  if (old.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    if (spec.allocateLoadBalancerNodePorts === old.allocateLoadBalancerNodePorts) {
      next = without(next, 'allocateLoadBalancerNodePorts');
    }
    if (spec.loadBalancerClass === old.loadBalancerClass) next = without(next, 'loadBalancerClass');
  }
  return next;
}

export function prepareServiceForCreate(object: ServiceObject): ServiceObject {
  return { ...object, spec: syncClusterIps(object.spec ?? {}, undefined), status: { loadBalancer: {} } };
}

export function prepareServiceForUpdate(next: ServiceObject, old: ServiceObject): ServiceObject {
  const before = old.spec ?? {};
  const kept = keepAllocated(syncClusterIps(next.spec ?? {}, before), before);
  return { ...next, spec: dropForType(kept, before) };
}
