import { calicoManifest } from '../addons/calico';
import { ciliumManifest } from '../addons/cilium';
import { weaveManifest } from '../addons/weave';
import type { WebPage } from './page';

const GONE =
  'cloud.weave.works was shut down in 2024, and Weave Net is archived: the lab answers for it. Living alternatives are Calico, Cilium and flannel.';

const NO_QUICK_INSTALL =
  'Cilium publishes no quick-install.yaml any more: its CLI (cilium install) or Helm install it. The lab answers for the address with what they would make of v1.18.';

/** `&env.IPALLOC_RANGE=10.50.0.0/16` and the like of the address become environment of the container `weave`. */
function weave({ searchParams }: URL): string {
  return weaveManifest(searchParams.get('env.IPALLOC_RANGE') ?? undefined);
}

/** Manifests of network add-ons besides flannel's, where their documentation says or said they are. */
export const NETWORK_ADD_ONS: readonly WebPage[] = [
  { host: 'cloud.weave.works', path: /^\/k8s\/(?:net|v1\.\d+(?:\.\d+)?\/net\.yaml)$/, body: weave, note: GONE },
  { host: 'reweave.azurewebsites.net', path: /^\/k8s\/(?:net|v1\.\d+(?:\.\d+)?\/net\.yaml)$/, body: weave },
  {
    host: 'github.com',
    path: /^\/(?:weaveworks|rajch)\/weave\/releases\/(?:latest\/download|download\/v?[\d.]+)\/weave-daemonset-k8s(?:-1\.11)?\.yaml$/,
    body: weave,
  },
  {
    host: 'raw.githubusercontent.com',
    path: /^\/projectcalico\/calico\/(?:v3\.[\d.]+|master|release-v3\.\d+)\/manifests\/(?:calico|calico-vxlan)\.yaml$/,
    body: calico,
  },
  { host: 'docs.projectcalico.org', path: /^(?:\/archive\/v3\.\d+|\/v3\.\d+)?\/manifests\/(?:calico|calico-vxlan)\.yaml$/, body: calico }, // prettier-ignore
  {
    host: 'raw.githubusercontent.com',
    path: /^\/cilium\/cilium\/(?:v?1\.[\d.]+|HEAD|main|master)\/install\/kubernetes\/quick-install\.yaml$/,
    body: cilium,
    note: NO_QUICK_INSTALL,
  },
  { host: 'helm.cilium.io', path: /^\/cilium\.yaml$/, body: cilium },
  { host: 'calico-v3-25.netlify.app', path: /^\/archive\/v3\.25\/manifests\/calico\.yaml$/, body: calico },
];

/** The settings of cilium-cli stand in the query. */
function cilium({ searchParams }: URL): string {
  const setting = (name: string): string | undefined => searchParams.get(name) ?? undefined;
  const [pool, policy, version, operators, mask] = ['pool', 'policy', 'version', 'operators', 'maskSize'].map(setting);
  return ciliumManifest({
    ...(pool !== undefined && { pool }),
    ...(policy !== undefined && { policy }),
    ...(version !== undefined && { version }),
    ...(operators !== undefined && { operators: Number(operators) }),
    ...(mask !== undefined && { maskSize: Number(mask) }),
  });
}

function calico({ pathname }: URL): string {
  return calicoManifest(pathname.endsWith('calico-vxlan.yaml') ? { ipip: 'Never', vxlan: 'Always' } : {});
}
