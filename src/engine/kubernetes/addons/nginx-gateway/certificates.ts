import type { Component } from '../../controllers/component';
import { isReason } from '../../controllers/client';
import type { Pod } from '../../objects/kinds';
import { ownCertificate } from '../../../tools/x509/own';
import { keyOfPrimes, privateKeyPem } from '../../../tools/x509/rsa';
import { NGF_NAMESPACE } from './manifest';

/** `gateway generate-certs`: when the Job's program has run, the Secrets are there by which control plane and data planes know each other. */
export const gatewayCertificates: Component = {
  name: 'nginx-gateway-cert-generator',
  process: 'kubelet',
  user: {
    username: `system:serviceaccount:${NGF_NAMESPACE}:nginx-gateway-cert-generator`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${NGF_NAMESPACE}`, 'system:authenticated'],
  },
  watches: {
    pods: ({ namespace, object }) => {
      const { spec, status } = object as unknown as Pod;
      const [container] = spec?.containers ?? [];
      if (container?.args?.[0] !== 'generate-certs' || status?.phase !== 'Succeeded') return [];
      return container.args.flatMap((word) => {
        const [, name] = /^--(?:server|agent)-tls-secret=(.+)$/.exec(word) ?? [];
        return name === undefined ? [] : [`${namespace}/${name}`];
      });
    },
  },
  reconcile(api, key) {
    const [namespace = '', name = ''] = key.split('/');
    const certificate = btoa(ownCertificate('nginx-gateway'));
    const data = { 'ca.crt': certificate, 'tls.crt': certificate, 'tls.key': btoa(privateKeyPem(keyOfPrimes(38, 39))) };
    try {
      api.create('secrets', namespace, { metadata: { name, namespace }, type: 'kubernetes.io/tls', data });
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error;
    }
  },
};
