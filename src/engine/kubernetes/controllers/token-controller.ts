import type { ClusterChange } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { legacyToken } from '../api/auth/service-account-token';
import { readObject, readObjects } from '../api/store';
import type { Secret } from '../objects/kinds';
import { controllerUser, keyOf, splitKey, type Component } from './component';
import { authority } from './service-accounts';

const TYPE = 'kubernetes.io/service-account-token';
const NAME = 'kubernetes.io/service-account.name';
const UID = 'kubernetes.io/service-account.uid';

/** A Secret of the type for it gets a token that never expires, and goes with its ServiceAccount (pkg/controller/serviceaccount/tokens_controller.go). */
export const tokenController: Component = {
  name: 'tokens-controller',
  process: 'kube-controller-manager',
  user: controllerUser('tokens-controller'),
  watches: {
    secrets: ({ object, namespace, name }) =>
      (object as unknown as Secret).type === TYPE ? [keyOf(namespace, name)] : [],
    serviceaccounts: secretsOf,
  },
  reconcile(api, key) {
    const secret = api.get('secrets', ...splitKey(key));
    if (secret?.type !== TYPE) return;
    const { namespace = '', annotations = {} } = secret.metadata;
    const account = api.get('serviceaccounts', namespace, annotations[NAME] ?? '');
    const uid = account?.metadata.uid ?? '';
    if (!account || (annotations[UID] !== undefined && annotations[UID] !== uid)) return api.remove('secrets', secret);
    const { data = {} } = secret;
    const wanted = {
      'ca.crt': btoa(authority(api.world)),
      namespace: btoa(namespace),
      token: data.token ?? btoa(legacyToken(api.world, secret, account)),
    };
    const complete = Object.entries(wanted).every(([name, value]) => data[name] === value);
    if (complete && annotations[UID] === uid) return;
    api.update('secrets', secret, (old): Secret => ({
      ...old,
      metadata: { ...old.metadata, annotations: { ...old.metadata.annotations, [UID]: uid } },
      data: { ...old.data, ...wanted },
    }));
  },
};

/** Secrets of a ServiceAccount that came or went. */
function secretsOf({ type, namespace, name }: ClusterChange, world: World): readonly string[] {
  if (type === 'MODIFIED' || !readObject(world, 'namespaces', '', namespace)) return [];
  return (readObjects(world, 'secrets', namespace) as readonly Secret[])
    .filter((secret) => secret.type === TYPE && secret.metadata.annotations?.[NAME] === name)
    .map(({ metadata }) => keyOf(namespace, metadata.name ?? ''));
}
