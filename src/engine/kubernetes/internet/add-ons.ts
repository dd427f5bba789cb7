import { flannelObjects } from '../addons/flannel';
import { ingressNginxObjects, type Provider } from '../addons/ingress-nginx/manifest';
import { metallbObjects } from '../addons/metallb/manifest';
import { gatewayApiDefinitions } from '../addons/gateway-api';
import { nginxGatewayDefinitions, nginxGatewayObjects } from '../addons/nginx-gateway/manifest';
import { metricsServerObjects } from '../metrics/manifest';
import type { Json } from '../../tools/kubectl/json/types';
import { manifest } from './manifest';
import type { WebPage } from './page';

/** github.com/flannel-io/flannel: Documentation/kube-flannel.yml. */
function flannel(): string {
  return manifest(...(flannelObjects('10.244.0.0/16') as unknown as readonly Json[]));
}

/** github.com/kubernetes-sigs/gateway-api: the definitions of a release, each a document. */
function gatewayApi({ pathname }: URL): string {
  const release = /\/download\/(v[^/]+)\//.exec(pathname)?.[1];
  // JSON is YAML too, and read faster.
  return gatewayApiDefinitions(release)
    .map((definition) => `---\n${JSON.stringify(definition)}\n`)
    .join('');
}

/** github.com/kubernetes/ingress-nginx: deploy/static/provider/PROVIDER/deploy.yaml. */
function ingressNginx({ pathname }: URL): string {
  const provider = /\/provider\/(cloud|baremetal|kind)\//.exec(pathname)?.[1] ?? 'cloud';
  return manifest(...ingressNginxObjects(provider as Provider));
}

/** github.com/nginx/nginx-gateway-fabric: deploy/{default,nodeport}/deploy.yaml; newer releases differ in fields that few look at. */
function nginxGateway({ pathname }: URL): string {
  const [, release = '2.4.0'] = /\/v(2\.\d+\.\d+)\//.exec(pathname) ?? [];
  return manifest(...nginxGatewayObjects(release, pathname.includes('/nodeport/') ? 'nodeport' : 'default'));
}

/** github.com/metallb/metallb: config/manifests/metallb-native.yaml. */
function metallb({ pathname }: URL): string {
  return manifest(...metallbObjects(/\/(v0[^/]+)\//.exec(pathname)?.[1] ?? 'v0.15.2'));
}

/** github.com/kubernetes-sigs/metrics-server: components.yaml of a release. */
function metricsServer({ pathname }: URL): string {
  const version = /\/download\/(v0[^/]+)\//.exec(pathname)?.[1] ?? 'v0.8.0';
  return manifest(...(metricsServerObjects(version) as readonly Json[]));
}

/** Manifests of add-ons, where their documentation says they are. */
export const ADD_ONS: readonly WebPage[] = [
  {
    host: 'raw.githubusercontent.com',
    path: /^\/metallb\/metallb\/(?:v0\.\d+\.\d+|main)\/config\/manifests\/metallb-native\.yaml$/,
    body: metallb,
  },
  {
    host: 'raw.githubusercontent.com',
    path: /^\/kubernetes\/ingress-nginx\/(?:main|controller-v1\.[\d.]+)\/deploy\/static\/provider\/(?:cloud|baremetal|kind)\/deploy\.yaml$/,
    body: ingressNginx,
  },
  {
    host: 'github.com',
    path: /^\/kubernetes-sigs\/metrics-server\/releases\/(?:latest\/download|download\/v0[^/]+)\/(?:components|high-availability(?:-1\.21\+)?)\.yaml$/,
    body: metricsServer,
  },
  ...['nginx', 'nginxinc'].flatMap((owner): WebPage[] => [
    {
      host: 'raw.githubusercontent.com',
      path: new RegExp(
        `^/${owner}/nginx-gateway-fabric/(?:v2\\.\\d+\\.\\d+|main)/deploy/(?:default|nodeport)/deploy\\.yaml$`,
      ),
      body: nginxGateway,
    },
    {
      host: 'raw.githubusercontent.com',
      path: new RegExp(`^/${owner}/nginx-gateway-fabric/(?:v2\\.\\d+\\.\\d+|main)/deploy/crds\\.yaml$`),
      body: () => manifest(...nginxGatewayDefinitions()),
    },
  ]),
  {
    host: 'kind.sigs.k8s.io',
    path: /^\/examples\/ingress\/deploy-ingress-nginx\.yaml$/,
    body: () => manifest(...ingressNginxObjects('kind')),
  },
  {
    host: 'github.com',
    path: /^\/kubernetes-sigs\/gateway-api\/releases\/(?:download\/v1\.[\w.-]+|latest\/download)\/(?:standard|experimental)-install\.yaml$/,
    body: gatewayApi,
  },
  {
    host: 'github.com',
    path: /^\/(flannel-io|coreos)\/flannel\/releases\/(latest\/download|download\/[^/]+)\/kube-flannel\.yml$/,
    body: flannel,
  },
  {
    host: 'raw.githubusercontent.com',
    path: /^\/(flannel-io|coreos)\/flannel\/[^/]+\/Documentation\/kube-flannel\.yml$/,
    body: flannel,
  },
];
