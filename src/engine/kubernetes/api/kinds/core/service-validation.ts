import type { FieldError } from '../../field-error';
import {
  at,
  child,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../../validation/field-errors';
import { ipFamily, legacyCidr, legacyIp, nonSpecialIp } from '../../validation/ip';
import { validateLabels } from '../../validation/metadata';
import { dnsLabel, dnsSubdomain, labelKey, portNumber } from '../../validation/names';
import { portNumberOrName } from '../../validation/numbers';
import { validateProtocol } from '../../validation/protocol';
import { isExternallyAccessible, type ServiceObject, type ServiceSpec } from './service';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const KUBELET_PORT = 10250;
const MAX_AFFINITY_SECONDS = 86400;

export const isHeadless = (spec: ServiceSpec | undefined): boolean =>
  spec?.clusterIPs?.length === 1 && spec.clusterIPs[0] === 'None';

/** Whether a port for health checks of the load balancer is needed: pkg/api/service, NeedsHealthCheck. */
export const needsHealthCheck = (spec: ServiceSpec | undefined): boolean =>
  spec?.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';

function validatePort(
  port: NonNullable<ServiceSpec['ports']>[number],
  requireName: boolean,
  names: Set<string>,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const { name, port: number = 0, protocol, targetPort, appProtocol } = port;
  if (requireName && !name) errors.push(required(child(path, 'name')));
  else if (name) {
    errors.push(...invalidEach(child(path, 'name'), name, dnsLabel(name)));
    if (names.has(name)) errors.push(duplicate(child(path, 'name'), name));
    names.add(name);
  }
  errors.push(...invalidEach(child(path, 'port'), number, portNumber(number)));
  errors.push(...validateProtocol(protocol, child(path, 'protocol')));
  errors.push(...portNumberOrName(child(path, 'targetPort'), targetPort));
  if (appProtocol !== undefined) {
    errors.push(...invalidEach(child(path, 'appProtocol'), appProtocol, labelKey(appProtocol)));
  }
  return errors;
}

function validateAffinity(spec: ServiceSpec): FieldError[] {
  const { sessionAffinity: affinity, sessionAffinityConfig: config } = spec;
  const errors: FieldError[] = [];
  const supported = ['ClientIP', 'None'];
  if (!affinity) errors.push(required('spec.sessionAffinity'));
  else if (!supported.includes(affinity)) errors.push(notSupported('spec.sessionAffinity', affinity, supported));
  const field = 'spec.sessionAffinityConfig';
  if (affinity === 'ClientIP') {
    const seconds = config?.clientIP?.timeoutSeconds ?? 0;
    if (seconds <= 0 || seconds > MAX_AFFINITY_SECONDS) {
      const detail = `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`;
      errors.push(invalid(`${field}.clientIP.timeoutSeconds`, seconds, detail));
    }
  } else if (affinity === 'None' && config) {
    errors.push(forbidden(field, 'must not be set when session affinity is None'));
  }
  return errors;
}

/** ValidateServiceClusterIPsRelatedFields: `clusterIP`, `clusterIPs`, `ipFamilies` and `ipFamilyPolicy` must fit one another. */
export function validateClusterIps(spec: ServiceSpec): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const errors: FieldError[] = [];
  const { clusterIP = '', clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const field = 'spec.clusterIPs';
  if (clusterIP) {
    if (!clusterIPs.length) errors.push(required(field));
    else if (clusterIPs[0] !== clusterIP) errors.push(invalid(field, clusterIPs, 'first value must match `clusterIP`'));
  } else if (clusterIPs.length) {
    errors.push(invalid(field, clusterIPs, 'must be empty when `clusterIP` is not specified'));
  }
  const families = ['IPv4', 'IPv6'];
  ipFamilies.forEach((family, i) => {
    if (!families.includes(family)) errors.push(notSupported(at('spec.ipFamilies', i), family, families));
    if (ipFamilies.indexOf(family) < i) errors.push(duplicate(at('spec.ipFamilies', i), family));
  });
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  if (ipFamilyPolicy && !policies.includes(ipFamilyPolicy)) {
    errors.push(notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, policies));
  }
  let bad = false;
  clusterIPs.forEach((ip, i) => {
    if (i === 0 && ip === 'None') {
      if (clusterIPs.length > 1) {
        bad = true;
        errors.push(invalid(field, clusterIPs, "'None' must be the first and only value"));
      }
      return;
    }
    const messages = legacyIp(at(field, i), ip);
    bad ||= messages.length > 0;
    errors.push(...messages);
  });
  if (clusterIPs.length > 2) errors.push(invalid(field, clusterIPs, 'may only hold up to 2 values'));
  if (bad) return errors;
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(ipFamily)).size < clusterIPs.length) {
    errors.push(invalid(field, clusterIPs, 'may specify no more than one IP for each IP family'));
  }
  if (!isHeadless(spec)) {
    clusterIPs.forEach((ip, i) => {
      const family = ipFamilies[i];
      if (family !== 'IPv4' && family !== 'IPv6') return;
      if (family === (ipFamily(ip) === 6 ? 'IPv6' : 'IPv4')) return;
      errors.push(invalid(at(field, i), ip, `expected an ${family} value as indicated by \`ipFamilies[${i}]\``));
    });
  }
  return errors;
}

