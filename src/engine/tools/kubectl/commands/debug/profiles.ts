import { CommandError } from '../../errors/errors';
import { isMap, listAt, mapAt, textAt, withAt, type ApiObject, type Json, type JsonMap } from '../../json/types';

/** In which way something is debugged (pkg/cmd/debug/profiles.go). */
export type DebugStyle = 'ephemeral' | 'copy' | 'node';

/** What a copy keeps of the original Pod: --keep-…. */
export interface Kept {
  readonly labels: boolean;
  readonly annotations: boolean;
  readonly liveness: boolean;
  readonly readiness: boolean;
  readonly startup: boolean;
  readonly initContainers: boolean;
}

type Step = (pod: ApiObject, container: string, kept: Kept) => ApiObject;
type Profile = Readonly<Record<DebugStyle, readonly Step[]>>;

const FIELDS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** Changes the containers of this name. */
export function changeContainer(pod: ApiObject, name: string, change: (container: JsonMap) => JsonMap): ApiObject {
  let changed: Json = pod;
  for (const field of FIELDS) {
    const list = listAt(pod, 'spec', field);
    list.forEach((one, index) => {
      if (textAt(one, 'name') === name && isMap(one)) changed = withAt(changed, ['spec', field, index], change(one));
    });
  }
  return changed;
}

function spec(fields: JsonMap): Step {
  return (pod) => ({ ...pod, spec: { ...mapAt(pod, 'spec'), ...fields } });
}

function security(change: (context: JsonMap) => JsonMap): Step {
  return (pod, name) =>
    changeContainer(pod, name, (container) => ({
      ...container,
      securityContext: change(mapAt(container, 'securityContext')),
    }));
}

function capability(...names: readonly string[]): Step {
  return security((context) => {
    const capabilities = mapAt(context, 'capabilities');
    return { ...context, capabilities: { ...capabilities, add: [...listAt(capabilities, 'add'), ...names] } };
  });
}

const clearSecurity: Step = (pod, name) =>
  changeContainer(pod, name, (container) => withAt(container, ['securityContext'], undefined) as JsonMap);

const hostNamespaces = spec({ hostNetwork: true, hostPID: true, hostIPC: true });

const mountRoot: Step = (pod, name) => {
  const volume = { name: 'host-root', hostPath: { path: '/' } };
  const mounted = withAt(pod, ['spec', 'volumes'], [...listAt(pod, 'spec', 'volumes'), volume]) as ApiObject;
  return changeContainer(mounted, name, (container) => ({
    ...container,
    volumeMounts: [...listAt(container, 'volumeMounts'), { mountPath: '/host', name: 'host-root' }],
  }));
};

const dropWhatIsNotKept: Step = (pod, _name, kept) => {
  let changed: Json = pod;
  if (!kept.labels) changed = withAt(changed, ['metadata', 'labels'], undefined);
  if (!kept.annotations) changed = withAt(changed, ['metadata', 'annotations'], undefined);
  listAt(pod, 'spec', 'containers').forEach((_, index) => {
    for (const [probe, stays] of [
      ['livenessProbe', kept.liveness],
      ['readinessProbe', kept.readiness],
      ['startupProbe', kept.startup],
    ] as const)
      // prettier-ignore
      if (!stays) changed = withAt(changed, ['spec', 'containers', index, probe], undefined);
  });
  if (!kept.initContainers) changed = withAt(changed, ['spec', 'initContainers'], undefined);
  return changed as ApiObject;
};

const shareProcesses: Step = (pod, name, kept) =>
  mapAt(pod, 'spec').shareProcessNamespace === undefined ? spec({ shareProcessNamespace: true })(pod, name, kept) : pod;

const COPY: readonly Step[] = [dropWhatIsNotKept, shareProcesses];

const restricted: readonly Step[] = [
  clearSecurity,
  security((context) => ({ ...context, runAsNonRoot: true })),
  security((context) => ({ ...context, capabilities: { drop: ['ALL'] } })),
  security((context) => ({ ...context, allowPrivilegeEscalation: false })),
  security((context) => ({ ...context, seccompProfile: { type: 'RuntimeDefault' } })),
];
const netadmin = capability('NET_ADMIN', 'NET_RAW');
const privileged = security((context) => ({ ...context, privileged: true }));

const PROFILES: ReadonlyMap<string, Profile> = new Map<string, Profile>([
  [
    'legacy',
    {
      node: [mountRoot, hostNamespaces],
      copy: [(pod) => withAt(pod, ['metadata', 'labels'], undefined) as ApiObject],
      ephemeral: [],
    },
  ],
  [
    'general',
    {
      node: [mountRoot, clearSecurity, hostNamespaces],
      copy: [dropWhatIsNotKept, capability('SYS_PTRACE'), shareProcesses],
      ephemeral: [capability('SYS_PTRACE')],
    },
  ],
  ['baseline', { node: [clearSecurity], copy: [clearSecurity, ...COPY], ephemeral: [clearSecurity] }],
  ['restricted', { node: restricted, copy: [...restricted, ...COPY], ephemeral: restricted }],
  ['netadmin', { node: [netadmin, hostNamespaces], copy: [netadmin, ...COPY], ephemeral: [netadmin] }],
  ['sysadmin', { node: [privileged, hostNamespaces, mountRoot], copy: [privileged, ...COPY], ephemeral: [privileged] }],
]);

/** The profile of this name. Throws CommandError. */
export function profileNamed(name: string): Profile {
  const profile = PROFILES.get(name);
  if (profile) return profile;
  throw new CommandError(`unknown profile: ${name}`);
}

/** Makes a Pod and its debug container what the profile says. */
export function applyProfile(
  profile: Profile,
  style: DebugStyle,
  pod: ApiObject,
  container: string,
  kept: Kept,
): ApiObject {
  return profile[style].reduce((changed, step) => step(changed, container, kept), pod);
}
