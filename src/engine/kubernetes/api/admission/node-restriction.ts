import { forbidden, notFound } from '../api-error';
import { nodeOf } from '../auth/node-identity';
import { goQuote } from '../go-text';
import { jsonEqual } from '../json-equal';
import type { JsonObject, KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { readObject } from '../store';
import { specOf, type AdmissionRequest } from './chain';

/** A kubelet changes its own node, its own Pods and its own lease, and nothing else (plugin/pkg/admission/noderestriction). */
export function nodeRestriction(caller: Caller, request: AdmissionRequest): KubeObject {
  const node = nodeOf(caller.user);
  if (node === undefined || request.validating) return request.object;
  const cause = refusal(caller, request, node);
  if (cause === undefined) return request.object;
  throw forbidden(request.type, nameOf(request), cause);
}

function nameOf({ object, old }: AdmissionRequest): string {
  return (old ?? object).metadata.name ?? '';
}

function refusal(caller: Caller, request: AdmissionRequest, node: string): string | undefined {
  const { type, subresource, namespace } = request;
  switch (type.group === '' ? type.plural : `${type.plural}.${type.group}`) {
    case 'pods':
      return podRefusal(caller, request, node);
    case 'nodes':
      return nodeRefusal(request, node);
    case 'persistentvolumeclaims':
      return subresource === 'status' ? undefined : 'may only update PVC status';
    case 'leases.coordination.k8s.io':
      if (namespace !== 'kube-node-lease') return 'can only access leases in the "kube-node-lease" system namespace';
      return nameOf(request) === node
        ? undefined
        : 'can only access node lease with the same name as the requesting node';
    case 'csinodes.storage.k8s.io':
      return nameOf(request) === node ? undefined : 'can only access CSINode with the same name as the requesting node';
    default:
      return undefined;
  }
}

function podRefusal(caller: Caller, request: AdmissionRequest, node: string): string | undefined {
  const { operation, subresource, object, old } = request;
  const who = `node ${goQuote(node)}`;
  if (subresource === 'status') {
    if (!old || specOf(old).nodeName !== node)
      return `${who} can only update pod status for pods with spec.nodeName set to itself`;
    return jsonEqual(old.metadata.labels ?? {}, object.metadata.labels ?? {})
      ? undefined
      : `${who} cannot update labels through pod status`;
  }
  if (subresource !== undefined)
    return `unexpected pod subresource ${goQuote(subresource)}, only 'status' and 'eviction' are allowed`;
  switch (operation) {
    case 'CREATE':
      return mirrorRefusal(caller, object, node, who);
    case 'DELETE':
      return old && specOf(old).nodeName === node
        ? undefined
        : `${who} can only delete pods with spec.nodeName set to itself`;
    case 'UPDATE':
      return `unexpected operation "UPDATE", ${who} can only create and delete mirror pods`;
  }
}

const MIRROR = 'kubernetes.io/config.mirror';

function mirrorRefusal(
  { world }: Caller,
  { metadata, ...rest }: KubeObject,
  node: string,
  who: string,
): string | undefined {
  const spec = specOf({ metadata, ...rest });
  if (metadata.annotations?.[MIRROR] === undefined)
    return `pod does not have ${goQuote(MIRROR)} annotation, ${who} can only create mirror pods`;
  if (spec.nodeName !== node) return `${who} can only create pods with spec.nodeName set to itself`;
  const owners = metadata.ownerReferences ?? [];
  if (owners.length > 1) return `${who} can only create pods with a single owner reference set to itself`;
  const [owner] = owners;
  if (!owner || owner.apiVersion !== 'v1' || owner.kind !== 'Node' || owner.name !== node)
    return `${who} can only create pods with an owner reference set to itself`;
  if (owner.controller !== true) return `${who} can only create pods with a controller owner reference set to itself`;
  if (owner.blockOwnerDeletion === true) return `${who} must not set blockOwnerDeletion on an owner reference`;
  const uid = readObject(world, 'nodes', '', node)?.metadata.uid;
  if (uid === undefined) throw notFound({ group: '', plural: 'nodes' }, node);
  if (owner.uid !== uid) return `node ${node} UID mismatch: expected ${owner.uid} got ${uid}`;
  return referenceRefusal(spec, who);
}

/** A static Pod refers to no other object. */
function referenceRefusal(spec: JsonObject, who: string): string | undefined {
  const may = (what: string): string => `${who} can not create pods that reference ${what}`;
  if (spec.serviceAccountName) return may('a service account');
  const text = JSON.stringify([spec.containers, spec.initContainers, spec.volumes, spec.imagePullSecrets]);
  if (/"(?:secretKeyRef|secretRef|secret|secretName|imagePullSecrets)":/.test(text)) return may('secrets');
  if (/"(?:configMapKeyRef|configMapRef|configMap)":/.test(text)) return may('configmaps');
  return text.includes('"persistentVolumeClaim":') ? may('persistentvolumeclaims') : undefined;
}

function nodeRefusal(request: AdmissionRequest, node: string): string | undefined {
  const { operation, object, old } = request;
  const name = nameOf(request);
  if (name !== node) return `node ${goQuote(node)} is not allowed to modify node ${goQuote(name)}`;
  if (operation === 'CREATE') {
    const labels = forbiddenLabels(object.metadata.labels ?? {}, {});
    return labels === '' ? undefined : `node ${goQuote(node)} is not allowed to set the following labels: ${labels}`;
  }
  if (operation !== 'UPDATE' || !old) return undefined;
  if (!jsonEqual(specOf(object).taints ?? [], specOf(old).taints ?? []))
    return `node ${goQuote(node)} is not allowed to modify taints`;
  const labels = forbiddenLabels(object.metadata.labels ?? {}, old.metadata.labels ?? {});
  return labels === '' ? undefined : `is not allowed to modify labels: ${labels}`;
}

/** Labels of Kubernetes' own that a kubelet may set (k8s.io/kubelet/pkg/apis/well_known_labels.go). */
const KUBELET_LABELS: ReadonlySet<string> = new Set([
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
]);
const KUBELET_NAMESPACES = /(^|\.)(kubelet|node)\.kubernetes\.io$/;
const RESTRICTED = /(^|\.)node-restriction\.kubernetes\.io$/;
const OWN = /(^|\.)(kubernetes|k8s)\.io$/;

type Labels = Readonly<Record<string, string>>;

function forbiddenLabels(next: Labels, old: Labels): string {
  const changed = [...new Set([...Object.keys(next), ...Object.keys(old)])].filter((key) => next[key] !== old[key]);
  return changed.filter(isForbidden).sort().join(', ');
}

function isForbidden(label: string): boolean {
  const slash = label.indexOf('/');
  const namespace = slash < 0 ? '' : label.slice(0, slash);
  if (RESTRICTED.test(namespace)) return true;
  return OWN.test(namespace) && !KUBELET_LABELS.has(label) && !KUBELET_NAMESPACES.test(namespace);
}
