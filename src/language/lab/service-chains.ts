import { sha256Hex } from '../../engine/tools/digest/sha256';
import type { ApiObject, LabView } from './lab-view';

/** What a chain of kube-proxy stands for. */
export interface ServiceChain {
  readonly service: string;
  readonly endpoint?: string;
}

interface Spec {
  readonly ports?: readonly { readonly port: number; readonly protocol?: string; readonly name?: string }[];
}

interface Slice {
  readonly endpoints?: readonly { readonly addresses: readonly string[] }[];
  readonly ports?: readonly { readonly port?: number; readonly name?: string; readonly protocol?: string }[];
}

const known = new WeakMap<LabView, ReadonlyMap<string, ServiceChain>>();

/** Every chain that kube-proxy would name for the cluster's Services (pkg/proxy/iptables/proxier.go: servicePortChainName). */
export function chainNames(lab: LabView): ReadonlyMap<string, ServiceChain> {
  const cached = known.get(lab);
  if (cached) return cached;
  const names = new Map<string, ServiceChain>();
  const slices = lab.objects('endpointslices.discovery.k8s.io') as unknown as readonly (ApiObject & Slice)[];
  for (const object of lab.objects('services') as unknown as readonly (ApiObject & { readonly spec?: Spec })[]) {
    const { name = '', namespace = '' } = object.metadata;
    for (const { name: port, protocol = 'TCP' } of object.spec?.ports ?? []) {
      const service = `${namespace}/${name}${port === undefined || port === '' ? '' : `:${port}`}`;
      const tail = hash(`${service}${protocol.toLowerCase()}`);
      for (const prefix of ['KUBE-SVC-', 'KUBE-EXT-', 'KUBE-FW-', 'KUBE-SVL-'])
        names.set(`${prefix}${tail}`, { service });
      for (const slice of slices) {
        if (slice.metadata.labels?.['kubernetes.io/service-name'] !== name || slice.metadata.namespace !== namespace)
          continue;
        const target = slice.ports?.find((each) => (each.name ?? '') === (port ?? ''))?.port;
        for (const address of (slice.endpoints ?? []).flatMap((each) => each.addresses)) {
          const endpoint = `${address}:${target ?? ''}`;
          names.set(`KUBE-SEP-${hash(`${service}${protocol.toLowerCase()}${endpoint}`)}`, { service, endpoint });
        }
      }
    }
  }
  known.set(lab, names);
  return names;
}

/** The first 16 characters of the SHA-256 in base32 (RFC 4648). */
function hash(text: string): string {
  const hex = sha256Hex(text);
  let bits = '';
  for (let i = 0; i < 20; i += 2)
    bits += parseInt(hex.slice(i, i + 2), 16)
      .toString(2)
      .padStart(8, '0');
  return Array.from({ length: 16 }, (_, i) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(parseInt(bits.slice(i * 5, i * 5 + 5), 2)),
  ).join('');
}
