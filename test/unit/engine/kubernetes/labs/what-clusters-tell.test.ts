import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
});

const run = (script: string) => runOn(base.fork(), script);

describe('kubectl explain', () => {
  it('says in a lab what fields mean, as the API documents them', async () => {
    const { stdout } = await run('kubectl explain pods.spec.containers.imagePullPolicy');
    expect(stdout).toContain('ENUM:\n    Always\n    IfNotPresent\n    Never\n');
    expect(stdout).toContain('    Image pull policy. One of Always, Never, IfNotPresent.');
  });
});

describe('kubectl top', () => {
  it('needs metrics-server, and prints what that measured', async () => {
    const { stdout, stderr } = await run(`kubectl top nodes
kubectl apply -f https://github.com/kubernetes-sigs/metrics-server/releases/latest/download/components.yaml >/dev/null
kubectl patch deployment metrics-server -n kube-system --type=json -p='[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--kubelet-insecure-tls"}]' >/dev/null
sleep 60; kubectl top nodes --sort-by=cpu; kubectl top pod -n kube-system -l k8s-app=kube-dns --sum; kubectl top pod -n default; kubectl top pod nosuch`);
    expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'NAME           CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)',
      expect.stringMatching(/^controlplane {3}\d+m +\d+% +\d+Mi +\d+%$/),
      expect.stringMatching(/^node01 {9}\d+m +\d+% +\d+Mi +\d+%$/),
      'NAME                       CPU(cores)   MEMORY(bytes)',
      expect.stringMatching(/^coredns-\S+ {3}3m {11}14Mi$/),
      expect.stringMatching(/^coredns-\S+ {3}3m {11}14Mi$/),
      '                           ________     ________',
      '                           6m           28Mi',
      '',
    ]);
    expect(stderr).toBe(
      'error: Metrics API not available\nNo resources found in default namespace.\nError from server (NotFound): pods.metrics.k8s.io "nosuch" not found\n',
    );
  });
});

describe('kubectl -v', () => {
  it('shows the requests behind a command, and not what proves who asks', async () => {
    const { stderr } = await run('kubectl get pods -v=8');
    expect(stderr).toContain('loader.go:405] Config loaded from file:  /root/.kube/config\n');
    expect(stderr).toContain('"Request" verb="GET" url="https://192.168.1.10:6443/api/v1/namespaces/default/pods?limit=500"'); // prettier-ignore
    expect(stderr).toContain('"Response Body" body="{\\"kind\\":\\"Table\\"');
    expect(stderr).not.toMatch(/certificate/i);
  });
});

describe('the scheduler', () => {
  it('does not tell again of a Pod that nothing has helped', async () => {
    const { stdout } = await run(`kubectl run big --image=nginx --overrides='{"spec":{"nodeSelector":{"a":"b"}}}'
kubectl create deployment web --image=nginx --replicas=3; kubectl rollout status deployment web
kubectl delete deployment web; kubectl label node node01 c=d; sleep 20
kubectl get events --field-selector involvedObject.name=big -o jsonpath='{.items[*].reason} {.items[*].series.count}'
kubectl label node node01 a=b; sleep 5; kubectl get pod big --no-headers`);
    expect(stdout).toContain('\nFailedScheduling node/node01 labeled\n');
    expect(stdout).toMatch(/big +1\/1 +Running/);
  });
});
