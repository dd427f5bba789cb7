import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { parseSelector } from '../../../../../src/engine/kubernetes/network/calico/selector';
import { runOn } from '../../lab/lab-run';

/** Calico's own policies (crd.projectcalico.org/v1), kept by packets. */
let base: Lab;

beforeAll(async () => {
  base = await createLab('kubeadm-calico');
  const { exitCode } = await runOn(
    base,
    `kubectl run web --image=nginx --labels=app=web
    kubectl run ok --image=nicolaka/netshoot --labels=app=ok -- sleep 9999
    kubectl run bad --image=nicolaka/netshoot --labels=app=bad -- sleep 9999
    kubectl wait --for=condition=Ready pod --all --timeout=60s`,
  );
  expect(exitCode).toBe(0);
});

const apply = (lab: Lab, kind: string, name: string, spec: string): Promise<unknown> =>
  runOn(
    lab,
    `printf 'apiVersion: crd.projectcalico.org/v1\\nkind: ${kind}\\nmetadata: {name: ${name}}\\nspec: ${spec}\\n' | kubectl apply -f -; sleep 2`,
  );
const ask = async (lab: Lab, from: string): Promise<string> => {
  const web = '$(kubectl get pod web -o jsonpath={.status.podIP})';
  return (await runOn(lab, `kubectl exec ${from} -- curl -s -m 2 -o /dev/null -w '%{http_code}' ${web}`)).stdout;
};
const answers = async (lab: Lab): Promise<readonly string[]> => [await ask(lab, 'ok'), await ask(lab, 'bad')];

describe('a NetworkPolicy of Calico', () => {
  it('lets in what it allows, drops the rest, and is gone when it is deleted', async () => {
    const lab = base.fork();
    expect(await answers(lab)).toEqual(['200', '200']);
    await apply(lab, 'NetworkPolicy', 'allow-ok', '{order: 10, selector: app == "web", types: [Ingress], ingress: [{action: Allow, protocol: TCP, source: {selector: app == "ok"}, destination: {ports: [80]}}]}'); // prettier-ignore
    expect(await answers(lab)).toEqual(['200', '000']);
    const rules = await runOn(lab, 'ssh node01 iptables-save -t filter');
    expect(rules.stdout).toContain('"Policy default/default.allow-ok ingress"');
    await runOn(lab, 'kubectl delete networkpolicies.crd.projectcalico.org allow-ok; sleep 2');
    expect(await answers(lab)).toEqual(['200', '200']);
  });

  it('comes before a policy of Kubernetes by its order, and may deny', async () => {
    const lab = base.fork();
    await runOn(lab, `printf 'apiVersion: networking.k8s.io/v1\\nkind: NetworkPolicy\\nmetadata: {name: all}\\nspec: {podSelector: {}, ingress: [{}]}\\n' | kubectl apply -f -; sleep 2`); // prettier-ignore
    await apply(lab, 'NetworkPolicy', 'deny-bad', '{order: 5, selector: app == "web", ingress: [{action: Deny, source: {selector: app == "bad"}}]}'); // prettier-ignore
    expect(await answers(lab)).toEqual(['200', '000']);
    await apply(lab, 'NetworkPolicy', 'deny-bad', '{order: 2000, selector: app == "web", ingress: [{action: Deny, source: {selector: app == "bad"}}]}'); // prettier-ignore
    expect(await answers(lab)).toEqual(['200', '200']);
  });
});

describe('a GlobalNetworkPolicy of Calico', () => {
  it('selects Pods of every namespace, by order, and passes on to what comes after', async () => {
    const lab = base.fork();
    await apply(lab, 'GlobalNetworkPolicy', 'no-way-out', '{order: 1, selector: app == "ok", types: [Egress], egress: [{action: Deny, destination: {nets: [10.0.0.0/8, 192.168.0.0/16]}}, {action: Allow}]}'); // prettier-ignore
    expect(await answers(lab)).toEqual(['000', '200']);
    await apply(lab, 'GlobalNetworkPolicy', 'no-way-out', '{order: 1, selector: all(), types: [Ingress], ingress: [{action: Pass}]}'); // prettier-ignore
    expect(await answers(lab)).toEqual(['200', '200']);
    await apply(lab, 'GlobalNetworkPolicy', 'no-way-out', '{order: 1, selector: has(app) && app != "ok", types: [Ingress]}'); // prettier-ignore
    expect(await answers(lab)).toEqual(['000', '000']);
  });
});

describe('a selector of Calico', () => {
  const labels = { app: 'web', tier: 'front-end', 'projectcalico.org/namespace': 'default' };
  it.each([
    ['', true],
    ['all()', true],
    ["app == 'web'", true],
    ['app != "web"', false],
    ['missing != "x"', true],
    ['has(app) && !has(role)', true],
    ["app in { 'api', 'web' }", true],
    ["app not in { 'api', 'web' }", false],
    ["tier starts with 'front' && tier ends with 'end' && tier contains 't-e'", true],
    ["(app == 'api' || app == 'web') && projectcalico.org/namespace == 'default'", true],
  ])('%s', (text, expected) => {
    expect(parseSelector(text)?.(labels)).toBe(expected);
  });

  it.each(['app =', "app == 'x' &&", '(', 'in', "app == 'x' y"])('%s is none', (text) => {
    expect(parseSelector(text)).toBeUndefined();
  });
});
