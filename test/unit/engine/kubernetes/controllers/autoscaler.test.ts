import { describe, expect, it } from 'vitest';
import { heldBack } from '../../../../../src/engine/kubernetes/controllers/autoscaler/limits';
import { createLab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';
import { deployment, TestCluster } from './cluster';

const NOT_SERVED =
  'unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';

function autoscaler(name: string, spec: object = {}) {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  return { metadata: { name }, spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 5, ...spec } };
}

describe('an autoscaler', () => {
  it('says every fifteen seconds that it gets no metrics where nobody serves them', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 2));
    cluster.settle();
    cluster.create('horizontalpodautoscalers.autoscaling', autoscaler('web'));
    const status = () => cluster.get('horizontalpodautoscalers.autoscaling', 'web').status;
    expect(status()?.conditions).toBeUndefined();
    cluster.run(16);
    expect(status()).toMatchObject({ currentReplicas: 2, desiredReplicas: 0, currentMetrics: null });
    expect(status()?.conditions?.map(({ type, status: value, reason }) => [type, value, reason])).toEqual([
      ['AbleToScale', 'True', 'SucceededGetScale'],
      ['ScalingActive', 'False', 'FailedGetResourceMetric'],
    ]);
    const warnings = cluster.eventsOf('web').filter((line) => line.startsWith('Failed'));
    expect(warnings).toEqual([
      `FailedGetResourceMetric: failed to get cpu utilization: ${NOT_SERVED}`,
      `FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: ${NOT_SERVED}`,
    ]);
    cluster.run(30);
    expect(cluster.events.find(({ reason }) => reason === 'FailedGetResourceMetric')?.count).toBe(3);
  });

  it('keeps a workload between its bounds without asking for metrics', () => {
    const cluster = new TestCluster();
    cluster.create('deployments.apps', deployment('web', 1));
    cluster.create('horizontalpodautoscalers.autoscaling', autoscaler('web'));
    cluster.run(16);
    expect(cluster.get('deployments.apps', 'web').spec?.replicas).toBe(2);
    expect(cluster.eventsOf('web')).toContain(
      'SuccessfulRescale: New size: 2; reason: Current number of replicas below Spec.MinReplicas',
    );
    cluster.change('deployments.apps', 'web', (old) => ({
      ...old,
      spec: { ...(old.spec as NonNullable<typeof old.spec>), replicas: 9 },
    }));
    cluster.run(16);
    expect(cluster.get('deployments.apps', 'web').spec?.replicas).toBe(5);
    cluster.change('deployments.apps', 'web', (old) => ({
      ...old,
      spec: { ...(old.spec as NonNullable<typeof old.spec>), replicas: 0 },
    }));
    cluster.run(16);
    expect(cluster.get('deployments.apps', 'web').spec?.replicas).toBe(0);
    expect(
      cluster
        .get('horizontalpodautoscalers.autoscaling', 'web')
        .status?.conditions?.find(({ type }) => type === 'ScalingActive'),
    ).toMatchObject({ status: 'False', reason: 'ScalingDisabled' });
  });

  it('says that its target is not there', () => {
    const cluster = new TestCluster();
    cluster.create('horizontalpodautoscalers.autoscaling', autoscaler('none'));
    cluster.run(16);
    expect(cluster.eventsOf('none')).toEqual(['FailedGetScale: deployments.apps "none" not found']);
  });
});

