import type { Container, PodSpec } from '../../kinds/pod-spec/types';
import { badSeccomp, isSeccomp, procMountViolation } from './baseline';
import type { Check } from './checks';
import { allContainers, containersText, hasOwnUsers, namesWhere, plural, quoted, settersText, sorted } from './words';

/** What the restricted level forbids beyond the baseline (k8s.io/pod-security-admission/policy, v0.35). */

const VOLUMES: ReadonlySet<string> = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

const isWindows = ({ os }: PodSpec): boolean => os?.name === 'windows';

const allowPrivilegeEscalation: Check = (spec) => {
  if (isWindows(spec)) return undefined;
  const names = namesWhere(spec, ({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false);
  if (names.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${containersText(names)} must set securityContext.allowPrivilegeEscalation=false`,
  };
};

const capabilities: Check = (spec) => {
  if (isWindows(spec)) return undefined;
  const keeping = namesWhere(spec, ({ securityContext }) => !securityContext?.capabilities?.drop?.includes('ALL'));
  const extra = ({ securityContext }: Container): readonly string[] =>
    (securityContext?.capabilities?.add ?? []).filter((one) => one !== 'NET_BIND_SERVICE');
  const adding = namesWhere(spec, (container) => extra(container).length > 0);
  const details = [
    ...(keeping.length > 0 ? [`${containersText(keeping)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...(adding.length > 0
      ? [
          `${containersText(adding)} must not include ${quoted(sorted(allContainers(spec).flatMap(extra)))} in securityContext.capabilities.add`,
        ]
      : []),
  ];
  return details.length > 0 ? { reason: 'unrestricted capabilities', detail: details.join('; ') } : undefined;
};

const restrictedVolumes: Check = ({ volumes = [] }) => {
  const kindOf = (volume: object): string => Object.keys(volume).find((key) => key !== 'name') ?? 'unknown';
  const bad = volumes.filter((volume) => !VOLUMES.has(kindOf(volume)));
  if (bad.length === 0) return undefined;
  const kinds = sorted(bad.map(kindOf));
  const names = bad.map(({ name = '' }) => name);
  return {
    reason: 'restricted volume types',
    detail: `${plural('volume', 'volumes', names.length)} ${quoted(names)} ${plural('uses', 'use', names.length)} ${plural('restricted volume type', 'restricted volume types', kinds.length)} ${quoted(kinds)}`,
  };
};

const runAsNonRoot: Check = (spec) => {
  if (hasOwnUsers(spec)) return undefined;
  const ofPod = spec.securityContext?.runAsNonRoot;
  const explicit = namesWhere(spec, ({ securityContext }) => securityContext?.runAsNonRoot === false);
  const reason = 'runAsNonRoot != true';
  if (ofPod === false || explicit.length > 0) {
    return {
      reason,
      detail: `${settersText(ofPod === false, explicit)} must not set securityContext.runAsNonRoot=false`,
    };
  }
  const implicit =
    ofPod === true ? [] : namesWhere(spec, ({ securityContext }) => securityContext?.runAsNonRoot === undefined);
  if (implicit.length === 0) return undefined;
  return { reason, detail: `pod or ${containersText(implicit)} must set securityContext.runAsNonRoot=true` };
};

const runAsUser: Check = (spec) => {
  if (hasOwnUsers(spec)) return undefined;
  const ofPod = spec.securityContext?.runAsUser === 0;
  const names = namesWhere(spec, ({ securityContext }) => securityContext?.runAsUser === 0);
  if (!ofPod && names.length === 0) return undefined;
  return { reason: 'runAsUser=0', detail: `${settersText(ofPod, names)} must not set runAsUser=0` };
};

const seccompProfile: Check = (spec) => {
  if (isWindows(spec)) return undefined;
  const bad = badSeccomp(spec);
  if (bad || isSeccomp(spec.securityContext?.seccompProfile?.type)) return bad;
  const names = namesWhere(spec, ({ securityContext }) => securityContext?.seccompProfile === undefined);
  if (names.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `pod or ${containersText(names)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
  };
};

/** By the names of the checks. */
export const RESTRICTED: readonly Check[] = [
  allowPrivilegeEscalation,
  capabilities,
  (spec) => procMountViolation(spec),
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfile,
];
