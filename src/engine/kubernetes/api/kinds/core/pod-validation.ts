import type { FieldError } from '../../field-error';
import { at, child, forbidden, invalid, invalidEach, required } from '../../validation/field-errors';
import { sortedEntries } from '../../validation/metadata';
import { dnsSubdomain, inclusiveRange } from '../../validation/names';
import type { Container, PodSpec } from '../pod-spec/types';
import { imagePadding } from '../pod-spec/validate-container';
import { validatePodSpec } from '../pod-spec/validate-pod-spec';
import { validateTolerations } from '../pod-spec/validate-scheduling';
import { semanticEqual } from '../semantic-equal';
import type { PodObject } from './pod';
import { goDiff } from './pod-diff';

const MAX_INT32 = 2 ** 31 - 1;
const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** pkg/apis/core/validation: ValidatePodSpecificAnnotations. */
function validatePodAnnotations(
  annotations: Readonly<Record<string, string | undefined>> | undefined,
  spec: PodSpec,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const mirror = annotations?.[MIRROR];
  if (mirror !== undefined && !spec.nodeName) {
    errors.push(invalid(at(path, MIRROR), mirror, 'must set spec.nodeName if mirror pod annotation is set'));
  }
  const cost = annotations?.[DELETION_COST];
  if (cost !== undefined && !/^(0|-?[1-9][0-9]{0,9})$/.test(cost)) {
    errors.push(invalid(at(path, DELETION_COST), cost, 'must be a 32bit integer'));
  }
  return errors;
}

function validateSpecAndAnnotations(pod: PodObject): FieldError[] {
  const spec = pod.spec ?? {};
  const errors = validatePodAnnotations(pod.metadata.annotations, spec, 'metadata.annotations');
  errors.push(...validatePodSpec(spec, 'spec', pod.metadata.name ?? ''));
  if (!spec.serviceAccountName) {
    (spec.volumes ?? []).forEach((volume, i) =>
      (volume.projected?.sources ?? []).forEach((source, j) => {
        if (!source.serviceAccountToken) return;
        const field = `${at('spec.volumes', i)}.projected.${at('sources', j)}.serviceAccountToken`;
        errors.push(forbidden(field, 'must not be specified when serviceAccountName is not set'));
      }),
    );
  }
  (spec.containers ?? []).forEach((one, i) => errors.push(...imagePadding(one, at('spec.containers', i))));
  (spec.initContainers ?? []).forEach((one, i) => errors.push(...imagePadding(one, at('spec.initContainers', i))));
  return errors;
}

