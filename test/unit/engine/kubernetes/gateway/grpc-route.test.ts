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

const apply = (...documents: readonly string[]): string => `kubectl apply -f - <<'EOF'\n${documents.join('\n---\n')}\nEOF\n`; // prettier-ignore
const route = (spec: string, name = 'greet'): string =>
  apply(`apiVersion: gateway.networking.k8s.io/v1\nkind: GRPCRoute\nmetadata: {name: ${name}}\nspec: ${spec}`);
const SAY = 'method: {service: helloworld.Greeter, method: SayHello}';
const backend = (name: string, more = ''): string => `backendRefs: [{name: ${name}, port: 8080${more}}]`;
const greet = (name: string, options = ''): string =>
  `kubectl exec box -- grpcurl -plaintext -proto grpc.proto -authority bar.com ${options} -d '{"name": "${name}"}' gw-nginx:80 helloworld.Greeter/SayHello\n`;
const conditions = `kubectl get grpcroute greet -o jsonpath='{range .status.parents[*].conditions[*]}{.type}={.status}:{.reason}:{.message}{"\\n"}{end}'\n`; // prettier-ignore

describe('gRPC', () => {
  let ready: Lab;
  beforeAll(async () => {
    ready = await createLab('kubeadm');
    await sh(
      ready,
      `kubectl apply -f ${API} -f ${NGF}/crds.yaml
kubectl apply -f ${NGF}/nodeport/deploy.yaml
for v in one two; do kubectl create deployment $v --image=ghcr.io/nginx/kic-test-grpc-server:0.2.6; kubectl expose deployment $v --port=8080 --target-port=50051; done
kubectl run bin --image=moul/grpcbin --port=9000 --expose
kubectl run box --image=nicolaka/netshoot --command -- sleep infinity
${apply('apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: gw}\nspec: {gatewayClassName: nginx, listeners: [{name: http, port: 80, protocol: HTTP}]}')}
kubectl wait --for=condition=Programmed gateway/gw --timeout=60s
kubectl wait --for=condition=Available deployment --all --timeout=60s
kubectl wait --for=condition=Ready pod --all --timeout=60s
cat > grpc.proto <<'EOF'
syntax = "proto3";
package helloworld;
service Greeter {
  rpc SayHello (HelloRequest) returns (HelloReply) {}
  rpc Other (HelloRequest) returns (HelloReply) {}
}
message HelloRequest { string name = 1; }
message HelloReply { string message = 1; }
EOF
kubectl cp grpc.proto box:/root/grpc.proto`,
    );
  }, 60_000);

  it('tells what a server serves, by reflection', async () => {
    const lab = ready.fork();
    expect(await sh(lab, 'kubectl exec box -- grpcurl -plaintext bin:9000 list')).toBe('addsvc.Add\ngrpc.reflection.v1.ServerReflection\nhello.HelloService\n'); // prettier-ignore
    expect(await sh(lab, 'kubectl exec box -- grpcurl -plaintext bin:9000 describe hello.HelloService.BidiHello')).toBe('hello.HelloService.BidiHello is a method:\nrpc BidiHello ( stream .hello.HelloRequest ) returns ( stream .hello.HelloResponse );\n'); // prettier-ignore
    expect(await sh(lab, `kubectl exec box -- grpcurl -plaintext -d '{"greeting":"you"}' bin:9000 hello.HelloService/SayHello`)).toBe('{\n  "reply": "hello you"\n}\n'); // prettier-ignore
    expect(await sh(lab, `kubectl exec box -- grpcurl -plaintext -d '{"a":"2","b":-5}' bin:9000 addsvc.Add.Sum`)).toBe('{\n  "v": "-3"\n}\n'); // prettier-ignore
  });

  it('says as grpcurl does why a call cannot be made', async () => {
    const lab = ready.fork();
    const said = async (words: string): Promise<string> => (await sh(lab, `kubectl exec box -- grpcurl ${words}`)).split('\n')[0] ?? ''; // prettier-ignore
    expect(await said('bin:9000 list')).toBe('Failed to dial target host "bin:9000": tls: first record does not look like a TLS handshake'); // prettier-ignore
    expect(await said('-plaintext nope:1 list')).toBe('Failed to dial target host "nope:1": connection error: desc = "transport: error while dialing: dial tcp: lookup nope on 10.96.0.10:53: no such host"'); // prettier-ignore
    expect(await said('-plaintext 127.0.0.1:1 list')).toContain('dial tcp 127.0.0.1:1: connect: connection refused');
    expect(await said('-plaintext one:8080 list')).toBe('Failed to list services: server does not support the reflection API'); // prettier-ignore
    expect(await said('-plaintext bin:9000 no.Service/Method')).toBe('Error invoking method "no.Service/Method": target server does not expose service "no.Service"'); // prettier-ignore
    expect(await said('-plaintext bin:9000 hello.HelloService/No')).toBe('Error invoking method "hello.HelloService/No": service "hello.HelloService" does not include a method named "No"'); // prettier-ignore
    expect(await said('-nope')).toBe('flag provided but not defined: -nope');
    expect(await said('')).toBe('Too few arguments.');
  });

  it('goes by a GRPCRoute to the Service of the method, or of a header that fits as well', async () => {
    const lab = ready.fork();
    await sh(lab, `${route(`{parentRefs: [{name: gw}], hostnames: [bar.com], rules: [{matches: [{${SAY}}], ${backend('one')}}, {matches: [{${SAY}, headers: [{name: version, value: two}]}], ${backend('two')}}]}`)}sleep 3`); // prettier-ignore
    expect(await sh(lab, greet('first'))).toBe('{\n  "message": "Hello first"\n}\n');
    const second = await sh(lab, greet('second', "-v -H 'version: two'"));
    expect(second).toContain('Request metadata to send:\nversion: two\n');
    expect(second).toMatch(/Response headers received:\ncontent-type: application\/grpc\ndate: .*\nserver: nginx\n/);
    expect(second).toContain('Sent 1 request and received 1 response\n');
    expect(await sh(lab, 'kubectl logs deploy/one | tail -n +2')).toMatch(/^\S+ \S+ Received: first\n$/);
    expect(await sh(lab, 'kubectl logs deploy/two | tail -n +2')).toMatch(/^\S+ \S+ Received: second\n$/);
    expect(await sh(lab, 'kubectl logs deploy/gw-nginx -c nginx | grep SayHello | head -1')).toContain('"POST /helloworld.Greeter/SayHello HTTP/2.0" 200'); // prettier-ignore
    expect(await sh(lab, conditions)).toBe('Accepted=True:Accepted:The Route is accepted\nResolvedRefs=True:ResolvedRefs:All references are resolved\n'); // prettier-ignore
  });

  it('is answered with a status by nginx when no rule fits, a Service is missing, or nobody is behind it', async () => {
    const lab = ready.fork();
    await sh(lab, `${route(`{parentRefs: [{name: gw}], rules: [{matches: [{${SAY}}], ${backend('one')}}]}`)}sleep 3`);
    const other = greet('x').replace('SayHello', 'Other');
    expect(await sh(lab, other)).toContain('Code: Unimplemented\n  Message: unexpected HTTP status code received from server: 404 (Not Found); transport: received unexpected content-type "text/html"\n'); // prettier-ignore
    expect(await sh(lab, 'kubectl scale deployment one --replicas=0; sleep 5') + (await sh(lab, greet('x')))).toContain('Code: Unavailable\n  Message: unavailable\ncommand terminated with exit code 78\n'); // prettier-ignore
    await sh(lab, `${route(`{parentRefs: [{name: gw}], rules: [{matches: [{${SAY}}], ${backend('gone')}}]}`)}sleep 3`);
    expect(await sh(lab, greet('x'))).toContain('Code: Internal\n  Message: internal error\n');
    expect(await sh(lab, conditions)).toContain('ResolvedRefs=False:BackendNotFound:spec.rules[0].backendRefs[0].name: Not found: "gone"'); // prettier-ignore
  });

  it('comes as an error to a server of HTTP/1.1, which nginx names by its first bytes', async () => {
    const lab = ready.fork();
    await sh(lab, `kubectl run web --image=nginx --port=80 --expose; kubectl wait --for=condition=Ready pod/web; ${route(`{parentRefs: [{name: gw}], rules: [{${backend('web').replace('8080', '80')}}]}`)}sleep 3`); // prettier-ignore
    expect(await sh(lab, greet('x'))).toContain('Code: Unavailable\n  Message: unavailable\n');
    expect(await sh(lab, 'kubectl logs deploy/gw-nginx -c nginx')).toContain('upstream sent too large http2 frame: 4740180 while reading response header from upstream'); // prettier-ignore
  });

  it('is shared among Services by weight, and changed by filters', async () => {
    const lab = ready.fork();
    await sh(lab, `${route(`{parentRefs: [{name: gw}], rules: [{filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {add: [{name: x-by, value: gateway}]}}], backendRefs: [{name: one, port: 8080, weight: 0}, {name: two, port: 8080, weight: 1}]}]}`)}sleep 3`); // prettier-ignore
    expect(await sh(lab, greet('shared', '-v'))).toContain('x-by: gateway');
    expect(await sh(lab, 'kubectl logs deploy/two')).toContain('Received: shared');
  });

  it('has a condition that says which rule no nginx can carry out', async () => {
    const lab = ready.fork();
    await sh(lab, `${route(`{parentRefs: [{name: gw}], rules: [{matches: [{method: {service: helloworld.Greeter}}], ${backend('one')}}]}`)}sleep 3`); // prettier-ignore
    expect(await sh(lab, conditions)).toContain('Accepted=False:UnsupportedValue:All rules are invalid: spec.rules[0].matches[0].method.method: Required value: method is required\n'); // prettier-ignore
  });

  it('is asked by probes of the kubelet, which say why they fail', async () => {
    const lab = ready.fork();
    const pod = (name: string, image: string, args: string, probe: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: c, image: "${image}", args: ${args}, readinessProbe: {grpc: ${probe}, periodSeconds: 2}}]}`; // prettier-ignore
    const agnhost = 'registry.k8s.io/e2e-test-images/agnhost:2.45';
    await sh(
      lab,
      `${apply(
        pod('good', agnhost, '[grpc-health-checking]', '{port: 5000}'),
        pod('unknown', agnhost, '[grpc-health-checking]', '{port: 5000, service: shop}'),
        pod('greeter', 'ghcr.io/nginx/kic-test-grpc-server:0.2.6', '[]', '{port: 50051}'),
        pod('plain', 'nginx', '[]', '{port: 80}'),
        pod('deaf', 'nginx', '[]', '{port: 5000}'),
      )}sleep 12`,
    );
    expect(await sh(lab, 'kubectl get pods good unknown greeter plain deaf --no-headers | tr -s " " | cut -d" " -f1,2')).toBe('good 1/1\nunknown 0/1\ngreeter 0/1\nplain 0/1\ndeaf 0/1\n'); // prettier-ignore
    const told = async (name: string): Promise<string> => (await sh(lab, `kubectl get events --field-selector involvedObject.name=${name},reason=Unhealthy -o jsonpath='{.items[0].message}'`)).replace(/10\.244\.\d+\.\d+/, 'IP'); // prettier-ignore
    expect(await told('unknown')).toBe('Readiness probe failed: error: health rpc probe failed: rpc error: code = NotFound desc = unknown service'); // prettier-ignore
    expect(await told('greeter')).toBe('Readiness probe failed: error: this server does not implement the grpc health protocol (grpc.health.v1.Health): unknown service grpc.health.v1.Health'); // prettier-ignore
    for (const [name, port] of [['plain', 80], ['deaf', 5000]] as const) expect(await told(name)).toBe(`Readiness probe failed: timeout: failed to connect service "IP:${port}" within 1s: context deadline exceeded`); // prettier-ignore
    await sh(lab, 'kubectl exec good -- curl -s 127.0.0.1:8080/make-not-serving; sleep 8');
    expect(await told('good')).toBe('Readiness probe failed: service unhealthy (responded with "NOT_SERVING")');
  });
});
