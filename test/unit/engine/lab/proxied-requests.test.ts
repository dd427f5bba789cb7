import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, createRecorder, findRemedy, type Lab } from '../../../../src/engine';
import { explainWalks } from '../../../../src/engine/walk/explain';

const INGRESS = 'https://raw.githubusercontent.com/kubernetes/ingress-nginx/controller-v1.14.1/deploy/static/provider/baremetal/deploy.yaml'; // prettier-ignore
const API = 'https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.4.1/standard-install.yaml';
const NGF = 'https://raw.githubusercontent.com/nginx/nginx-gateway-fabric/v2.4.0/deploy';
const QUIET = { stdout: () => undefined, stderr: () => undefined, pace: 'virtual' } as const;

async function sh(lab: Lab, script: string): Promise<void> {
  await lab.run(script, { ...QUIET, signal: AbortSignal.timeout(60_000) });
}

/** What the walk says of a command, and which change it offers. */
async function walk(lab: Lab, command: string): Promise<{ en: string; ko: string; remedy: string | undefined }> {
  const before = lab.fork();
  const on = lab.fork();
  const recorder = createRecorder();
  on.world.recorder = recorder;
  const signal = AbortSignal.timeout(60_000);
  await on.run(command, { ...QUIET, signal });
  const walks = recorder.walks();
  const found = await findRemedy(before, command, undefined, signal);
  return {
    en: explainWalks(walks, 'en', found),
    ko: explainWalks(walks, 'ko', found),
    remedy: found?.map((each) => each.command).join(' && '),
  };
}

const apply = (...documents: readonly string[]): string => `kubectl apply -f - <<'EOF'\n${documents.join('\n---\n')}\nEOF\n`; // prettier-ignore
const ingress = (spec: string, name = 'shop'): string => `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: ${name}}\nspec: ${spec}`; // prettier-ignore
const path = (at: string, service: string, port = 80, type = 'Prefix'): string => `{path: ${at}, pathType: ${type}, backend: {service: {name: ${service}, port: {number: ${port}}}}}`; // prettier-ignore
const rules = (host: string, ...paths: readonly string[]): string => `rules: [{host: ${host}, http: {paths: [${paths.join(', ')}]}}]`; // prettier-ignore
const NODE = 'node01:$(kubectl -n ingress-nginx get service ingress-nginx-controller -o jsonpath={.spec.ports[0].nodePort})'; // prettier-ignore
const get = (at = '/', host = 'shop.example'): string => `curl -s -H 'Host: ${host}' http://${NODE}${at}`;