/** pkg/apis/core/validation: ValidatePodCreate. */
export function validatePod(pod: PodObject): readonly FieldError[] {
  const errors = validateSpecAndAnnotations(pod);
  if (pod.spec?.ephemeralContainers?.length) {
    errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  }
  if (pod.spec?.nodeName && pod.spec.schedulingGates?.length) {
    errors.push(forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  return errors;
}

function validateContainerUpdates(
  next: readonly Container[],
  old: readonly Container[],
  path: string,
): { readonly errors: readonly FieldError[]; readonly stop: boolean } {
  if (next.length !== old.length) {
    return { errors: [forbidden(path, 'pod updates may not add or remove containers')], stop: true };
  }
  const errors = next.flatMap((container, i) => [
    ...(container.image ? [] : [required(child(at(path, i), 'image'))]),
    ...imagePadding(container, at(path, i)),
  ]);
  return { errors, stop: false };
}

function validateAnnotationUpdates(next: PodObject, old: PodObject): FieldError[] {
  const errors: FieldError[] = [];
  const [before, after] = [old.metadata.annotations ?? {}, next.metadata.annotations ?? {}];
  const field = at('metadata.annotations', MIRROR);
  if (before[MIRROR] !== undefined && before[MIRROR] !== after[MIRROR]) {
    errors.push(forbidden(field, 'may not remove or update mirror pod annotation'));
  } else if (before[MIRROR] === undefined && after[MIRROR] !== undefined) {
    errors.push(forbidden(field, 'may not add mirror pod annotation'));
  }
  return [...errors, ...validatePodAnnotations(after, next.spec ?? {}, 'metadata.annotations')];
}

const UPDATABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

/** pkg/apis/core/validation: ValidatePodUpdate. */
export function validatePodUpdate(next: PodObject, old: PodObject): readonly FieldError[] {
  const errors = [...validateSpecAndAnnotations(next), ...validateAnnotationUpdates(next, old)];
  const [spec, before] = [next.spec ?? {}, old.spec ?? {}];
  for (const field of ['containers', 'initContainers'] as const) {
    const result = validateContainerUpdates(spec[field] ?? [], before[field] ?? [], child('spec', field));
    errors.push(...result.errors);
    if (result.stop) return errors;
  }
  const deadline = spec.activeDeadlineSeconds;
  const oldDeadline = before.activeDeadlineSeconds;
  if (deadline !== undefined) {
    const field = 'spec.activeDeadlineSeconds';
    if (deadline < 0 || deadline > MAX_INT32)
      return [...errors, invalid(field, deadline, inclusiveRange(0, MAX_INT32))];
    if (oldDeadline !== undefined && oldDeadline < deadline) {
      return [...errors, invalid(field, deadline, 'must be less than or equal to previous value')];
    }
  } else if (oldDeadline !== undefined) {
    errors.push(
      invalid('spec.activeDeadlineSeconds', undefined, 'must not update from a positive integer to nil value'),
    );
  }
  errors.push(...validateAddedTolerations(spec, before), ...validateDeletedGates(spec, before));
  if (semanticEqual(spec, before)) return errors;
  const munged = munge(spec, before, errors);
  if (semanticEqual(munged, before)) return errors;
  const diff = goDiff('core.PodSpec', before, munged);
  return [...errors, forbidden('spec', `pod updates may not change fields other than ${UPDATABLE}\n${diff}`)];
}

function validateAddedTolerations(spec: PodSpec, before: PodSpec): FieldError[] {
  const added = spec.tolerations ?? [];
  const kept = (before.tolerations ?? []).every((old) =>
    added.some((one) => semanticEqual({ ...old, tolerationSeconds: one.tolerationSeconds }, one)),
  );
  return kept
    ? validateTolerations(added, 'spec.tolerations')
    : [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
}

function validateDeletedGates(spec: PodSpec, before: PodSpec): FieldError[] {
  const known = new Set((before.schedulingGates ?? []).map(({ name }) => name));
  return (spec.schedulingGates ?? []).flatMap(({ name = '' }, i) =>
    known.has(name)
      ? []
      : [
          forbidden(
            child(at('spec.schedulingGates', i), 'name'),
            `only deletion is allowed, but found new scheduling gate '${name}'`,
          ),
        ],
  );
}

/** The new spec with what may be changed put back to what it was. */
function munge(spec: PodSpec, before: PodSpec, errors: FieldError[]): PodSpec {
  const images = (
    list: readonly Container[] | undefined,
    old: readonly Container[] | undefined,
  ): readonly Container[] | undefined => list?.map((container, i) => ({ ...container, image: old?.[i]?.image }));
  let munged: PodSpec = {
    ...spec,
    containers: images(spec.containers, before.containers),
    initContainers: images(spec.initContainers, before.initContainers),
    activeDeadlineSeconds: before.activeDeadlineSeconds,
    schedulingGates: before.schedulingGates,
    tolerations: before.tolerations,
  };
  if ((before.terminationGracePeriodSeconds ?? 0) < 0 && munged.terminationGracePeriodSeconds === 1) {
    munged = { ...munged, terminationGracePeriodSeconds: before.terminationGracePeriodSeconds };
  }
  if (before.schedulingGates?.length) {
    const kept = sortedEntries(before.nodeSelector).every(([key, value]) => spec.nodeSelector?.[key] === value);
    if (!kept) {
      const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
      errors.push(invalid('spec.nodeSelector', spec.nodeSelector, detail));
    }
    munged = { ...munged, nodeSelector: before.nodeSelector, affinity: before.affinity };
  }
  return munged;
}

type Statuses = NonNullable<NonNullable<PodObject['status']>['containerStatuses']>;

function validateTransition(
  next: Statuses,
  old: Statuses,
  path: string,
  restarts: (name: string, exitCode: number) => boolean,
): FieldError[] {
  return old.flatMap((status, i) => {
    const ended = status.state?.terminated;
    if (!ended || restarts(status.name ?? '', ended.exitCode ?? 0)) return [];
    const now = next.find(({ name }) => name === status.name);
    if (!now || now.state?.terminated) return [];
    return [forbidden(child(at(path, i), 'state'), 'may not be transitioned to non-terminated state')];
  });
}

/** pkg/apis/core/validation: ValidatePodStatusUpdate. */
export function validatePodStatusUpdate(next: PodObject, old: PodObject): readonly FieldError[] {
  const errors = validateAnnotationUpdates(next, old);
  const [status, before] = [next.status ?? {}, old.status ?? {}];
  if (next.spec?.nodeName !== old.spec?.nodeName) {
    errors.push(forbidden('status.nodeName', 'may not be changed directly'));
  }
  const nominated = status.nominatedNodeName;
  if (nominated && nominated !== before.nominatedNodeName) {
    errors.push(...invalidEach('status.nominatedNodeName', nominated, dnsSubdomain(nominated)));
  }
  const policy = old.spec?.restartPolicy;
  if (policy === 'Always') return errors;
  const sidecars = new Set(
    (old.spec?.initContainers ?? []).filter((c) => c.restartPolicy === 'Always').map(({ name }) => name),
  );
  const again = (_name: string, exitCode: number): boolean => exitCode !== 0 && policy === 'OnFailure';
  errors.push(
    ...validateTransition(
      status.containerStatuses ?? [],
      before.containerStatuses ?? [],
      'status.containerStatuses',
      again,
    ),
    ...validateTransition(
      status.initContainerStatuses ?? [],
      before.initContainerStatuses ?? [],
      'status.initContainerStatuses',
      (name, exitCode) => again(name, exitCode) || sidecars.has(name),
    ),
  );
  return errors;
}
