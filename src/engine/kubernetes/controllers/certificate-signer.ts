import { addToken } from '../api/auth/authenticate';
import { randomPem } from '../api/certificates/pem';
import { subjectOfRequest } from '../api/certificates/signing-request';
import { base64Decode } from '../api/kinds/base64';
import { certificateFor } from '../cluster/pki';
import type { CertificateSigningRequest } from '../objects/kinds';
import { controllerUser, ownKey, type Component } from './component';

/** The signers that kube-controller-manager is (pkg/controller/certificates/signer). */
const SIGNERS: ReadonlySet<string> = new Set([
  'kubernetes.io/kube-apiserver-client',
  'kubernetes.io/kube-apiserver-client-kubelet',
  'kubernetes.io/kubelet-serving',
]);

/** Certificates for requests that were approved; whoever shows one is who its subject says. */
export const certificateSigner: Component = {
  name: 'certificate-controller',
  process: 'kube-controller-manager',
  user: controllerUser('certificate-controller'),
  watches: { 'certificatesigningrequests.certificates.k8s.io': ownKey },
  reconcile(api, key) {
    const request = api.get('certificatesigningrequests.certificates.k8s.io', '', key);
    const { spec, status } = request ?? {};
    const has = (type: string): boolean => (status?.conditions ?? []).some((condition) => condition.type === type);
    if (!request || !spec || status?.certificate || !has('Approved') || has('Denied') || !SIGNERS.has(spec.signerName))
      return;
    const subject = subjectOfRequest(spec.request);
    if (!subject) return;
    const pem = certificateFor(api.world, base64Decode(spec.request) ?? '', spec);
    const certificate = btoa(pem ?? randomPem(api.world, 'CERTIFICATE', 780));
    addToken(api.world, certificate, {
      username: subject.commonName,
      groups: [...subject.organizations, 'system:authenticated'],
    });
    api.updateStatus('certificatesigningrequests.certificates.k8s.io', request, (old): CertificateSigningRequest => ({
      ...old,
      status: { ...old.status, certificate },
    }));
  },
};