describe('requests through an Ingress, in the walk', () => {
  let ready: Lab;
  beforeAll(async () => {
    ready = await createLab('kubeadm');
    await sh(
      ready,
      `kubectl apply -f ${INGRESS}
for app in web cart; do kubectl create deployment $app --image=gcr.io/google-samples/hello-app:1.0; kubectl expose deployment $app --port=80 --target-port=8080; done
kubectl -n ingress-nginx wait --for=condition=ready pod --selector=app.kubernetes.io/component=controller --timeout=120s
kubectl wait --for=condition=Available deployment --all --timeout=60s
${apply(ingress(`{ingressClassName: nginx, ${rules('shop.example', path('/', 'web'), path('/cart', 'cart'))}}`))}sleep 4`,
    );
  }, 120_000);

  it('name the rule, why others were not chosen, the Service and the Pod that is asked', async () => {
    const { en, ko, remedy } = await walk(ready, get('/cart/1'));
    expect(remedy).toBe('');
    expect(en).toMatch(
      /^The packet reached 192\.168\.1\.11 and the answer came back\. .* of Service ingress-nginx\/ingress-nginx-controller/,
    );
    expect(en).toMatch(
      /The Ingress controller \(Pod ingress-nginx\/ingress-nginx-controller-\S+\) chose Ingress default\/shop \(host shop\.example, path \/cart Prefix\) for GET http:\/\/shop\.example\/cart\/1 \(not Ingress default\/shop \(host shop\.example, path \/ Prefix\): its path is shorter\); behind it is Service default\/cart port 80, EndpointSlice cart-\S+ has 1 ready endpoint; it asks 10\.244\.\d+\.\d+:8080 \(Pod default\/cart-\S+\) itself, past the Service’s cluster IP\./,
    );
    expect(ko).toMatch(/인그레스 컨트롤러\(파드 ingress-nginx\/\S+\): GET http:\/\/shop\.example\/cart\/1 요청에 Ingress default\/shop/); // prettier-ignore
  });

  const cases: readonly (readonly [what: string, broken: string, command: string, said: RegExp, remedy: RegExp])[] = [
    ['a missing Service', apply(ingress(`{ingressClassName: nginx, ${rules('shop.example', path('/', 'wbe'))}}`)), get(), /it answers 503 by itself, because there is no such Service; there is /, /^kubectl patch ingress shop --type=json -p '\[\{"op":"replace","path":"\/spec\/rules\/0\/http\/paths\/0\/backend\/service\/name","value":"(web|cart)"\}\]'$/], // prettier-ignore
    ['a port that the Service does not have', apply(ingress(`{ingressClassName: nginx, ${rules('shop.example', path('/', 'web', 81))}}`)), get(), /because the Service has no such port; it has 80/, /\/backend\/service\/port","value":\{"number":80\}\}\]'$/], // prettier-ignore
    ['a Service without endpoints', `kubectl set selector service web app=wbe`, get(), /has 0 ready endpoints; it answers 503 by itself, because no Pod has the labels app=wbe/, /^kubectl set selector service web app=(web|cart)$/], // prettier-ignore
    ['a wrong targetPort', `kubectl patch service web --type=json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":80}]'`, get(), /nobody there listens on TCP port 80.*it answers 502 by itself, because that Pod refuses connections on this port; hello-app listens on port 8080/, /^kubectl patch service web --type=json -p '\[\{"op":"replace","path":"\/spec\/ports\/0\/targetPort","value":8080\}\]'$/], // prettier-ignore
    ['no class', `kubectl delete ingress shop; ${apply(ingress(`{${rules('shop.example', path('/', 'web'))}}`))}`, get(), /it answers 404 by itself, because Ingress default\/shop would fit, but names no IngressClass/, /^kubectl patch ingress shop --type=merge -p '\{"spec":\{"ingressClassName":"nginx"\}\}'$/], // prettier-ignore
    ['another host', '', get('/', 'shop.exmaple'), /has no rule for GET http:\/\/shop\.exmaple\/ \(not Ingress default\/shop \(host shop\.example, path \/\S* Prefix\): the host is another; .*it answers 404 by itself, because no rule is for this host/, /^kubectl patch ingress shop --type=json -p '\[\{"op":"replace","path":"\/spec\/rules\/0\/host","value":"shop\.exmaple"\}\]'$/], // prettier-ignore
  ];
  it.each(cases)('name %s and the smallest change', async (_what, broken, command, said, change) => {
    const lab = ready.fork();
    await sh(lab, `${broken}\nsleep 4`);
    const { en, ko, remedy } = await walk(lab, command);
    expect(en).toMatch(said);
    expect(remedy).toMatch(change);
    expect(ko).toMatch(/원인: .*\S/);
  });

  it('name the Secret that is missing when a certificate is not trusted', async () => {
    const lab = ready.fork();
    await sh(lab, `${apply(ingress(`{ingressClassName: nginx, tls: [{hosts: [shop.example], secretName: gone}], ${rules('shop.example', path('/', 'web'))}}`))}sleep 4`); // prettier-ignore
    const port = 'P=$(kubectl -n ingress-nginx get service ingress-nginx-controller -o jsonpath={.spec.ports[1].nodePort})'; // prettier-ignore
    const { en } = await walk(lab, `${port}; curl -s --connect-to shop.example:443:node01:$P https://shop.example/`);
    expect(en).toContain('Secret default/gone of its certificate, which Ingress default/shop names, is not there');
  });
});

describe('requests through a Gateway, in the walk', () => {
  let ready: Lab;
  const route = (spec: string): string => `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: shop}\nspec: ${spec}`; // prettier-ignore
  const GATEWAY = 'node01:$(kubectl get service gw-nginx -o jsonpath={.spec.ports[0].nodePort})';
  const ask = (at = '/'): string => `curl -s -H 'Host: shop.example' http://${GATEWAY}${at}`;
  const to = (name: string, more = ''): string => `backendRefs: [{name: ${name}, port: 80${more}}]`;
  beforeAll(async () => {
    ready = await createLab('kubeadm');
    await sh(
      ready,
      `kubectl apply -f ${API} -f ${NGF}/crds.yaml
kubectl apply -f ${NGF}/nodeport/deploy.yaml
kubectl create namespace other
for app in web cart; do kubectl create deployment $app --image=gcr.io/google-samples/hello-app:1.0; kubectl expose deployment $app --port=80 --target-port=8080; done
kubectl -n other create deployment far --image=gcr.io/google-samples/hello-app:1.0; kubectl -n other expose deployment far --port=80 --target-port=8080
${apply('apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: gw}\nspec: {gatewayClassName: nginx, listeners: [{name: http, port: 80, protocol: HTTP}]}', route(`{parentRefs: [{name: gw}], hostnames: [shop.example], rules: [{matches: [{path: {value: /cart}}], ${to('cart')}}, {matches: [{path: {value: /cart}, headers: [{name: beta, value: "1"}]}], ${to('web')}}, {${to('web')}}]}`))}
kubectl wait --for=condition=Programmed gateway/gw --timeout=60s
kubectl wait --for=condition=Available deployment --all --timeout=60s
sleep 4`,
    );
  }, 120_000);

  it('name the route, why its other matches were not chosen, the Service and the Pod', async () => {
    const { en } = await walk(ready, ask('/cart'));
    expect(en).toMatch(
      /The Gateway’s nginx \(Pod default\/gw-nginx-\S+\) chose HTTPRoute default\/shop \(host shop\.example, path \/cart PathPrefix\) for GET http:\/\/shop\.example\/cart \(not HTTPRoute default\/shop \(host shop\.example, path \/cart PathPrefix, header beta: 1\): the request lacks .*; nor HTTPRoute default\/shop \(host shop\.example, path \/ PathPrefix\): its path is shorter\); behind it is Service default\/cart port 80, EndpointSlice cart-\S+ has 1 ready endpoint; it asks 10\.244\.\S+:8080 \(Pod default\/cart-/,
    );
  });

  const cases: readonly (readonly [what: string, spec: string, said: RegExp, remedy: RegExp])[] = [
    ['a parentRef to no Gateway', `{parentRefs: [{name: wg}], hostnames: [shop.example], rules: [{${to('web')}}]}`, /because HTTPRoute default\/shop would fit, but is not attached to this Gateway \(parentRefs: it names wg\)/, /^kubectl patch httproute shop --type=merge -p '\{"spec":\{"parentRefs":\[\{"name":"gw"\}\]\}\}'$/], // prettier-ignore
    ['a section that no listener has', `{parentRefs: [{name: gw, sectionName: https}], hostnames: [shop.example], rules: [{${to('web')}}]}`, /not attached to this Gateway \(NoMatchingParent: /, /^kubectl patch httproute shop --type=merge -p '\{"spec":\{"parentRefs":\[\{"name":"gw"\}\]\}\}'$/], // prettier-ignore
    ['a missing ReferenceGrant', `{parentRefs: [{name: gw}], hostnames: [shop.example], rules: [{${to('far', ', namespace: other')}}]}`, /it answers 500 by itself, because the Service is in another namespace than HTTPRoute, and no ReferenceGrant there allows that/, /^echo '\{"apiVersion":"gateway\.networking\.k8s\.io\/v1beta1","kind":"ReferenceGrant".*kubectl apply -f -$/], // prettier-ignore
    ['a missing Service', `{parentRefs: [{name: gw}], hostnames: [shop.example], rules: [{${to('wbe')}}]}`, /it answers 500 by itself, because there is no such Service/, /^kubectl patch httproute shop --type=json -p '\[\{"op":"replace","path":"\/spec\/rules\/0\/backendRefs\/0\/name","value":"(web|cart)"\}\]'$/], // prettier-ignore
  ];
  it.each(cases)('name %s and the smallest change', async (_what, spec, said, change) => {
    const lab = ready.fork();
    await sh(lab, `${apply(route(spec))}sleep 4`);
    const { en, remedy } = await walk(lab, ask());
    expect(en).toMatch(said);
    expect(remedy).toMatch(change);
  });
});
