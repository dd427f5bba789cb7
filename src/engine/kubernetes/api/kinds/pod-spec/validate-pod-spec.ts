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
import { legacyIp } from '../../validation/ip';
import { validateAnnotations, validateLabels } from '../../validation/metadata';
import { dnsLabel, dnsSubdomain, inclusiveRange, labelKey } from '../../validation/names';
import type { PodSpec, PodTemplateSpec } from './types';
import {
  type PodScope,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from './validate-container';
import { validateResourceRequirements } from './validate-resources';
import { validateAffinity, validateTolerations, validateTopologySpread } from './validate-scheduling';
import { validateHostUsers, validatePodSecurityContext } from './validate-security';
import { validateVolumes } from './validate-volumes';

const MAX_INT32 = 2 ** 31 - 1;
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

function oneOf(value: string | undefined, allowed: readonly string[], path: string): FieldError[] {
  if (!value) return [required(path)];
  return allowed.includes(value) ? [] : [notSupported(path, value, allowed)];
}

function validateDns(spec: PodSpec, path: string): FieldError[] {
  const config = spec.dnsConfig;
  const { nameservers = [], searches = [], options = [] } = config ?? {};
  if (spec.dnsPolicy === 'None') {
    if (!config) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (!nameservers.length) {
      const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return [required(child(path, 'nameservers'), detail)];
    }
  }
  const errors: FieldError[] = [];
  if (nameservers.length > 3) {
    errors.push(invalid(child(path, 'nameservers'), nameservers, 'must not have more than 3 nameservers'));
  }
  nameservers.forEach((server, i) => errors.push(...legacyIp(at(child(path, 'nameservers'), i), server)));
  if (searches.length > 32) {
    errors.push(invalid(child(path, 'searches'), searches, 'must not have more than 32 search paths'));
  }
  if (searches.join(' ').length > 2048) {
    const detail = 'must not have more than 2048 characters (including spaces) in the search list';
    errors.push(invalid(child(path, 'searches'), searches, detail));
  }
  searches.forEach((search, i) => {
    const name = search.replace(/\.$/, '');
    if (search !== '.') errors.push(...invalidEach(at(child(path, 'searches'), i), name, dnsSubdomain(name)));
  });
  options.forEach(({ name }, i) => {
    if (!name) errors.push(required(at(child(path, 'options'), i), 'must not be empty'));
  });
  return errors;
}

function validateHostPorts(spec: PodSpec, path: string, isPod: boolean): FieldError[] {
  if (!spec.hostNetwork) return [];
  return (spec.containers ?? []).flatMap((container, i) =>
    (container.ports ?? []).flatMap(({ hostPort = 0, containerPort = 0 }, j) => {
      if (hostPort === containerPort || (!isPod && hostPort === 0)) return [];
      const field = `${at(child(path, 'containers'), i)}.${at('ports', j)}.hostPort`;
      return [invalid(field, hostPort, 'must match `containerPort` when `hostNetwork` is true')];
    }),
  );
}

function validateGates(spec: PodSpec, path: string): FieldError[] {
  const seen = new Set<string>();
  return (spec.schedulingGates ?? []).flatMap(({ name = '' }, i) => {
    const errors = invalidEach(at(path, i), name, labelKey(name));
    if (seen.has(name)) errors.push(duplicate(at(path, i), name));
    seen.add(name);
    return errors;
  });
}

/** pkg/apis/core/validation: ValidatePodSpec. `podName` is that of a real Pod; none stands for a template. */
export function validatePodSpec(spec: PodSpec, path: string, podName?: string): FieldError[] {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
  const { errors: volumeErrors, sources } = validateVolumes(spec.volumes ?? [], podName, child(path, 'volumes'));
  const scope: PodScope = {
    volumes: sources,
    claimNames: (spec.resourceClaims ?? []).map(({ name }) => name ?? '').filter((name) => name !== ''),
    gracePeriod: spec.terminationGracePeriodSeconds ?? 0,
    restartPolicy: spec.restartPolicy ?? '',
    hostUsers: spec.hostUsers !== false,
  };
  const errors = [...volumeErrors];
  if (spec.resources) errors.push(...validateResourceRequirements(spec.resources, [], child(path, 'resources')));
  errors.push(...validateContainers(containers, scope, child(path, 'containers')));
  errors.push(...validateInitContainers(initContainers, containers, scope, child(path, 'initContainers')));
  const others = [...containers, ...initContainers];
  errors.push(...validateEphemeralContainers(ephemeralContainers, others, scope, child(path, 'ephemeralContainers')));
  errors.push(...validateHostPorts(spec, path, podName !== undefined));
  errors.push(...oneOf(spec.restartPolicy, RESTART_POLICIES, child(path, 'restartPolicy')));
  errors.push(...oneOf(spec.dnsPolicy, DNS_POLICIES, child(path, 'dnsPolicy')));
  errors.push(...validateLabels(spec.nodeSelector as Record<string, string> | undefined, child(path, 'nodeSelector')));
  errors.push(...validatePodSecurityContext(spec, child(path, 'securityContext')));
  if (spec.affinity) errors.push(...validateAffinity(spec.affinity, child(path, 'affinity')));
  errors.push(...validateDns(spec, child(path, 'dnsConfig')));
  (spec.readinessGates ?? []).forEach(({ conditionType = '' }, i) => {
    const field = child(at(child(path, 'readinessGates'), i), 'conditionType');
    errors.push(...invalidEach(field, conditionType, labelKey(conditionType)));
  });
  errors.push(...validateGates(spec, child(path, 'schedulingGates')));
  errors.push(
    ...validateTopologySpread(spec.topologySpreadConstraints ?? [], child(path, 'topologySpreadConstraints')),
  );
  errors.push(...validateHostUsers(spec, path));
  for (const [field, rule] of [
    ['serviceAccountName', dnsSubdomain],
    ['nodeName', dnsSubdomain],
  ] as const) {
    const value = spec[field];
    if (value) errors.push(...invalidEach(child(path, field), value, rule(value)));
  }
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > MAX_INT32)) {
    errors.push(invalid(child(path, 'activeDeadlineSeconds'), deadline, inclusiveRange(1, MAX_INT32)));
  }
  for (const field of ['hostname', 'subdomain'] as const) {
    const value = spec[field];
    if (value) errors.push(...invalidEach(child(path, field), value, dnsLabel(value)));
  }
  errors.push(...validateTolerations(spec.tolerations ?? [], child(path, 'tolerations')));
  (spec.hostAliases ?? []).forEach(({ ip = '', hostnames = [] }, i) => {
    const here = at(child(path, 'hostAliases'), i);
    errors.push(...legacyIp(child(here, 'ip'), ip));
    hostnames.forEach((name, j) =>
      errors.push(...invalidEach(at(child(here, 'hostnames'), j), name, dnsSubdomain(name))),
    );
  });
  for (const field of ['priorityClassName', 'runtimeClassName'] as const) {
    const value = spec[field];
    if (value) errors.push(...invalidEach(child(path, field), value, dnsSubdomain(value)));
  }
  const preemption: string | undefined = spec.preemptionPolicy;
  if (preemption !== undefined) {
    errors.push(...oneOf(preemption, ['PreemptLowerPriority', 'Never'], child(path, 'preemptionPolicy')));
  }
  if (spec.overhead) {
    errors.push(...validateResourceRequirements({ limits: spec.overhead }, [], child(path, 'overhead')));
  }
  const os: string | undefined = spec.os?.name;
  if (spec.os && !os) errors.push(required(child(child(path, 'os'), 'name'), 'cannot be empty'));
  else if (os !== undefined && !['linux', 'windows'].includes(os)) {
    errors.push(notSupported(child(path, 'os'), os, ['linux', 'windows']));
  }
  return errors;
}

/** pkg/apis/core/validation: ValidatePodTemplateSpec. Labels stand beside `metadata` in its messages, as the real server has it. */
export function validatePodTemplate(template: PodTemplateSpec, path: string): FieldError[] {
  const { labels, annotations } = (template.metadata ?? {}) as {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  const errors = [
    ...validateLabels(labels, child(path, 'labels')),
    ...validateAnnotations(annotations, child(path, 'annotations')),
    ...validatePodSpec(template.spec ?? {}, child(path, 'spec')),
  ];
  if (template.spec?.ephemeralContainers?.length) {
    const detail = 'ephemeral containers not allowed in pod template';
    errors.push(forbidden(child(child(path, 'spec'), 'ephemeralContainers'), detail));
  }
  return errors;
}
