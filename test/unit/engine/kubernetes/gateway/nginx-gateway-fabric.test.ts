import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';

const API = 'https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.4.1/standard-install.yaml';
const NGF = 'https://raw.githubusercontent.com/nginx/nginx-gateway-fabric/v2.4.0/deploy';

async function sh(lab: Lab, script: string): Promise<string> {
  let text = '';
  const take = (piece: string): void => void (text += piece);
  await lab.run(script, { stdout: take, stderr: take, signal: AbortSignal.timeout(30_000), pace: 'virtual' });
  return text.replaceAll('\r', '');
}

const route = (name: string, spec: string): string => `cat <<'EOF' | kubectl apply -f -
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: ${name}}
spec: ${spec}
EOF
`;
const reason = (kind: string, name: string, path: string): string => `kubectl get ${kind} ${name} -o jsonpath='{range ${path}.conditions[*]}{.type}={.status}:{.reason} {end}'`; // prettier-ignore

describe('NGINX Gateway Fabric', () => {
  let ready: Lab;
  beforeAll(async () => {
    const lab = await createLab('kubeadm');
    const text = await sh(
      lab,
      `kubectl apply -f ${API} -f ${NGF}/crds.yaml
kubectl apply -f ${NGF}/nodeport/deploy.yaml
for app in red blue; do kubectl create deployment $app --image=gcr.io/google-samples/hello-app:1.0; kubectl expose deployment $app --port=80 --target-port=8080; done
cat <<'EOF' | kubectl apply -f -
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: gw}
spec:
  gatewayClassName: nginx
  listeners: [{name: http, port: 80, protocol: HTTP, hostname: "*.example"}]
EOF
kubectl -n nginx-gateway wait --for=condition=Available deployment/nginx-gateway --timeout=120s
kubectl wait --for=condition=Programmed gateway/gw --timeout=60s
kubectl wait --for=condition=Available deployment --all --timeout=60s
PORT=$(kubectl get service gw-nginx -o jsonpath='{.spec.ports[0].nodePort}')
code() { curl -s -o /dev/null -w '%{http_code} %{redirect_url}' -H "Host: $1" "$\{@:3}" "http://node01:$PORT$2"; }`.replace(
        '$\\{',
        '${',
      ),
    );
    expect(text).toContain('gateway.gateway.networking.k8s.io/gw condition met');
    expect(text).toContain('deployment.apps/gw-nginx condition met');
    ready = lab;
  }, 60_000);

  it('makes a Deployment and a Service for a Gateway, and takes them away with it', async () => {
    const lab = ready.fork();
    expect(await sh(lab, 'kubectl get gateway gw; kubectl get service gw-nginx')).toMatch(
      /^NAME +CLASS +ADDRESS +PROGRAMMED +AGE\ngw +nginx +10\.\S+ +True +\S+\nNAME[^\n]*\ngw-nginx +NodePort +10\.\S+ +<none> +80:3\d+\/TCP/,
    );
    await sh(lab, 'kubectl delete gateway gw; sleep 5');
    expect(await sh(lab, 'kubectl get deployment,service -l gateway.networking.k8s.io/gateway-name=gw')).toBe('No resources found in default namespace.\n'); // prettier-ignore
  });

  it('chooses by path, method, header and parameter, the match that says most first', async () => {
    const lab = ready.fork();
    const to = (app: string): string => `backendRefs: [{name: ${app}, port: 80}]`;
    await sh(
      lab,
      route(
        'r',
        `{parentRefs: [{name: gw}], hostnames: [a.example], rules: [
 {matches: [{path: {type: PathPrefix, value: /x}}], ${to('red')}},
 {matches: [{path: {type: PathPrefix, value: /x}, headers: [{name: beta, value: "yes"}]}, {path: {type: PathPrefix, value: /x}, queryParams: [{name: v, value: "2"}]}], ${to('blue')}},
 {matches: [{path: {type: Exact, value: /only}, method: POST}], ${to('blue')}},
 {matches: [{path: {type: RegularExpression, value: "/n[0-9]+"}}], ${to('blue')}}]}`,
      ),
    );
    const who = (words: string): Promise<string> => sh(lab, `curl -s -H 'Host: a.example' ${words} | grep -oE 'red|blue'`); // prettier-ignore
    expect(await who('node01:$PORT/x/y')).toBe('red\n');
    expect(await who('-H "beta: yes" node01:$PORT/x')).toBe('blue\n');
    expect(await who('"node01:$PORT/x?v=2"')).toBe('blue\n');
    expect(await who('-X POST node01:$PORT/only')).toBe('blue\n');
    expect(await who('node01:$PORT/n12')).toBe('blue\n');
    expect(await sh(lab, 'code a.example /only; code a.example /xy; code b.example /x')).toBe('404 404 404 ');
  });

  it('rewrites, redirects, changes headers, mirrors and shares by weight', async () => {
    const lab = ready.fork();
    await sh(
      lab,
      route(
        'f',
        `{parentRefs: [{name: gw}], hostnames: [f.example], rules: [
 {matches: [{path: {type: PathPrefix, value: /app}}], filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}, {type: ResponseHeaderModifier, responseHeaderModifier: {add: [{name: X-A, value: b}], remove: [Date]}}], backendRefs: [{name: red, port: 80}]},
 {matches: [{path: {type: PathPrefix, value: /old}}], filters: [{type: RequestRedirect, requestRedirect: {scheme: https, statusCode: 301, path: {type: ReplaceFullPath, replaceFullPath: /new}}}]},
 {matches: [{path: {type: PathPrefix, value: /copy}}], filters: [{type: RequestMirror, requestMirror: {backendRef: {name: blue, port: 80}}}], backendRefs: [{name: red, port: 80}]},
 {matches: [{path: {type: PathPrefix, value: /share}}], backendRefs: [{name: red, port: 80, weight: 3}, {name: blue, port: 80, weight: 1}]}]}`,
      ),
    );
    expect(await sh(lab, 'curl -si -H "Host: f.example" "node01:$PORT/app/socks?a=1" | grep X-A; kubectl logs deployment/red --tail=1')).toMatch(/^X-A: b\n.* Serving request: \/socks\n$/); // prettier-ignore
    expect(await sh(lab, 'code f.example /old/x')).toBe('301 https://f.example/new');
    expect(await sh(lab, 'code f.example /copy/z; sleep 1; kubectl logs deployment/blue --tail=1')).toMatch(/^200 .*Serving request: \/copy\/z\n$/); // prettier-ignore
    const shares = await sh(lab, 'for i in $(seq 24); do curl -s -H "Host: f.example" node01:$PORT/share | grep -oE "(red|blue)-"; done | sort | uniq -c'); // prettier-ignore
    const [, blue = 0, red = 0] = /(\d+) blue-\n +(\d+) red-/.exec(shares) ?? [];
    expect(Number(red)).toBeGreaterThan(Number(blue));
  });

  it('tells in the status what is missing, and answers 500 for it', async () => {
    const lab = ready.fork();
    const parts = '.status.parents[0]';
    await sh(
      lab,
      route(
        'm',
        '{parentRefs: [{name: gw}], hostnames: [m.example], rules: [{backendRefs: [{name: none, port: 80}]}]}',
      ),
    );
    expect(await sh(lab, reason('httproute', 'm', parts))).toBe(
      'Accepted=True:Accepted ResolvedRefs=False:BackendNotFound ',
    );
    expect(await sh(lab, 'code m.example /')).toBe('500 ');
    await sh(lab, route('m', '{parentRefs: [{name: gw}], hostnames: [m.example], rules: [{backendRefs: [{name: web, namespace: other, port: 80}]}]}')); // prettier-ignore
    expect(await sh(lab, reason('httproute', 'm', parts))).toContain('ResolvedRefs=False:RefNotPermitted');
    await sh(lab, route('m', '{parentRefs: [{name: gw}], hostnames: [m.elsewhere], rules: []}'));
    expect(await sh(lab, reason('httproute', 'm', parts))).toContain('Accepted=False:NoMatchingListenerHostname');
    await sh(lab, route('m', '{parentRefs: [{name: gw, sectionName: nope}], rules: []}'));
    expect(await sh(lab, reason('httproute', 'm', parts))).toContain('Accepted=False:NoMatchingParent');
  });

  it('sends 503 when no Pod is behind a Service', async () => {
    const lab = ready.fork();
    await sh(lab, `${route('e', '{parentRefs: [{name: gw}], hostnames: [e.example], rules: [{backendRefs: [{name: red, port: 80}]}]}')}kubectl scale deployment red --replicas=0; sleep 3`); // prettier-ignore
    expect(await sh(lab, 'code e.example /')).toBe('503 ');
  });

  it('ends TLS with the certificate of a Secret, and says what is wrong with a listener', async () => {
    const lab = ready.fork();
    const text = await sh(
      lab,
      `openssl req -x509 -nodes -newkey rsa:2048 -keyout k -out c -subj /CN=s.example -addext subjectAltName=DNS:s.example 2>/dev/null
kubectl patch gateway gw --type=json -p '[{"op":"add","path":"/spec/listeners/-","value":{"name":"https","port":443,"protocol":"HTTPS","tls":{"certificateRefs":[{"name":"s"}]}}}]'
kubectl get gateway gw -o jsonpath='{.status.listeners[1].conditions[?(@.type=="ResolvedRefs")].message}{"\\n"}'
kubectl create secret tls s --cert=c --key=k
${route('s', '{parentRefs: [{name: gw, sectionName: https}], rules: [{backendRefs: [{name: red, port: 80}]}]}')}
kubectl rollout status deployment gw-nginx >/dev/null
P=$(kubectl get service gw-nginx -o jsonpath='{.spec.ports[1].nodePort}')
curl -s --cacert c --resolve s.example:$P:192.168.1.11 https://s.example:$P/ | grep Version
curl -sS --resolve s.example:$P:192.168.1.11 https://s.example:$P/ 2>&1 | head -1
curl -si http://node01:$P/ | head -1`,
    );
    expect(text).toContain('tls.certificateRefs[0]: Invalid value: {"Namespace":"default","Name":"s"}: secret does not exist\n'); // prettier-ignore
    expect(text).toMatch(
      /Version: 1\.0\.0\ncurl: \(60\) SSL certificate problem: self-signed certificate\nHTTP\/1\.1 400 Bad Request\n$/,
    );
  });

  it('refuses listeners that conflict, and leaves a Gateway of another class alone', async () => {
    const lab = ready.fork();
    await sh(
      lab,
      `cat <<'EOF' | kubectl apply -f -
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: two}
spec:
  gatewayClassName: nginx
  listeners: [{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTPS, tls: {certificateRefs: [{name: x}]}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: other}
spec:
  gatewayClassName: cilium
  listeners: [{name: a, port: 80, protocol: HTTP}]
EOF`,
    );
    expect(await sh(lab, reason('gateway', 'two', '.status'))).toBe('Accepted=False:ListenersNotValid Programmed=False:Invalid '); // prettier-ignore
    expect(await sh(lab, reason('gateway', 'two', '.status.listeners[0]'))).toContain('Conflicted=True:ProtocolConflict'); // prettier-ignore
    expect(await sh(lab, 'kubectl get gateway other --no-headers')).toMatch(/^other +cilium +Unknown/);
  });
});
