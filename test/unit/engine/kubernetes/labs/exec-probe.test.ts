import { expect, it } from 'vitest';
import { createLab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

const PODS = `cat > /tmp/pods.yaml <<'END'
apiVersion: v1
kind: Pod
metadata: {name: live}
spec:
  containers:
  - name: c
    image: busybox
    args: [/bin/sh, -c, 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600']
    livenessProbe: {exec: {command: [cat, /tmp/healthy]}, initialDelaySeconds: 5, periodSeconds: 5}
---
apiVersion: v1
kind: Pod
metadata: {name: ready}
spec:
  containers:
  - name: c
    image: busybox
    args: [/bin/sh, -c, 'sleep 20; mkdir -p /data; echo ok > /data/state; sleep 600']
    readinessProbe:
      exec: {command: [sh, -c, 'if [ "$(cat /data/state 2>/dev/null)" = ok ]; then exit 0; else echo not yet; exit 1; fi']}
      periodSeconds: 5
---
apiVersion: v1
kind: Pod
metadata: {name: missing}
spec:
  containers:
  - {name: c, image: busybox, args: [sleep, '600'], readinessProbe: {exec: {command: [nosuch]}}}
END
kubectl apply -f /tmp/pods.yaml; sleep 12`;

it('runs the command of a probe in the container, with its shell and files', async () => {
  const lab = await createLab('kubeadm');
  await runOn(lab, PODS);
  const columns = "kubectl get pods --no-headers | awk '{print $1, $2, $4}'";
  expect((await runOn(lab, columns)).stdout).toBe('live 1/1 0\nmissing 0/1 0\nready 0/1 0\n');
  await runOn(lab, 'sleep 40');
  expect((await runOn(lab, 'kubectl get pod ready --no-headers')).stdout).toMatch(/^ready +1\/1 +Running +0 /);
  const { stdout } = await runOn(lab, 'kubectl get events -o custom-columns=O:.involvedObject.name,M:.message');
  expect(stdout).toContain("Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory");
  expect(stdout).toContain('Readiness probe failed: not yet');
  expect(stdout).toContain('exec: "nosuch": executable file not found in $PATH: unknown');
});
