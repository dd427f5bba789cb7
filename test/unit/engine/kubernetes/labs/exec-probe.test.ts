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

const SHELLS = `cat > /tmp/pods.yaml <<'END'
apiVersion: v1
kind: Pod
metadata: {name: by-curl}
spec:
  containers:
  - name: c
    image: nginx
    readinessProbe: {exec: {command: [curl, -sf, 'http://localhost/']}, periodSeconds: 5}
---
apiVersion: v1
kind: Pod
metadata: {name: nothing-there}
spec:
  containers:
  - name: c
    image: nginx
    readinessProbe: {exec: {command: [sh, -c, 'curl -sS http://localhost:81/ || exit 4']}, periodSeconds: 5}
---
apiVersion: v1
kind: Pod
metadata: {name: late}
spec:
  containers:
  - name: c
    image: busybox
    args: [sleep, '600']
    livenessProbe: {exec: {command: [wget, -qO-, 'http://10.244.1.77/']}, timeoutSeconds: 2, periodSeconds: 5, failureThreshold: 1}
END
kubectl apply -f /tmp/pods.yaml; sleep 15`;

it('runs what only a whole shell can run in the container, and waits for it no longer than it may take', async () => {
  const lab = await createLab('kubeadm');
  await runOn(lab, SHELLS);
  const columns = "kubectl get pods --no-headers | awk '{print $1, $2}'";
  expect((await runOn(lab, columns)).stdout).toBe('by-curl 1/1\nlate 1/1\nnothing-there 0/1\n');
  const { stdout } = await runOn(lab, 'kubectl get events -o custom-columns=O:.involvedObject.name,M:.message');
  expect(stdout).toMatch(/nothing-there +Readiness probe failed: curl: \(7\) Failed to connect to localhost port 81/);
  expect(stdout).toMatch(
    /late +Liveness probe failed: command timed out: "wget -qO- http:\/\/10\.244\.1\.77\/" timed out after 2s/,
  );
  expect((await runOn(lab, 'kubectl exec by-curl -- ls -A / | grep -c probe')).stdout).toBe('0\n');
  await runOn(lab, 'kubectl exec by-curl -- rm /usr/share/nginx/html/index.html; sleep 30');
  expect((await runOn(lab, columns)).stdout).toMatch(/^by-curl 0\/1\n/);
});
