import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** The API asked by curl over https: from a node, and from a Pod with the token of its ServiceAccount. */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm');
  await runOn(
    base,
    `kubectl create serviceaccount reader
kubectl create role pods --verb=get,list --resource=pods
kubectl create rolebinding reader --role=pods --serviceaccount=default:reader
kubectl run c --image=curlimages/curl --overrides='{"spec":{"serviceAccountName":"reader"}}' --command -- sleep 3600
kubectl wait --for=condition=Ready pod/c --timeout=60s`,
  );
});

const inPod = (script: string) =>
  runOn(
    base.fork(),
    `kubectl exec c -- sh -c 'S=/var/run/secrets/kubernetes.io/serviceaccount; T=$(cat $S/token); ${script}'`,
  );

describe('curl to the API', () => {
  it('reads what the Role of its token allows, and no more', async () => {
    const ask = (what: string) =>
      inPod(
        `curl -s --cacert $S/ca.crt -H "Authorization: Bearer $T" https://kubernetes.default.svc/api/v1/namespaces/default/${what}`,
      );
    expect(JSON.parse((await ask('pods')).stdout)).toMatchObject({
      kind: 'PodList',
      items: [{ metadata: { name: 'c' } }],
    });
    const refused = await ask('secrets');
    expect(refused.stdout).toContain(
      '  "message": "secrets is forbidden: User \\"system:serviceaccount:default:reader\\" cannot list resource \\"secrets\\" in API group \\"\\" in the namespace \\"default\\"",\n',
    );
  });

  it('is nobody without a token', async () => {
    const { stdout } = await inPod('curl -sk https://kubernetes.default/api/v1/nodes');
    expect(JSON.parse(stdout)).toMatchObject({
      code: 403,
      message:
        'nodes is forbidden: User "system:anonymous" cannot list resource "nodes" in API group "" at the cluster scope',
    });
  });

  it('trusts the server by its authority and names only', async () => {
    expect((await inPod('curl -sS https://kubernetes.default/version')).stderr).toContain(
      'curl: (60) SSL certificate problem: unable to get local issuer certificate\n',
    );
    const wrongName = await inPod('curl -sS --cacert $S/ca.crt --resolve other:443:10.96.0.1 https://other/version');
    expect(wrongName.stderr).toContain(
      `curl: (60) SSL: no alternative certificate subject name matches target host name 'other'\n`,
    );
    expect((await runOn(base.fork(), 'curl -sk https://192.168.1.10:6443/livez')).stdout).toBe('ok');
  });

  it('says of a server without TLS that it is none', async () => {
    const { stderr, exitCode } = await runOn(
      base.fork(),
      `kubectl run web --image=nginx; kubectl wait --for=condition=Ready pod/web --timeout=60s
curl -sS https://$(kubectl get pod web -o jsonpath={.status.podIP}):80`,
    );
    expect([exitCode, stderr]).toEqual([
      35,
      'curl: (35) OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number\n',
    ]);
  });
});
