import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { jsonEqual } from '../api/json-equal';
import { readObject } from '../api/store';
import type { ConfigMap } from '../objects/kinds';
import { isReason } from './client';
import { controllerUser, ownKey, type Component } from './component';

/** Every namespace has a ServiceAccount `default` (pkg/controller/serviceaccount). */
export const serviceAccountController: Component = {
  name: 'service-account-controller',
  process: 'kube-controller-manager',
  user: controllerUser('service-account-controller'),
  watches: { namespaces: ownKey, serviceaccounts: inNamespace('default') },
  reconcile(api, key) {
    const namespace = api.get('namespaces', '', key);
    if (!namespace || namespace.metadata.deletionTimestamp !== undefined) return;
    if (api.get('serviceaccounts', key, 'default')) return;
    try {
      api.create('serviceaccounts', key, { metadata: { name: 'default', namespace: key } });
    } catch (error) {
      if (!isReason(error, 'AlreadyExists') && !isReason(error, 'Forbidden')) throw error;
    }
  },
};

const ROOT_CA = 'kube-root-ca.crt';
const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** Every namespace has the certificate authority of the API server in a ConfigMap (pkg/controller/certificates/rootcacertpublisher). */
export const rootCaPublisher: Component = {
  name: 'root-ca-certificate-publisher-controller',
  process: 'kube-controller-manager',
  user: controllerUser('root-ca-cert-publisher'),
  watches: { namespaces: ownKey, configmaps: inNamespace(ROOT_CA) },
  reconcile(api, key) {
    const namespace = api.get('namespaces', '', key);
    if (!namespace || namespace.metadata.deletionTimestamp !== undefined) return;
    const data = { 'ca.crt': authority(api.world) };
    const known = api.get('configmaps', key, ROOT_CA);
    if (known) {
      if (!jsonEqual(known.data, data)) api.update('configmaps', known, (old): ConfigMap => ({ ...old, data }));
      return;
    }
    try {
      api.create('configmaps', key, {
        metadata: { name: ROOT_CA, namespace: key, annotations: { 'kubernetes.io/description': DESCRIPTION } },
        data,
      });
    } catch (error) {
      if (!isReason(error, 'AlreadyExists') && !isReason(error, 'Forbidden')) throw error;
    }
  },
};

/** The certificate authority as it lies on the control plane. */
export function authority(world: World): string {
  for (const host of world.nodes.keys()) {
    const file = world.host(host).files.get('/etc/kubernetes/pki/ca.crt');
    if (file?.type === 'file' && typeof file.content === 'string') return file.content;
  }
  return '';
}

function inNamespace(wanted: string) {
  return ({ type, namespace, name }: ClusterChange, world: World): readonly string[] =>
    type !== 'ADDED' && name === wanted && readObject(world, 'namespaces', '', namespace) ? [namespace] : [];
}
