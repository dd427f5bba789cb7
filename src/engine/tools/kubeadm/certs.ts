import { LAB_EPOCH_MS } from '../../kernel/clock';
import { HostFileSystem } from '../../shell/files/host-file-system';
import { TabWriter } from '../kubectl/printers/tab-writer';
import { failed, readingConfig, type Call } from './call';

/** `kubeadm certs` (cmd/kubeadm/app/cmd/certs.go). Certificates live for a year from when their file was written, authorities for ten. */

interface Certificate {
  readonly name: string;
  readonly file: string;
  readonly authority: string;
  /** How `renew` calls it. */
  readonly words: string;
}

const certificate = (name: string, file: string, authority: string, words: string): Certificate => ({
  name,
  file: file.startsWith('/') ? file : `/etc/kubernetes/pki/${file}`,
  authority,
  words,
});

const CERTIFICATES: readonly Certificate[] = [
  certificate('admin.conf', '/etc/kubernetes/admin.conf', 'ca', 'certificate embedded in the kubeconfig file for the admin to use and for kubeadm itself'), // prettier-ignore
  certificate('apiserver', 'apiserver.crt', 'ca', 'certificate for serving the Kubernetes API'),
  certificate('apiserver-etcd-client', 'apiserver-etcd-client.crt', 'etcd-ca', 'certificate the apiserver uses to access etcd'), // prettier-ignore
  certificate('apiserver-kubelet-client', 'apiserver-kubelet-client.crt', 'ca', 'certificate for the API server to connect to kubelet'), // prettier-ignore
  certificate('controller-manager.conf', '/etc/kubernetes/controller-manager.conf', 'ca', 'certificate embedded in the kubeconfig file for the controller manager to use'), // prettier-ignore
  certificate('etcd-healthcheck-client', 'etcd/healthcheck-client.crt', 'etcd-ca', 'certificate for liveness probes to healthcheck etcd'), // prettier-ignore
  certificate('etcd-peer', 'etcd/peer.crt', 'etcd-ca', 'certificate for etcd nodes to communicate with each other'),
  certificate('etcd-server', 'etcd/server.crt', 'etcd-ca', 'certificate for serving etcd'),
  certificate('front-proxy-client', 'front-proxy-client.crt', 'front-proxy-ca', 'certificate for the front proxy client'), // prettier-ignore
  certificate('scheduler.conf', '/etc/kubernetes/scheduler.conf', 'ca', 'certificate embedded in the kubeconfig file for the scheduler manager to use'), // prettier-ignore
  certificate('super-admin.conf', '/etc/kubernetes/super-admin.conf', 'ca', 'certificate embedded in the kubeconfig file for the super-admin'), // prettier-ignore
];
const AUTHORITIES = [
  ['ca', 'ca.crt'],
  ['etcd-ca', 'etcd/ca.crt'],
  ['front-proxy-ca', 'front-proxy-ca.crt'],
] as const;
/** %-8v of false. */
const NOT = 'no      ';
const DAY_MS = 24 * 60 * 60 * 1000;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function filesOf({ process }: Call): HostFileSystem {
  const { world, host, netns } = process;
  return new HostFileSystem(world, () => ({ host, netns }));
}

/** Jan 02, 2006 15:04 MST, and what is left of it. */
function lifeOf(call: Call, file: string, years: number): readonly [expires: string, left: string] | undefined {
  const node = filesOf(call).lookup(file);
  if (!node) return undefined;
  const end = LAB_EPOCH_MS + Math.floor(node.mtimeUs / 1000) + years * 365 * DAY_MS;
  const at = new Date(end);
  const two = (value: number): string => String(value).padStart(2, '0');
  const text = `${MONTHS[at.getUTCMonth()] ?? ''} ${two(at.getUTCDate())}, ${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
  const days = Math.floor((end - LAB_EPOCH_MS - call.process.world.nowUs / 1000) / DAY_MS);
  return [text, days >= 730 ? `${Math.floor(days / 365)}y` : `${days}d`];
}

export function checkExpiration(call: Call): number {
  const { process } = call;
  if (!process.files.exists('/etc/kubernetes/pki/apiserver.crt'))
    throw failed('the certificates of a control plane are not on this node: /etc/kubernetes/pki/apiserver.crt: no such file or directory'); // prettier-ignore
  process.out(`${readingConfig('check-expiration')}\n`);
  const writer = new TabWriter((out) => process.out(out), { minWidth: 10, padding: 3 });
  const missing = '!MISSING! ';
  writer.write('CERTIFICATE\tEXPIRES\tRESIDUAL TIME\tCERTIFICATE AUTHORITY\tEXTERNALLY MANAGED\n');
  for (const { name, file, authority } of CERTIFICATES) {
    const life = lifeOf(call, file, 1);
    writer.write(`${life ? [name, ...life, authority, NOT].join('\t') : `${missing}${name}\t\t\t\t`}\n`);
  }
  writer.flush();
  process.out('\n');
  writer.write('CERTIFICATE AUTHORITY\tEXPIRES\tRESIDUAL TIME\tEXTERNALLY MANAGED\n');
  for (const [name, file] of AUTHORITIES) {
    const life = lifeOf(call, `/etc/kubernetes/pki/${file}`, 10);
    writer.write(`${life ? [name, ...life, NOT].join('\t') : `${missing}${name}\t\t\t`}\n`);
  }
  writer.flush();
  return 0;
}

export function renew(call: Call): number {
  const { process, words } = call;
  const [which] = words;
  const chosen = which === 'all' ? CERTIFICATES : CERTIFICATES.filter(({ name }) => name === which);
  if (chosen.length === 0) throw failed(`unknown command "${which ?? ''}" for "kubeadm certs renew"`);
  process.out(`${readingConfig('renew')}\n`);
  for (const { file, words: name } of chosen) {
    if (!process.files.exists(file)) {
      process.out(`MISSING! ${name}\n`);
      continue;
    }
    process.files.write(file, process.files.read(file));
    process.out(`${name} renewed\n`);
  }
  process.out('\nDone renewing certificates. You must restart the kube-apiserver, kube-controller-manager, kube-scheduler and etcd, so that they can use the new certificates.\n'); // prettier-ignore
  return 0;
}