function validateTraffic(spec: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  const { externalTrafficPolicy: external, internalTrafficPolicy: internal, healthCheckNodePort: health = 0 } = spec;
  const policies = ['Cluster', 'Local'];
  const field = 'spec.externalTrafficPolicy';
  if (!isExternallyAccessible(spec)) {
    if (external) errors.push(invalid(field, external, 'may only be set for externally-accessible services'));
  } else if (!external) errors.push(required(field));
  else if (!policies.includes(external)) errors.push(notSupported(field, external, policies));
  if (!needsHealthCheck(spec)) {
    if (health !== 0) {
      const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
      errors.push(invalid('spec.healthCheckNodePort', health, detail));
    }
  } else errors.push(...invalidEach('spec.healthCheckNodePort', health, health === 0 ? [] : portNumber(health)));
  if (!internal) {
    if (spec.type !== 'ExternalName') errors.push(required('spec.internalTrafficPolicy'));
  } else if (!policies.includes(internal)) errors.push(notSupported('spec.internalTrafficPolicy', internal, policies));
  const distribution = spec.trafficDistribution;
  const distributions = ['PreferClose', 'PreferSameNode', 'PreferSameZone'];
  if (distribution !== undefined && !distributions.includes(distribution)) {
    errors.push(notSupported('spec.trafficDistribution', distribution, distributions));
  }
  return errors;
}

function validateExternalName(spec: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  const forbid = (field: string): void =>
    void errors.push(forbidden(field, 'may not be set for ExternalName services'));
  if (spec.clusterIPs?.length) forbid('spec.clusterIPs');
  if (spec.ipFamilies?.length) forbid('spec.ipFamilies');
  if (spec.ipFamilyPolicy) forbid('spec.ipFamilyPolicy');
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  errors.push(...(name ? invalidEach('spec.externalName', name, dnsSubdomain(name)) : [required('spec.externalName')]));
  return errors;
}

