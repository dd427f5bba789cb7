import { at, isMap, mapAt, numberAt, textAt, withAt, type ApiObject, type Json, type JsonMap } from '../json/types';
import type { Resource } from './build';

/** Kinds that live in no namespace. */
const CLUSTER = new Set(
  'Namespace Node PersistentVolume ClusterRole ClusterRoleBinding StorageClass PriorityClass IngressClass CustomResourceDefinition GatewayClass ValidatingWebhookConfiguration MutatingWebhookConfiguration APIService CSIDriver CSINode RuntimeClass VolumeAttachment'.split(
    ' ',
  ),
);

function changed(resource: Resource, path: readonly string[], value: Json | undefined): Resource {
  return { ...resource, object: withAt(resource.object, path, value) as ApiObject };
}

export function inNamespace(resource: Resource, namespace: string): Resource {
  const { object } = resource;
  if (object.kind === 'Namespace') return changed(resource, ['metadata', 'name'], namespace);
  if (CLUSTER.has(object.kind ?? '')) return resource;
  return changed(resource, ['metadata', 'namespace'], namespace);
}

export function renamed(resource: Resource, prefix: string, suffix: string): Resource {
  const { object } = resource;
  if (object.kind === 'Namespace' || object.kind === 'CustomResourceDefinition') return resource;
  return changed(resource, ['metadata', 'name'], `${prefix}${textAt(object, 'metadata', 'name')}${suffix}`);
}

/** Where a kind has a Pod's template. */
function templatePath(kind: string): readonly string[] | undefined {
  if (['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet', 'Job', 'ReplicationController'].includes(kind))
    return ['spec', 'template'];
  return kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : undefined;
}

export function addLabels(
  resources: readonly Resource[],
  labels: JsonMap,
  where: { readonly selectors: boolean; readonly templates: boolean },
): readonly Resource[] {
  if (Object.keys(labels).length === 0) return resources;
  return resources.map((resource) => {
    const { object } = resource;
    const kind = object.kind ?? '';
    const add = (one: Resource, path: readonly string[]): Resource =>
      changed(one, path, { ...mapAt(one.object, ...path), ...labels });
    let next = add(resource, ['metadata', 'labels']);
    const template = templatePath(kind);
    if (where.templates && template) next = add(next, [...template, 'metadata', 'labels']);
    if (!where.selectors) return next;
    if (kind === 'Service' || kind === 'ReplicationController') {
      if (kind === 'ReplicationController' || at(object, 'spec', 'selector') !== undefined)
        next = add(next, ['spec', 'selector']);
    } else if (['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'].includes(kind))
      next = add(next, ['spec', 'selector', 'matchLabels']);
    else if (kind === 'NetworkPolicy' && at(object, 'spec', 'podSelector', 'matchLabels') !== undefined)
      next = add(next, ['spec', 'podSelector', 'matchLabels']);
    else if (kind === 'PodDisruptionBudget' && at(object, 'spec', 'selector', 'matchLabels') !== undefined)
      next = add(next, ['spec', 'selector', 'matchLabels']);
    return next;
  });
}

export function withAnnotations(resources: readonly Resource[], annotations: JsonMap): readonly Resource[] {
  if (Object.keys(annotations).length === 0) return resources;
  return resources.map((resource) => {
    const template = templatePath(resource.object.kind ?? '');
    const paths = [['metadata', 'annotations'], ...(template ? [[...template, 'metadata', 'annotations']] : [])];
    return paths.reduce((one, path) => changed(one, path, { ...mapAt(one.object, ...path), ...annotations }), resource);
  });
}

/** `images:` new names, tags and digests, wherever a container has the image. */
export function withImages(resources: readonly Resource[], images: readonly Json[]): readonly Resource[] {
  if (images.length === 0) return resources;
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isMap(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]): [string, Json] =>
        (key === 'containers' || key === 'initContainers') && Array.isArray(item)
          ? [
              key,
              item.map((one: Json) =>
                isMap(one) && typeof one.image === 'string' ? { ...one, image: imageOf(one.image, images) } : one,
              ),
            ]
          : [key, visit(item ?? null)],
      ),
    );
  };
  return resources.map((resource) => ({ ...resource, object: visit(resource.object) as ApiObject }));
}

function imageOf(image: string, images: readonly Json[]): string {
  const [, name = image, rest = ''] = /^(.*?)((?::[^/]*)?(?:@.*)?)$/.exec(image) ?? [];
  for (const entry of images) {
    if (textAt(entry, 'name') !== name) continue;
    const next = textAt(entry, 'newName') || name;
    const [tag, digest] = [textAt(entry, 'newTag'), textAt(entry, 'digest')];
    if (digest !== '') return `${next}@${digest}`;
    return tag === '' ? `${next}${rest}` : `${next}:${tag}`;
  }
  return image;
}

export function withReplicas(resources: readonly Resource[], replicas: readonly Json[]): readonly Resource[] {
  return resources.map((resource) => {
    const entry = replicas.find((one) => textAt(one, 'name') === resource.original);
    const scalable = ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'].includes(
      resource.object.kind ?? '',
    );
    return entry === undefined || !scalable
      ? resource
      : changed(resource, ['spec', 'replicas'], numberAt(entry, 'count'));
  });
}
