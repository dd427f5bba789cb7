import { expect, it } from 'vitest';
import { createLab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

it('passes requests on to Pods, Services and kubelets, and says who does not answer', async () => {
  const lab = await createLab('kubeadm');
  await runOn(lab, 'kubectl run web --image=nginx --port=80 --expose; kubectl wait --for=condition=Ready pod/web --timeout=60s'); // prettier-ignore
  const { stdout, stderr } = await runOn(
    lab,
    `r() { kubectl get --raw /api/v1/$1; }; n=namespaces/default
r $n/pods/web/proxy/ | grep -c Welcome; r $n/pods/web:80/proxy/index.html | grep -c Welcome
r $n/services/web/proxy/ | grep -c Welcome; r $n/services/http:web:80/proxy/ | grep -c Welcome
r nodes/node01/proxy/healthz; echo; r nodes/node01/proxy/pods | grep -o '"kind":"PodList"'
kubectl proxy --port=8001 & sleep 1; curl -s localhost:8001/api/v1/$n/services/web/proxy/ | grep -c Welcome; kill %1
r $n/pods/web:81/proxy/; r $n/pods/nosuch/proxy/; r $n/services/web:99/proxy/; r $n/services/nosuch/proxy/
kubectl delete pod web >/dev/null; r $n/services/web/proxy/; kubectl auth can-i get pods/proxy --as=jane`,
  );
  expect(stdout.replace(/^(?:Starting|\[1\]).*\n/gm, '')).toBe('2\n2\n2\n2\nok\n"kind":"PodList"\n2\nno\n');
  expect(stderr.split('\n').filter((line) => line.startsWith('Error'))).toEqual([
    expect.stringMatching(/\(ServiceUnavailable\): error trying to reach service: dial tcp 10\.244\.\d\.\d+:81: connect: connection refused$/), // prettier-ignore
    'Error from server (NotFound): pods "nosuch" not found',
    'Error from server (ServiceUnavailable): no service port 99 found for service "web"',
    'Error from server (NotFound): services "nosuch" not found',
    'Error from server (ServiceUnavailable): no endpoints available for service "web"',
  ]);
});