function validateByType(spec: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.type === 'LoadBalancer') {
    (spec.ports ?? []).forEach(({ port }, i) => {
      if (port !== KUBELET_PORT) return;
      const detail = `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`;
      errors.push(invalid(at('spec.ports', i), port, detail));
    });
  }
  if ((spec.type === 'LoadBalancer' || spec.type === 'NodePort') && isHeadless(spec)) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${spec.type} services`));
  }
  if (spec.type === 'ExternalName') errors.push(...validateExternalName(spec));
  return errors;
}

function validateDuplicates(spec: ServiceSpec): FieldError[] {
  const errors: FieldError[] = [];
  const ports = spec.ports ?? [];
  const seen = new Set<string>();
  ports.forEach(({ protocol = '', nodePort }, i) => {
    if (!nodePort) return;
    const key = `node ${protocol} ${nodePort}`;
    if (seen.has(key)) errors.push(duplicate(child(at('spec.ports', i), 'nodePort'), nodePort));
    seen.add(key);
  });
  ports.forEach(({ protocol = '', port = 0 }, i) => {
    const key = `${protocol} ${port}`;
    if (seen.has(key)) {
      const asGo = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
      errors.push(duplicate(at('spec.ports', i), asGo));
    }
    seen.add(key);
  });
  return errors;
}

/** pkg/apis/core/validation: ValidateService. */
export function validateService({ spec = {} }: ServiceObject): readonly FieldError[] {
  const errors: FieldError[] = [];
  const ports = spec.ports ?? [];
  if (!ports.length && !isHeadless(spec) && spec.type !== 'ExternalName') errors.push(required('spec.ports'));
  errors.push(...validateByType(spec));
  const names = new Set<string>();
  ports.forEach((port, i) => errors.push(...validatePort(port, ports.length > 1, names, at('spec.ports', i))));
  errors.push(...validateLabels(spec.selector as Record<string, string> | undefined, 'spec.selector'));
  errors.push(...validateAffinity(spec), ...validateClusterIps(spec));
  (spec.externalIPs ?? []).forEach((ip, i) => {
    const field = at('spec.externalIPs', i);
    const messages = legacyIp(field, ip);
    errors.push(...(messages.length ? messages : nonSpecialIp(field, ip)));
  });
  if (!spec.type) errors.push(required('spec.type'));
  else if (!TYPES.includes(spec.type)) errors.push(notSupported('spec.type', spec.type, TYPES));
  if (spec.type === 'ClusterIP') {
    ports.forEach(({ nodePort }, i) => {
      if (!nodePort) return;
      errors.push(forbidden(child(at('spec.ports', i), 'nodePort'), "may not be used when `type` is 'ClusterIP'"));
    });
  }
  errors.push(...validateDuplicates(spec));
  const onlyBalancer = "may only be used when `type` is 'LoadBalancer'";
  const balancer = spec.type === 'LoadBalancer';
  const ranges = spec.loadBalancerSourceRanges ?? [];
  if (ranges.length && !balancer) errors.push(forbidden('spec.LoadBalancerSourceRanges', onlyBalancer));
  ranges.forEach((range, i) => errors.push(...legacyCidr(at('spec.LoadBalancerSourceRanges', i), range.trim())));
  if (spec.allocateLoadBalancerNodePorts !== undefined && !balancer) {
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', onlyBalancer));
  }
  const lbClass = spec.loadBalancerClass;
  if (lbClass !== undefined) {
    if (balancer) errors.push(...invalidEach('spec.loadBalancerClass', lbClass, labelKey(lbClass)));
    else errors.push(forbidden('spec.loadBalancerClass', onlyBalancer));
  }
  return [...errors, ...validateTraffic(spec)];
}

const UNCHANGED = 'may not change once set';

/** What of the addresses may change: validateUpgradeDowngradeClusterIPs and …IPFamilies. */
function validateAddressChange(next: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (next.type === 'ExternalName' || old.type === 'ExternalName') return [];
  const [headless, wasHeadless] = [isHeadless(next), isHeadless(old)];
  const [ips, oldIps] = [next.clusterIPs ?? [], old.clusterIPs ?? []];
  const [families, oldFamilies] = [next.ipFamilies ?? [], old.ipFamilies ?? []];
  const single = next.ipFamilyPolicy === 'SingleStack';
  const errors: FieldError[] = [];
  const change = (list: readonly string[], field: string, i = 0): void =>
    void errors.push(invalid(at(`spec.${field}`, i), list, UNCHANGED));
  const release = (what: string): void => {
    const detail = `must be set to 'SingleStack' when releasing the secondary ${what}`;
    errors.push(invalid('spec.ipFamilyPolicy', next.ipFamilyPolicy, detail));
  };
  if (!(headless && wasHeadless)) {
    if (oldIps.length === ips.length) oldIps.forEach((ip, i) => ip !== ips[i] && change(ips, 'clusterIPs', i));
    else if (oldIps.length > ips.length) {
      if (!ips.length) errors.push(invalid('spec.clusterIPs[0]', ips, 'primary clusterIP can not be unset'));
      if (ips.length && ips[0] !== oldIps[0]) change(ips, 'clusterIPs');
      if (ips.length === 1 && !single) release('clusterIP');
    } else if (oldIps.length && ips[0] !== oldIps[0]) change(ips, 'clusterIPs');
  }
  if (headless || wasHeadless) return errors;
  if (oldFamilies.length === families.length) {
    oldFamilies.forEach((family, i) => family !== families[i] && change(families, 'ipFamilies'));
  } else if (oldFamilies.length > families.length) {
    if (!ips.length) errors.push(invalid('spec.ipFamilies[0]', families, 'primary ipFamily can not be unset'));
    if (families.length && families[0] !== oldFamilies[0]) change(ips, 'ipFamilies');
    if (families.length === 1 && !single) release('ipFamily');
  } else if (oldFamilies.length && families.length && families[0] !== oldFamilies[0]) change(ips, 'ipFamilies');
  return errors;
}

/** pkg/apis/core/validation: ValidateServiceUpdate. */
export function validateServiceUpdate(next: ServiceObject, old: ServiceObject): readonly FieldError[] {
  const [spec, before] = [next.spec ?? {}, old.spec ?? {}];
  const errors = validateAddressChange(spec, before);
  if (
    spec.type === 'LoadBalancer' &&
    before.type === 'LoadBalancer' &&
    spec.loadBalancerClass !== before.loadBalancerClass
  ) {
    errors.push(invalid('spec.loadBalancerClass', spec.loadBalancerClass, UNCHANGED));
  }
  if (needsHealthCheck(before) && needsHealthCheck(spec) && before.healthCheckNodePort !== spec.healthCheckNodePort) {
    errors.push(forbidden('spec.healthCheckNodePort', 'field is immutable'));
  }
  return [...errors, ...validateService(next)];
}

/** pkg/apis/core/validation: ValidateLoadBalancerStatus. */
export function validateServiceStatus({ spec, status }: ServiceObject): readonly FieldError[] {
  const ingress = status?.loadBalancer?.ingress ?? [];
  const path = 'status.loadBalancer.ingress';
  if (spec?.type !== 'LoadBalancer' && ingress.length) {
    return [forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'")];
  }
  return ingress.flatMap(({ ip, hostname, ipMode }, i) => {
    const here = at(path, i);
    const errors = ip ? [...legacyIp(child(here, 'ip'), ip)] : [];
    const modes = ['Proxy', 'VIP'];
    if (ipMode === undefined && ip) errors.push(required(child(here, 'ipMode'), 'must be specified when `ip` is set'));
    else if (ipMode !== undefined && !ip) {
      errors.push(forbidden(child(here, 'ipMode'), 'may not be specified when `ip` is not set'));
    } else if (ipMode !== undefined && !modes.includes(ipMode)) {
      errors.push(notSupported(child(here, 'ipMode'), ipMode, modes));
    }
    if (!hostname) return errors;
    errors.push(...invalidEach(child(here, 'hostname'), hostname, dnsSubdomain(hostname)));
    if (ipFamily(hostname)) {
      errors.push(invalid(child(here, 'hostname'), hostname, 'must be a DNS name, not an IP address'));
    }
    return errors;
  });
}
