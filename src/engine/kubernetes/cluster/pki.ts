import type { World } from '../../kernel/world';
import { issue, labKey, labNowMs } from '../api/certificates/lab-key';
import { readRequest } from '../../tools/x509/certificate';
import { addressOf, altNames, authorityKeyIdentifier, basicConstraints, extendedKeyUsage, keyIdentifier, keyUsage, subjectAltName, subjectKeyIdentifier, type AltName, type Extension } from '../../tools/x509/extensions'; // prettier-ignore
import { nameOf } from '../../tools/x509/name';
import { pemBlocks } from '../../tools/x509/pem';
import { publicKeyPem, type PublicKey } from '../../tools/x509/rsa';
import { writeNodeFile } from '../node/node-files';

/** The certificates of a control plane as kubeadm makes them (cmd/kubeadm/app/phases/certs, util/pkiutil). */

const PKI = '/etc/kubernetes/pki';
const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS;
const [SIGNATURE, ENCIPHERMENT, SIGN] = [0, 2, 5];
const SERVER = '1.3.6.1.5.5.7.3.1';
const CLIENT = '1.3.6.1.5.5.7.3.2';

type Subject = readonly (readonly [type: string, value: string])[];

/** Whose key has which place among the lab's. */
const PLACES = ['ca', 'etcd/ca', 'front-proxy-ca', 'apiserver', 'apiserver-kubelet-client', 'apiserver-etcd-client', 'front-proxy-client', 'etcd/server', 'etcd/peer', 'etcd/healthcheck-client', 'sa', 'admin', 'super-admin', 'controller-manager', 'scheduler']; // prettier-ignore

export function pkiKey(name: string): { readonly key: PublicKey; readonly pem: string } {
  return labKey(Math.max(0, PLACES.indexOf(name)));
}

function authority(world: World, name: string, commonName: string): string {
  const { key } = pkiKey(name);
  const who = nameOf([['CN', commonName]]);
  const nowMs = startMs(world);
  const extensions = [
    keyUsage([SIGNATURE, ENCIPHERMENT, SIGN]),
    basicConstraints(true),
    subjectKeyIdentifier(key),
    subjectAltName([{ type: 'DNS', value: commonName }]),
  ];
  const validity = { notBeforeMs: nowMs, notAfterMs: nowMs + 5 * MINUTE_MS + 10 * YEAR_MS };
  return issue(world, { issuer: who, subject: who, ...validity, key, extensions }, { key });
}

/** An authority's certificates begin five minutes before they are made. */
function startMs(world: World): number {
  return Math.floor(labNowMs(world) / 1000) * 1000 - 5 * MINUTE_MS;
}

/** A certificate that one of the authorities signs. */
function signedBy(
  world: World,
  signer: 'ca' | 'etcd/ca' | 'front-proxy-ca',
  key: PublicKey,
  subject: Subject,
  purposes: readonly string[],
  names: readonly string[] = [],
  lifeMs = YEAR_MS,
): string {
  const issuerKey = pkiKey(signer).key;
  const issuer = nameOf([['CN', AUTHORITIES.get(signer) ?? '']]);
  const nowMs = startMs(world);
  const extensions: readonly Extension[] = [
    keyUsage([SIGNATURE, ENCIPHERMENT]),
    extendedKeyUsage(purposes),
    basicConstraints(false),
    authorityKeyIdentifier(keyIdentifier(issuerKey)),
    ...(names.length > 0 ? [subjectAltName(names.map(altName))] : []),
  ];
  const validity = { notBeforeMs: nowMs, notAfterMs: nowMs + 5 * MINUTE_MS + lifeMs };
  return issue(world, { issuer, subject: nameOf(subject), ...validity, key, extensions }, { key: issuerKey });
}

/** The certificate for a request that was approved (pkg/controller/certificates/signer); undefined when the request cannot be read. */
export function certificateFor(
  world: World,
  pem: string,
  { usages = [], expirationSeconds }: { readonly usages?: readonly string[]; readonly expirationSeconds?: number },
): string | undefined {
  const [block] = pemBlocks(pem);
  const request = block && readRequest(block.der);
  if (!request) return undefined;
  const purposes = [...(usages.includes('server auth') ? [SERVER] : []), ...(usages.includes('client auth') ? [CLIENT] : [])]; // prettier-ignore
  const subject: Subject = request.subject.map(({ type, value }) => [type, value] as const);
  const names = altNames(request.extensions).map(({ value }) => value);
  const lifeMs = expirationSeconds === undefined ? YEAR_MS : expirationSeconds * 1000;
  return signedBy(world, 'ca', request.key, subject, purposes, names, lifeMs);
}

function altName(name: string): AltName {
  const address = addressOf(name);
  return address === undefined ? { type: 'DNS', value: name } : { type: 'IP', value: address };
}

