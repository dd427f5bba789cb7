import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import type { ResourceType } from '../resource-type';
import { establishDefinition } from '../crd/establish';
import { certificates } from './certificates';
import { defaultIngressClass } from './default-ingress-class';
import { defaultStorageClass } from './default-storage-class';
import { defaultTolerations } from './default-tolerations';
import { limitRanger } from './limit-ranger';
import { namespaceLifecycle } from './namespace-lifecycle';
import { nodeRestriction } from './node-restriction';
import { nodeTaint } from './node-taint';
import { JUDGED, podSecurity } from './pod-security/plugin';
import { priority } from './priority';
import { resourceQuota } from './resource-quota';
import { serviceAccount } from './service-account';
import { validatingWebhooks } from './webhooks';

/** What an admission plugin is asked about. */
export interface AdmissionRequest {
  readonly type: ResourceType;
  readonly namespace: string;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly object: KubeObject;
  readonly old: KubeObject | undefined;
  readonly subresource?: string;
  /** The second round, when the object is complete: nothing may be changed any more. */
  readonly validating?: true;
}

/** A plugin answers the object, changed or not, or throws ApiError. */
export type AdmissionPlugin = (caller: Caller, request: AdmissionRequest) => KubeObject;

interface Listed {
  readonly run: AdmissionPlugin;
  /** The plurals that it has something to say about; undefined: all. */
  readonly of?: readonly string[];
}

/** In the order of kube-apiserver's default plugins (pkg/kubeapiserver/options/plugins.go AllOrderedPlugins): those that may change an object. */
const MUTATING: readonly Listed[] = [
  { run: namespaceLifecycle },
  { run: limitRanger, of: ['pods', 'persistentvolumeclaims'] },
  { run: serviceAccount, of: ['pods'] },
  { run: nodeRestriction },
  { run: nodeTaint, of: ['nodes'] },
  { run: priority, of: ['pods'] },
  { run: defaultTolerations, of: ['pods'] },
  { run: defaultStorageClass, of: ['persistentvolumeclaims'] },
  { run: certificates, of: ['certificatesigningrequests'] },
  { run: defaultIngressClass, of: ['ingresses'] },
];

/** The same for the second round, when the object is complete. */
const VALIDATING: readonly Listed[] = [
  { run: limitRanger, of: ['pods', 'persistentvolumeclaims'] },
  { run: podSecurity, of: JUDGED },
  { run: establishDefinition, of: ['customresourcedefinitions'] },
  { run: validatingWebhooks },
  { run: resourceQuota },
];

type Rounds = readonly [first: readonly AdmissionPlugin[], second: readonly AdmissionPlugin[]];

/** By plural: asking every plugin about every event would cost more than writing it. */
const BY_PLURAL: ReadonlyMap<string, Rounds> = new Map(
  [...MUTATING, ...VALIDATING].flatMap(({ of = [] }) => of).map((plural) => [plural, roundsOf(plural)]),
);
const OF_OTHERS = roundsOf('');

function roundsOf(plural: string): Rounds {
  const asked = (list: readonly Listed[]): readonly AdmissionPlugin[] =>
    list.filter(({ of }) => !of || of.includes(plural)).map(({ run }) => run);
  return [asked(MUTATING), asked(VALIDATING)];
}

/** Whether a Pod is being made, and may still be changed. */
export function isPodCreation({ type, operation, subresource, validating }: AdmissionRequest): boolean {
  return (
    operation === 'CREATE' && type.plural === 'pods' && type.group === '' && subresource === undefined && !validating
  );
}

/** `spec` of an object. */
export function specOf(object: KubeObject): JsonObject {
  return (object as KubeObject & { readonly spec?: JsonObject }).spec ?? {};
}

/** Runs the admission plugins; answers the object as they leave it. */
export function admit(caller: Caller, request: AdmissionRequest): KubeObject {
  let asked = request;
  const [first, second] = BY_PLURAL.get(request.type.plural) ?? OF_OTHERS;
  for (const plugin of request.validating ? second : first) {
    const object = plugin(caller, asked);
    if (object !== asked.object) asked = { ...asked, object };
  }
  return asked.object;
}
