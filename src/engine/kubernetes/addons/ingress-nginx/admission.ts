import type { Component } from '../../controllers/component';
import { isReason } from '../../controllers/client';
import type { Pod } from '../../objects/kinds';

/** kube-webhook-certgen: when its Job's program has run, the Secret with the webhook's certificate is there. */
export const webhookCertificates: Component = {
  name: 'kube-webhook-certgen',
  process: 'kubelet',
  user: {
    username: 'system:serviceaccount:ingress-nginx:ingress-nginx-admission',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:ingress-nginx', 'system:authenticated'],
  },
  watches: {
    pods: ({ namespace, object }) => {
      const { spec, status } = object as unknown as Pod;
      const [container] = spec?.containers ?? [];
      if (container?.image?.includes('/kube-webhook-certgen') !== true || status?.phase !== 'Succeeded') return [];
      const name = container.args?.find((word) => word.startsWith('--secret-name='))?.slice('--secret-name='.length);
      return container.args?.[0] === 'create' && name !== undefined ? [`${namespace}/${name}`] : [];
    },
  },
  reconcile(api, key) {
    const [namespace = '', name = ''] = key.split('/');
    const data = { ca: btoa('webhook CA\n'), cert: btoa('webhook certificate\n'), key: btoa('webhook key\n') };
    try {
      api.create('secrets', namespace, { metadata: { name, namespace }, type: 'Opaque', data });
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error;
    }
  },
};
