import { nearest } from '../../../grammar';
import type { Manifest } from '../../manifest/manifest';
import { fieldsAt, rootType, type Path } from '../../manifest/schema';
import type { Problem } from '../problem';
import { replaceWith, report } from '../report';
import { list, record } from './shapes';

/** Where kinds went whose old versions Kubernetes 1.16 to 1.32 removed (kubernetes.io/docs/reference/using-api/deprecation-guide). */
const MOVED: readonly (readonly [old: RegExp, kinds: RegExp, now: string])[] = [
  [/^extensions\/v1beta1$/, /^(Deployment|DaemonSet|ReplicaSet)$/, 'apps/v1'],
  [/^apps\/v1beta[12]$/, /./, 'apps/v1'],
  [/^extensions\/v1beta1$/, /^(Ingress|NetworkPolicy)$/, 'networking.k8s.io/v1'],
  [/^networking\.k8s\.io\/v1beta1$/, /^(Ingress|IngressClass)$/, 'networking.k8s.io/v1'],
  [/^batch\/(v1beta1|v2alpha1)$/, /^CronJob$/, 'batch/v1'],
  [/^policy\/v1beta1$/, /^PodDisruptionBudget$/, 'policy/v1'],
  [/^rbac\.authorization\.k8s\.io\/v1(alpha1|beta1)$/, /./, 'rbac.authorization.k8s.io/v1'],
  [/^discovery\.k8s\.io\/v1beta1$/, /^EndpointSlice$/, 'discovery.k8s.io/v1'],
  [/^autoscaling\/v2beta[12]$/, /^HorizontalPodAutoscaler$/, 'autoscaling/v2'],
  [/^storage\.k8s\.io\/v1beta1$/, /^(StorageClass|CSIDriver|CSINode|VolumeAttachment|CSIStorageCapacity)$/, 'storage.k8s.io/v1'],
  [/^apiextensions\.k8s\.io\/v1beta1$/, /./, 'apiextensions.k8s.io/v1'],
  [/^admissionregistration\.k8s\.io\/v1beta1$/, /WebhookConfiguration$/, 'admissionregistration.k8s.io/v1'],
  [/^scheduling\.k8s\.io\/v1(alpha1|beta1)$/, /^PriorityClass$/, 'scheduling.k8s.io/v1'],
  [/^coordination\.k8s\.io\/v1beta1$/, /^Lease$/, 'coordination.k8s.io/v1'],
  [/^certificates\.k8s\.io\/v1beta1$/, /^CertificateSigningRequest$/, 'certificates.k8s.io/v1'],
  [/^events\.k8s\.io\/v1beta1$/, /^Event$/, 'events.k8s.io/v1'],
  [/^flowcontrol\.apiserver\.k8s\.io\/v1(alpha1|beta[123])$/, /./, 'flowcontrol.apiserver.k8s.io/v1'],
  [/^node\.k8s\.io\/v1beta1$/, /^RuntimeClass$/, 'node.k8s.io/v1'],
  [/^gateway\.networking\.k8s\.io\/v1(alpha2|beta1)$/, /^(Gateway|GatewayClass|HTTPRoute)$/, 'gateway.networking.k8s.io/v1'],
]; // prettier-ignore

/** What is wrong with a manifest by itself: its syntax, its version, its fields. */
export function objectProblems(manifest: Manifest): readonly Problem[] {
  const [broken] = manifest.errors;
  if (broken) {
    return [report('yaml-syntax', broken, { format: 'YAML', message: broken.message })];
  }
  return [...removedVersion(manifest), ...unknownFields(manifest)];
}

function removedVersion({ apiVersion, kind, spanOf }: Manifest): readonly Problem[] {
  const [, , now] = MOVED.find(([old, kinds]) => old.test(apiVersion) && kinds.test(kind)) ?? [];
  const span = spanOf(['apiVersion']);
  if (now === undefined || !span) return [];
  const values = { kind, text: apiVersion, suggestion: now };
  return [report('removed-api-version', span, values, [replaceWith(span, now)])];
}

function unknownFields(manifest: Manifest): readonly Problem[] {
  const root = rootType(manifest.apiVersion, manifest.kind);
  if (root === undefined || !manifest.value) return [];
  const problems: Problem[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) {
      list(value).forEach((each, index) => visit(each, [...path, index]));
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const fields = fieldsAt(root, path);
    for (const [key, inner] of Object.entries(record(value))) {
      const known = fields?.some(({ name }) => name === key) ?? true;
      if (known) visit(inner, [...path, key]);
      else {
        const span = manifest.keySpanOf([...path, key]);
        const close = nearest(key, fields?.map(({ name }) => name) ?? []) ?? sameLetters(key, fields ?? []);
        if (span) problems.push(report('unknown-field', span, { kind: manifest.kind, text: key }, close === undefined ? [] : [replaceWith(span, close)])); // prettier-ignore
      }
    }
  };
  visit(manifest.value, []);
  return problems;
}

/** `containerport`, `target_port`: the right letters in the wrong case. */
function sameLetters(key: string, fields: readonly { readonly name: string }[]): string | undefined {
  const plain = (name: string): string => name.toLowerCase().replace(/[_-]/g, '');
  return fields.find(({ name }) => plain(name) === plain(key))?.name;
}
