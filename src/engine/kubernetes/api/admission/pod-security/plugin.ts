import { forbidden, invalid } from '../../api-error';
import { jsonEqual } from '../../json-equal';
import type { Container, PodSpec } from '../../kinds/pod-spec/types';
import type { JsonObject, KubeObject, ObjectMeta } from '../../object';
import type { Caller } from '../../operations/caller';
import { readObject, readObjects } from '../../store';
import type { AdmissionRequest } from '../chain';
import { reasonText, violationsOf, violationText } from './checks';
import { FREE, isFree, policyOf, stricter, type LevelVersion } from './levels';

/**
 * Pod Security admission: namespaces whose labels ask for it take no Pod that does too much, and warn of templates that would make one
 * (k8s.io/pod-security-admission/admission). What audit asks for would stand in an audit log, which a lab does not have.
 */
export function podSecurity(caller: Caller, request: AdmissionRequest): KubeObject {
  const { object, type, validating, operation } = request;
  if (!validating || operation === 'DELETE') return object;
  const name = type.group === '' ? type.plural : `${type.plural}.${type.group}`;
  if (name === 'namespaces') judgeNamespace(caller, request);
  else if (name === 'pods') judgePod(caller, request);
  else if (TEMPLATES.has(name) && request.subresource === undefined) judgeTemplate(caller, request, name);
  return object;
}

type PodObject = KubeObject & { readonly spec?: PodSpec };

/** Where objects have the Pod that they make. */
const TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map([
  ['podtemplates', ['template']],
  ['replicationcontrollers', ['spec', 'template']],
  ['replicasets.apps', ['spec', 'template']],
  ['deployments.apps', ['spec', 'template']],
  ['daemonsets.apps', ['spec', 'template']],
  ['statefulsets.apps', ['spec', 'template']],
  ['jobs.batch', ['spec', 'template']],
  ['cronjobs.batch', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** Plurals of the objects that it judges. */
export const JUDGED: readonly string[] = ['namespaces', 'pods', ...[...TEMPLATES.keys()].map((name) => name.split('.')[0] ?? '')]; // prettier-ignore

const IGNORED: ReadonlySet<string> = new Set(['binding', 'eviction', 'status', 'finalize']);

function policyIn({ world }: Caller, namespace: string) {
  return policyOf(readObject(world, 'namespaces', '', namespace)?.metadata.labels);
}

function judgePod(caller: Caller, request: AdmissionRequest): void {
  const { namespace, type, subresource } = request;
  if (subresource !== undefined && IGNORED.has(subresource)) return;
  const policy = policyIn(caller, namespace);
  if (!policy) return;
  const pod: PodObject = request.object;
  if (request.old && !isSignificant(pod, request.old)) return;
  const { spec = {}, metadata } = pod;
  const violations = violationsOf(policy.enforce, spec, metadata);
  if (violations.length > 0) {
    const cause = `violates PodSecurity "${levelText(policy.enforce)}": ${violationText(violations)}`;
    throw forbidden(type, metadata.name ?? '', cause);
  }
  warn(caller, policy.warn, spec, metadata);
}

function judgeTemplate(caller: Caller, { namespace, object }: AdmissionRequest, name: string): void {
  const policy = policyIn(caller, namespace);
  if (!policy || isFree(policy.warn)) return;
  let place: JsonObject | undefined = object as unknown as JsonObject;
  for (const step of TEMPLATES.get(name) ?? []) place = place?.[step] as JsonObject | undefined;
  if (!place) return;
  const { spec = {}, metadata = {} } = place as { readonly spec?: PodSpec; readonly metadata?: ObjectMeta };
  warn(caller, policy.warn, spec, metadata);
}

function warn({ warnings }: Caller, level: LevelVersion, spec: PodSpec, metadata: ObjectMeta): void {
  const violations = violationsOf(level, spec, metadata);
  if (violations.length > 0)
    warnings.push(`would violate PodSecurity "${levelText(level)}": ${violationText(violations)}`);
}

function levelText({ level, version }: LevelVersion): string {
  return `${level}:${version}`;
}

/** Only other images, or other containers, are looked at again. */
function isSignificant({ spec: next }: PodObject, { spec: old }: PodObject): boolean {
  const images = (containers: readonly Container[] = []): readonly string[] =>
    containers.map(({ image = '' }) => image);
  const listed = (spec: PodSpec | undefined) => [
    images(spec?.initContainers),
    images(spec?.containers),
    images(spec?.ephemeralContainers),
  ];
  return !jsonEqual(listed(next), listed(old));
}

function judgeNamespace(caller: Caller, { object, old, type, operation, subresource }: AdmissionRequest): void {
  if (subresource !== undefined) return;
  const policy = policyOf(object.metadata.labels);
  const before = policyOf(old?.metadata.labels);
  const { name = '' } = object.metadata;
  const errors = policy?.errors ?? [];
  if (errors.length > 0 && !jsonEqual(errors, before?.errors ?? [])) throw invalid(type, name, errors);
  if (!policy || operation !== 'UPDATE' || isFree(policy.enforce)) return;
  const last = before?.enforce ?? FREE;
  if (last.version === policy.enforce.version && !stricter(policy.enforce, last)) return;
  caller.warnings.push(...namespaceWarnings(caller, name, policy.enforce));
}

/** What runs already and would be refused now. */
function namespaceWarnings({ world }: Caller, namespace: string, enforce: LevelVersion): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const pod of readObjects(world, 'pods', namespace) as readonly PodObject[]) {
    const violations = violationsOf(enforce, pod.spec ?? {}, pod.metadata);
    if (violations.length === 0) continue;
    const reason = reasonText(violations);
    byReason.set(reason, [...(byReason.get(reason) ?? []), pod.metadata.name ?? '']);
  }
  if (byReason.size === 0) return [];
  const lines = [...byReason].map(([reason, names]) => {
    const [first = ''] = [...names].sort();
    const others = names.length - 1;
    const more = others === 0 ? '' : others === 1 ? ' (and 1 other pod)' : ` (and ${others} other pods)`;
    return `${first}${more}: ${reason}`;
  });
  const head = `existing pods in namespace "${namespace}" violate the new PodSecurity enforce level "${levelText(enforce)}"`;
  return [head, ...lines.sort()];
}