const AUTHORITIES = new Map([
  ['ca', 'kubernetes'],
  ['etcd/ca', 'etcd-ca'],
  ['front-proxy-ca', 'front-proxy-ca'],
]);

/** Writes what kubeadm puts into /etc/kubernetes/pki; answers the certificate of the cluster's authority. */
export function writePki(
  world: World,
  host: string,
  addresses: { readonly node: string; readonly service: string; readonly more?: readonly string[] },
): string {
  let ca = '';
  const write = (name: string, certificate: string): void => {
    writeNodeFile(world, host, `${PKI}/${name}.crt`, certificate);
    writeNodeFile(world, host, `${PKI}/${name}.key`, pkiKey(name).pem, 0o600);
  };
  for (const [name, commonName] of AUTHORITIES) {
    const certificate = authority(world, name, commonName);
    if (name === 'ca') ca = certificate;
    write(name, certificate);
  }
  const { hostname } = world.host(host);
  const leaf = (name: string, signer: 'ca' | 'etcd/ca' | 'front-proxy-ca', subject: Subject, purposes: readonly string[], names: readonly string[] = []): void => write(name, signedBy(world, signer, pkiKey(name).key, subject, purposes, names)); // prettier-ignore
  const service = 'kubernetes.default.svc.cluster.local';
  const { more = [] } = addresses;
  leaf('apiserver', 'ca', [['CN', 'kube-apiserver']], [SERVER], [hostname, 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc', service, ...more.filter((name) => addressOf(name) === undefined), addresses.service, addresses.node, ...more.filter((name) => addressOf(name) !== undefined)]); // prettier-ignore
  leaf('apiserver-kubelet-client', 'ca', [['O', 'kubeadm:cluster-admins'], ['CN', 'kube-apiserver-kubelet-client']], [CLIENT]); // prettier-ignore
  leaf('apiserver-etcd-client', 'etcd/ca', [['CN', 'kube-apiserver-etcd-client']], [CLIENT]);
  leaf('front-proxy-client', 'front-proxy-ca', [['CN', 'front-proxy-client']], [CLIENT]);
  const etcd = [hostname, 'localhost', addresses.node, '127.0.0.1', '::1'];
  leaf('etcd/server', 'etcd/ca', [['CN', hostname]], [SERVER, CLIENT], etcd);
  leaf('etcd/peer', 'etcd/ca', [['CN', hostname]], [SERVER, CLIENT], etcd);
  leaf('etcd/healthcheck-client', 'etcd/ca', [['CN', 'kube-etcd-healthcheck-client']], [CLIENT]);
  const sa = pkiKey('sa');
  writeNodeFile(world, host, `${PKI}/sa.pub`, publicKeyPem(sa.key));
  writeNodeFile(world, host, `${PKI}/sa.key`, sa.pem, 0o600);
  return ca;
}

/** A user's certificate in a kubeconfig. */
export function userCertificate(world: World, name: string, user: string, organizations: readonly string[]): string {
  const subject: Subject = [...organizations.map((each) => ['O', each] as const), ['CN', user]];
  return signedBy(world, 'ca', pkiKey(name).key, subject, [CLIENT]);
}

/** What a kubelet shows the API server, and what it shows others itself. */
export function writeKubeletCertificate(world: World, host: string, authorityPem: string): void {
  const place = PLACES.length + (host.length % 4);
  const { key, pem } = labKey(place);
  const { hostname } = world.host(host);
  const client = signedBy(
    world,
    'ca',
    key,
    [
      ['O', 'system:nodes'],
      ['CN', `system:node:${hostname}`],
    ],
    [CLIENT],
  );
  writeNodeFile(world, host, '/etc/kubernetes/pki/ca.crt', authorityPem);
  writeNodeFile(world, host, '/var/lib/kubelet/pki/kubelet-client-current.pem', client + pem, 0o600);
  const nowMs = startMs(world);
  const seconds = Math.floor(nowMs / 1000);
  const issuer = nameOf([['CN', `${hostname}-ca@${seconds}`]]);
  const extensions = [keyUsage([SIGNATURE, ENCIPHERMENT]), extendedKeyUsage([SERVER]), basicConstraints(false), authorityKeyIdentifier(keyIdentifier(key)), subjectAltName([{ type: 'DNS', value: hostname }])]; // prettier-ignore
  const validity = { notBeforeMs: nowMs, notAfterMs: nowMs + YEAR_MS };
  const subject = nameOf([['CN', `${hostname}@${seconds}`]]);
  writeNodeFile(world, host, '/var/lib/kubelet/pki/kubelet.crt', issue(world, { issuer, subject, ...validity, key, extensions }, { key })); // prettier-ignore
  writeNodeFile(world, host, '/var/lib/kubelet/pki/kubelet.key', pem, 0o600);
}
