import { beforeAll, describe, expect, it } from 'vitest';
import type { CommandResult } from '../script';
import { whyNotReal } from './real';
import { runRealServed } from './served';

/** The real helm with a chart of its own against `cka-net serve` of the lab `kubeadm`, from install to uninstall. */
const CHART = `mkdir -p web/templates
cat > web/Chart.yaml <<'X'
apiVersion: v2
name: web
version: 0.1.0
appVersion: "1.27"
X
printf 'replicas: 2\\nimage: nginx:1.27\\n' > web/values.yaml
cat > web/templates/all.yaml <<'X'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: {app: {{ .Release.Name }}}
  template:
    metadata:
      labels: {app: {{ .Release.Name }}}
    spec:
      containers:
      - name: web
        image: {{ .Values.image }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
spec:
  selector: {app: {{ .Release.Name }}}
  ports:
  - port: 80
X`;

const COMMANDS = [
  CHART,
  'helm install shop ./web',
  'helm list -o json',
  'helm upgrade shop ./web --set replicas=3 --wait --timeout 60s',
  'helm history shop --max 10',
  'kubectl get deployment shop --no-headers',
  'helm get values shop',
  'helm rollback shop 1 --wait --timeout 60s',
  'kubectl get deployment shop --no-headers',
  'helm status shop',
  'helm install shop ./web',
  'helm install wrong ./web --set replicas=many',
  'helm uninstall wrong',
  'helm uninstall shop --wait --timeout 60s',
  'helm list --no-headers',
  'kubectl get deployment,service,secret -o name',
];

const obstacle = await whyNotReal();
if (obstacle !== undefined) console.warn(`helm is left out: ${obstacle}`);

it('has the real helm in CI', () => {
  if (process.env['CI'] === 'true') expect(obstacle, 'the real helm must be there when CI=true').toBeUndefined();
});

describe.skipIf(obstacle !== undefined)('the real helm against cka-net serve', () => {
  let results: ReadonlyMap<string, readonly CommandResult[]>;
  const of = (command: string, time = 0): CommandResult => {
    const found = results.get(command)?.[time];
    if (!found) throw new Error(`${command} was not run`);
    return found;
  };

  beforeAll(async () => {
    const all = await runRealServed(COMMANDS, 'kubeadm');
    const byCommand = new Map<string, CommandResult[]>();
    COMMANDS.forEach((command, index) => {
      const result = all[index];
      if (result) byCommand.set(command, [...(byCommand.get(command) ?? []), result]);
    });
    results = byCommand;
  });

  it('installs a chart and lists the release', () => {
    expect(of('helm install shop ./web')).toMatchObject({ stderr: '', exitCode: 0 });
    expect(of('helm install shop ./web').stdout).toContain('STATUS: deployed\nREVISION: 1\n');
    expect(JSON.parse(of('helm list -o json').stdout)).toMatchObject([
      {
        name: 'shop',
        namespace: 'default',
        revision: '1',
        status: 'deployed',
        chart: 'web-0.1.0',
        app_version: '1.27',
      },
    ]);
  });

  it('upgrades, waits until all runs, and remembers what was set', () => {
    expect(of('helm upgrade shop ./web --set replicas=3 --wait --timeout 60s')).toMatchObject({
      stderr: '',
      exitCode: 0,
    });
    expect(of('kubectl get deployment shop --no-headers').stdout).toMatch(/^shop +3\/3 +3 +3 /);
    expect(of('helm get values shop').stdout).toBe('USER-SUPPLIED VALUES:\nreplicas: 3\n');
    const history = of('helm history shop --max 10').stdout;
    expect(history).toMatch(/^1 .*superseded/m);
    expect(history).toMatch(/^2 .*deployed.*Upgrade complete/m);
  });

  it('rolls back', () => {
    expect(of('helm rollback shop 1 --wait --timeout 60s').stdout).toBe('Rollback was a success! Happy Helming!\n');
    expect(of('kubectl get deployment shop --no-headers', 1).stdout).toMatch(/^shop +2\/2 +2 +2 /);
    expect(of('helm status shop').stdout).toContain('REVISION: 3\n');
  });

  it('hears from the server what is wrong with a release', () => {
    const taken = of('helm install shop ./web', 1);
    expect([taken.exitCode, taken.stderr.split('\n').at(-2)]).toEqual([
      1,
      'Error: INSTALLATION FAILED: release name check failed: cannot reuse a name that is still in use',
    ]);
    const wrong = of('helm install wrong ./web --set replicas=many');
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stderr).toContain('.spec.replicas: expected numeric (int or float), got string');
  });

  it('uninstalls, and nothing is left', () => {
    expect(of('helm uninstall shop --wait --timeout 60s')).toMatchObject({
      stdout: 'release "shop" uninstalled\n',
      exitCode: 0,
    });
    expect(of('helm list --no-headers').stdout.trim()).toBe('');
    expect(of('kubectl get deployment,service,secret -o name').stdout).toBe('service/kubernetes\n');
  });
});
