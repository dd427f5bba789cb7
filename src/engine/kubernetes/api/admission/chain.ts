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
import { podSecurity } from './pod-security/plugin';
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

/** In the order of kube-apiserver's default plugins (pkg/kubeapiserver/options/plugins.go AllOrderedPlugins). */
const PLUGINS: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  nodeRestriction,
  nodeTaint,
  podSecurity,
  priority,
  defaultTolerations,
  defaultStorageClass,
  certificates,
  defaultIngressClass,
  establishDefinition,
  validatingWebhooks,
  resourceQuota,
];

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
  for (const plugin of PLUGINS) {
    const object = plugin(caller, asked);
    if (object !== asked.object) asked = { ...asked, object };
  }
  return asked.object;
}