describe('a wish for replicas', () => {
  const memory = { dueUs: 0, recommendations: [], ups: [], downs: [] };
  const minute = 60_000_000;
  const wish = (current: number, desired: number, nowUs = 10 * minute) => ({
    current,
    desired,
    min: 1,
    max: 20,
    nowUs,
  });
  const outcome = (...args: Parameters<typeof heldBack>) => {
    const { desired, able, limited } = heldBack(...args);
    return [desired, able.reason, limited.status, limited.reason];
  };

  it('upwards at most doubles what there is', () => {
    expect(outcome(wish(3, 15), undefined, memory)).toEqual([6, 'ReadyForNewScale', 'True', 'ScaleUpLimit']);
    expect(outcome(wish(1, 3), undefined, memory)).toEqual([3, 'ReadyForNewScale', 'False', 'DesiredWithinRange']);
    expect(outcome(wish(15, 30), undefined, memory)).toEqual([20, 'ReadyForNewScale', 'True', 'TooManyReplicas']);
  });

  it('downwards waits until nothing in five minutes asked for more', () => {
    const recommendations = [{ replicas: 8, atUs: 6 * minute }];
    expect(outcome(wish(8, 2), undefined, { ...memory, recommendations })).toEqual([
      8,
      'ScaleDownStabilized',
      'False',
      'DesiredWithinRange',
    ]);
    expect(outcome(wish(8, 2, 12 * minute), undefined, { ...memory, recommendations })[0]).toBe(2);
  });

  it('obeys the policies of a behaviour', () => {
    const policy = { type: 'Pods', value: 2, periodSeconds: 60 } as const;
    const scaleUp = { selectPolicy: 'Max', stabilizationWindowSeconds: 0, policies: [policy] };
    const scaleDown = { ...scaleUp, policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }] };
    expect(outcome(wish(4, 10), { scaleUp, scaleDown }, memory)).toEqual([6, 'ReadyForNewScale', 'True', 'ScaleUpLimit']); // prettier-ignore
    const ups = [{ replicas: 2, atUs: 9.5 * minute }];
    expect(outcome(wish(6, 10), { scaleUp, scaleDown }, { ...memory, ups })[0]).toBe(6);
    expect(outcome(wish(8, 1), { scaleUp, scaleDown }, memory)).toEqual([4, 'ReadyForNewScale', 'True', 'ScaleDownLimit']); // prettier-ignore
    expect(outcome(wish(8, 1), { scaleUp, scaleDown: { ...scaleDown, selectPolicy: 'Disabled' } }, memory)[0]).toBe(8);
  });
});

describe('metrics-server', () => {
  it('serves what Pods use once it does not mind the kubelets’ certificates, and workloads are scaled by it', async () => {
    const lab = await createLab('kubeadm');
    const manifest = 'https://github.com/kubernetes-sigs/metrics-server/releases/latest/download/components.yaml';
    await runOn(lab, `kubectl apply -f ${manifest}; sleep 60`);
    expect((await runOn(lab, 'kubectl -n kube-system get deploy metrics-server --no-headers')).stdout).toMatch(
      / 0\/1 /,
    );
    expect((await runOn(lab, 'kubectl -n kube-system logs deploy/metrics-server')).stdout).toContain(
      "doesn't contain any IP SANs",
    );
    const available =
      "kubectl get apiservices --no-headers | awk '/metrics/ {print $2, $3, $4}'; kubectl get apiservices | wc -l";
    expect((await runOn(lab, available)).stdout).toBe('kube-system/metrics-server False (MissingEndpoints)\n22\n');
    expect((await runOn(lab, 'kubectl get --raw /apis/metrics.k8s.io/v1beta1/pods')).exitCode).toBe(1);
    await runOn(
      lab,
      `kubectl -n kube-system patch deploy metrics-server --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--kubelet-insecure-tls"}]'
kubectl -n kube-system rollout status deploy metrics-server
kubectl create deploy web --image=httpd; kubectl set resources deploy web --requests=cpu=10m; kubectl autoscale deploy web --min=1 --max=4 --cpu=4%
sleep 120`,
    );
    expect((await runOn(lab, available)).stdout).toMatch(/^kube-system\/metrics-server True /);
    const { stdout } = await runOn(lab, `kubectl get --raw /apis/metrics.k8s.io/v1beta1/namespaces/kube-system/pods/etcd-controlplane
echo; kubectl get hpa web --no-headers; kubectl get deploy web -o jsonpath='{.spec.replicas}'; kubectl describe hpa web`); // prettier-ignore
    expect(stdout).toMatch(/"containers":\[\{"name":"etcd","usage":\{"cpu":"\d+n","memory":"\d+Ki"\}\}\]/);
    expect(stdout).toMatch(/\nweb +Deployment\/web +cpu: 10%\/4% +1 +4 +4 /);
    expect(stdout).toContain('New size: 3; reason: cpu resource utilization (percentage of request) above target');
  }, 60_000);
});
