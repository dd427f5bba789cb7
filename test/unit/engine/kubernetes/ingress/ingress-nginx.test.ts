import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';

const DEPLOY =
  'https://raw.githubusercontent.com/kubernetes/ingress-nginx/controller-v1.14.1/deploy/static/provider/baremetal/deploy.yaml';

const APPS = `for app in red blue; do
kubectl create deployment $app --image=gcr.io/google-samples/hello-app:1.0
kubectl expose deployment $app --port=80 --target-port=8080
done
kubectl wait --for=condition=Available deployment --all --timeout=60s
`;

async function sh(lab: Lab, script: string): Promise<string> {
  let text = '';
  const take = (piece: string): void => void (text += piece);
  await lab.run(script, { stdout: take, stderr: take, signal: AbortSignal.timeout(20_000), pace: 'virtual' });
  return text.replaceAll('\r', '');
}

describe('ingress-nginx', () => {
  let ready: Lab;
  beforeAll(async () => {
    const lab = await createLab('kubeadm');
    const text = await sh(
      lab,
      `kubectl apply -f ${DEPLOY}
kubectl -n ingress-nginx wait --for=condition=ready pod --selector=app.kubernetes.io/component=controller --timeout=120s
${APPS}
PORT=$(kubectl -n ingress-nginx get svc ingress-nginx-controller -o jsonpath='{.spec.ports[0].nodePort}')`,
    );
    expect(text).toMatch(/pod\/ingress-nginx-controller-\S+ condition met/);
    ready = lab;
  });

  const created = async (lab: Lab, rules: string): Promise<void> => {
    expect(await sh(lab, `kubectl create ingress ${rules}`)).toContain('created');
  };
  const code = (lab: Lab, words: string): Promise<string> => sh(lab, `curl -s -o /dev/null -w '%{http_code}' ${words}`);

  it('answers 404 as long as nobody has a rule', async () => {
    const lab = ready.fork();
    expect(await sh(lab, 'curl -si node01:$PORT/')).toMatch(
      /^HTTP\/1\.1 404 Not Found\nDate: .*\nContent-Type: text\/html\nContent-Length: 146\nConnection: keep-alive\n\n<html>\n<head><title>404 Not Found<\/title><\/head>\n<body>\n<center><h1>404 Not Found<\/h1><\/center>\n<hr><center>nginx<\/center>\n<\/body>\n<\/html>\n$/,
    );
  });

  it('carries requests by host and path to Pods behind Services', async () => {
    const lab = ready.fork();
    await created(lab, `shop --class=nginx --rule='shop.example/red*=red:80' --rule='shop.example/blue=blue:80'`);
    expect(await sh(lab, `curl -s -H 'Host: shop.example' node01:$PORT/red/x`)).toMatch(/Hostname: red-/);
    expect(await sh(lab, `curl -s --resolve shop.example:$PORT:192.168.1.11 http://shop.example:$PORT/blue`)).toMatch(
      /Hostname: blue-/,
    );
    expect(await sh(lab, `curl -s -H 'Host: shop.example' node01:$PORT/blue`)).toMatch(/Hostname: blue-/);
    expect(await code(lab, `-H 'Host: shop.example' node01:$PORT/blue/more`)).toBe('404');
    expect(await code(lab, `-H 'Host: shop.example' node01:$PORT/redder`)).toBe('404');
    expect(await code(lab, `-H 'Host: other.example' node01:$PORT/red`)).toBe('404');
    expect(await sh(lab, 'kubectl get ingress')).toMatch(
      /^NAME +CLASS +HOSTS +ADDRESS +PORTS +AGE\nshop +nginx +shop\.example +10\.\S+ +80 /,
    );
    expect(await sh(lab, 'kubectl describe ingress shop')).toMatch(
      /Normal +Sync +\S+ +nginx-ingress-controller +Scheduled for sync/,
    );
    const log = await sh(lab, 'kubectl -n ingress-nginx logs deploy/ingress-nginx-controller');
    expect(log).toMatch(
      / "GET \/red\/x HTTP\/1\.1" 200 \d+ "-" "curl\/\S+" \d+ 0\.\d+ \[default-red-80\] \[-?\] 10\.244\.\d+\.\d+:8080 \d+ 0\.\d+ 200 [0-9a-f]{32}\n/,
    );
  });

  it('rewrites paths', async () => {
    const lab = ready.fork();
    // Expressions want pathType ImplementationSpecific, which kubectl create ingress cannot write.
    expect(
      await sh(
        lab,
        `kubectl create ingress app --class=nginx --rule='/app(/|$)(.*)=red:80' --annotation nginx.ingress.kubernetes.io/rewrite-target='/$2' --dry-run=client -o yaml | sed 's/Exact/ImplementationSpecific/' | kubectl apply -f -`,
      ),
    ).toContain('created');
    expect(await sh(lab, 'curl -s node01:$PORT/app/inner')).toMatch(/Hostname: red-/);
    expect(await sh(lab, 'kubectl logs deploy/red')).toMatch(/Serving request: \/inner\n/);
  });

  it('answers 503 for a Service without endpoints, and 502 for one whose Pods listen elsewhere', async () => {
    const lab = ready.fork();
    await created(lab, `bad --class=nginx --rule='/none=nobody:80' --rule='/empty=red:80' --rule='/wrong=blue:80'`);
    await sh(
      lab,
      'kubectl scale deployment red --replicas=0; kubectl patch svc blue -p \'{"spec":{"ports":[{"port":80,"targetPort":81}]}}\'; sleep 5',
    );
    expect(await code(lab, 'node01:$PORT/none')).toBe('503');
    expect(await code(lab, 'node01:$PORT/empty')).toBe('503');
    expect(await code(lab, 'node01:$PORT/wrong')).toBe('502');
    expect(await sh(lab, 'kubectl -n ingress-nginx logs deploy/ingress-nginx-controller')).toContain(
      'Error obtaining Endpoints for Service "default/nobody": no object matching key "default/nobody" in local store',
    );
  });

  it('leaves an Ingress of another class alone, and one without a class unless there is a default', async () => {
    const lab = ready.fork();
    await created(lab, `other --class=traefik --rule='/red=red:80'`);
    await created(lab, `none --rule='/blue=blue:80'`);
    expect(await code(lab, 'node01:$PORT/red')).toBe('404');
    expect(await code(lab, 'node01:$PORT/blue')).toBe('404');
    await sh(lab, 'kubectl annotate ingressclass nginx ingressclass.kubernetes.io/is-default-class=true');
    await created(lab, `later --rule='/blue=blue:80'`);
    expect(await code(lab, 'node01:$PORT/blue')).toBe('200');
  });

  it('sends a share of the requests to a canary', async () => {
    const lab = ready.fork();
    await created(lab, `main --class=nginx --rule='/*=red:80'`);
    await created(
      lab,
      `canary --class=nginx --rule='/*=blue:80' --annotation nginx.ingress.kubernetes.io/canary=true --annotation nginx.ingress.kubernetes.io/canary-weight=30 --annotation nginx.ingress.kubernetes.io/canary-by-header=X-New`,
    );
    expect(await sh(lab, `curl -s -H 'X-New: always' node01:$PORT/`)).toMatch(/Hostname: blue-/);
    expect(await sh(lab, `curl -s -H 'X-New: never' node01:$PORT/`)).toMatch(/Hostname: red-/);
    const many = await sh(lab, 'for i in $(seq 60); do curl -s node01:$PORT/ | grep Host; done');
    const blue = many.split('\n').filter((line) => line.includes('blue')).length;
    expect(blue).toBeGreaterThan(5);
    expect(blue).toBeLessThan(35);
  });

  it('ends TLS with the certificate of the Secret that a host has, else with its own, and sends plain requests there', async () => {
    const lab = ready.fork();
    await created(lab, `shop --class=nginx --rule='shop.example/*=red:80,tls=shop'`);
    const https = `P=$(kubectl -n ingress-nginx get svc ingress-nginx-controller -o jsonpath='{.spec.ports[1].nodePort}')
RESOLVE="--resolve shop.example:$P:192.168.1.11"
`;
    const text = await sh(
      lab,
      `${https}curl -sS $RESOLVE https://shop.example:$P/ 2>&1 | head -1
curl -svk $RESOLVE https://shop.example:$P/ 2>&1 | grep -E 'subject:|verify result|^< HTTP'
openssl req -x509 -nodes -newkey rsa:2048 -keyout k -out c -subj /CN=shop.example -addext subjectAltName=DNS:shop.example 2>/dev/null
kubectl create secret tls shop --cert=c --key=k
curl -sS $RESOLVE https://shop.example:$P/ 2>&1 | head -1
curl -s --cacert c $RESOLVE https://shop.example:$P/ | grep Version
curl -s --cacert c -o /dev/null -w '%{http_version} %{ssl_verify_result} %{scheme}\\n' $RESOLVE https://shop.example:$P/
echo | openssl s_client -connect node01:$P -servername shop.example 2>/dev/null | grep -E 'subject|Verify'
curl -s -o /dev/null -w '%{http_code} %{redirect_url}\\n' -H 'Host: shop.example' node01:$PORT/x`,
    );
    expect(text).toBe(`curl: (60) SSL certificate problem: unable to get local issuer certificate
*  subject: O=Acme Co; CN=Kubernetes Ingress Controller Fake Certificate
*  SSL certificate verify result: unable to get local issuer certificate (20), continuing anyway.
< HTTP/2 200 
secret/shop created
curl: (60) SSL certificate problem: self-signed certificate
Version: 1.0.0
2 0 HTTPS
subject=CN = shop.example
Verify return code: 18 (self-signed certificate)
308 https://shop.example/x
`);
  });

  it('refuses in its webhook what would be in the way of others', async () => {
    const lab = ready.fork();
    await created(lab, `shop --class=nginx --rule='shop.example/red=red:80'`);
    const denied =
      'error: failed to create ingress: admission webhook "validate.nginx.ingress.kubernetes.io" denied the request:';
    expect(await sh(lab, `kubectl create ingress again --class=nginx --rule='shop.example/red=blue:80'`)).toBe(`${denied} host "shop.example" and path "/red" is already defined in ingress default/shop\n`); // prettier-ignore
    expect(await sh(lab, `kubectl create ingress odd --class=nginx --rule='odd.example/a(b|c)*=blue:80'`)).toBe(`${denied} ingress contains invalid paths: path /a(b|c) cannot be used with pathType Prefix\n`); // prettier-ignore
    expect(await sh(lab, `kubectl create ingress s --class=nginx --annotation nginx.ingress.kubernetes.io/configuration-snippet='return 200;' --rule='s.example/=blue:80'`)).toBe(`${denied} nginx.ingress.kubernetes.io/configuration-snippet annotation cannot be used. Snippet directives are disabled by the Ingress administrator\n`); // prettier-ignore
    expect(await sh(lab, `kubectl create ingress other --class=other --rule='shop.example/red=blue:80'`)).toContain(
      'created',
    );
    await sh(lab, 'kubectl -n ingress-nginx scale deployment ingress-nginx-controller --replicas=0; sleep 5');
    expect(await sh(lab, `kubectl create ingress late --class=nginx --rule='late.example/=blue:80'`)).toMatch(
      /^error: failed to create ingress: Internal error occurred: failed calling webhook "validate\.nginx\.ingress\.kubernetes\.io": failed to call webhook: Post "https:\/\/ingress-nginx-controller-admission\.ingress-nginx\.svc:443\/networking\/v1\/ingresses\?timeout=10s": dial tcp 10\.\S+:443: connect: connection refused\n$/,
    );
  });
});
