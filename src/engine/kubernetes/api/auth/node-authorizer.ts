import type { World } from '../../../kernel/world';
import { COMPONENT_ROLES } from '../../bootstrap/component-roles';
import type { Pod } from '../../objects/kinds';
import type { JsonObject } from '../object';
import { readIndexed, readObject } from '../store';
import { allows, type Attributes, type Decision } from './rules';

/**
 * What a kubelet may do: the rules of `system:node`, and of what Pods refer to only that which its own Pods do
 * (plugin/pkg/auth/authorizer/node).
 */
export function authorizeNode(world: World, node: string, attributes: Attributes): Decision {
  const { resource, verb } = attributes;
  const { plural = '', group = '', subresource = '', name = '', namespace = '' } = resource ?? {};
  const refuse = (reason: string): Decision => ({ allowed: false, reason });
  const read = verb === 'get' || verb === 'list' || verb === 'watch';
  const related = (kind: Referred): Decision => {
    if (name === '') return refuse('No Object name found');
    return isRelated(world, node, kind, namespace, name)
      ? ALLOWED
      : refuse(`no relationship found between node '${node}' and this object`);
  };
  switch (group === '' ? plural : `${plural}.${group}`) {
    case 'secrets':
    case 'configmaps':
      if (!read) return refuse('can only read resources of this type');
      if (subresource !== '') return refuse('cannot read subresource');
      return namespace === '' ? refuse('can only read namespaced object of this type') : related(plural as Referred);
    case 'persistentvolumeclaims':
    case 'persistentvolumes':
      if (plural === 'persistentvolumeclaims' && subresource === 'status')
        return verb === 'update' || verb === 'patch' ? related(plural) : refuse('can only get/update/patch this type');
      if (verb !== 'get') return refuse('can only get individual resources of this type');
      return subresource === '' ? related(plural as Referred) : refuse('cannot get subresource');
    case 'serviceaccounts':
      if (verb !== 'create' || name === '') return refuse('can only create tokens for individual service accounts');
      return subresource === 'token' ? related(plural as Referred) : refuse('can only create token subresource of serviceaccount'); // prettier-ignore
    case 'leases.coordination.k8s.io':
      if (verb === 'list' || verb === 'watch' || verb === 'deletecollection')
        return refuse('can only get, create, update, patch, or delete a node lease');
      if (namespace !== 'kube-node-lease') return refuse('can only access leases in the "kube-node-lease" system namespace'); // prettier-ignore
      return verb === 'create' || name === node ? ALLOWED : refuse('can only access node lease with the same name as the requesting node'); // prettier-ignore
    case 'nodes':
      if (subresource === '' && read) {
        if (name === node) return ALLOWED;
        const what = name === '' ? 'all nodes' : `'${name}'`;
        return refuse(`node '${node}' cannot read ${what}, only its own Node object`);
      }
      break;
    case 'pods':
      if (subresource === '' && read) {
        if (verb !== 'get' && resource?.fields?.includes(`spec.nodeName=${node}`)) return ALLOWED;
        if (name !== '') return related('pods');
        return refuse('can only list/watch pods with spec.nodeName field selector');
      }
  }
  return NODE_RULES.some((rule) => allows(rule, attributes)) ? ALLOWED : refuse('');
}

const ALLOWED: Decision = { allowed: true, reason: '' };
const NODE_RULES = COMPONENT_ROLES.find(({ name }) => name === 'system:node')?.rules ?? [];

type Referred = 'pods' | 'secrets' | 'configmaps' | 'persistentvolumeclaims' | 'persistentvolumes' | 'serviceaccounts';

function isRelated(world: World, node: string, kind: Referred, namespace: string, name: string): boolean {
  const pods = readIndexed(world, 'pods', 'node', node) as readonly Pod[];
  if (kind !== 'persistentvolumes') {
    return pods.some(({ metadata, spec }) => {
      if (metadata.namespace !== namespace) return false;
      if (kind === 'pods') return metadata.name === name;
      return referredBy(spec as unknown as JsonObject, kind).has(name);
    });
  }
  return pods.some(({ metadata, spec }) =>
    [...referredBy(spec as unknown as JsonObject, 'persistentvolumeclaims')].some((claim) => {
      const found = readObject(world, 'persistentvolumeclaims', metadata.namespace ?? '', claim);
      return (found as { readonly spec?: { readonly volumeName?: string } } | undefined)?.spec?.volumeName === name;
    }),
  );
}

/** The names of a kind that stand in a Pod: in fields that are called so. */
const FIELDS: Readonly<Record<Exclude<Referred, 'pods' | 'persistentvolumes'>, readonly string[]>> = {
  secrets: ['secretKeyRef', 'secretRef', 'secret', 'imagePullSecrets'],
  configmaps: ['configMapKeyRef', 'configMapRef', 'configMap'],
  persistentvolumeclaims: ['persistentVolumeClaim'],
  serviceaccounts: ['serviceAccountName'],
};

function referredBy(spec: JsonObject, kind: keyof typeof FIELDS): ReadonlySet<string> {
  const names = new Set<string>();
  collect(spec, FIELDS[kind], false, names);
  return names;
}

function collect(value: unknown, fields: readonly string[], within: boolean, names: Set<string>): void {
  if (typeof value === 'string') {
    if (within) names.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value as readonly unknown[]) collect(item, fields, within && typeof item !== 'string', names);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (!within) collect(item, fields, fields.includes(key), names);
      else if (NAME_FIELDS.has(key)) collect(item, fields, true, names);
    }
  }
}

const NAME_FIELDS: ReadonlySet<string> = new Set(['name', 'secretName', 'claimName']);
