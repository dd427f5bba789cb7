import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Declaration, Program } from '../grammar/types';
import type { Process } from '../tool';
import { CILIUM, CILIUM_DBG } from './declaration';
import { dbg } from './dbg';
import { tabbed } from './table';

/** cilium-cli v0.18 (cilium-cli/ of github.com/cilium/cilium). It asks the API server as kubectl does; the chart of its own version is a part of it. */

const CLI = 'v0.18.9';
const OWN = '1.18.4';

export const cilium: Program = program(CILIUM, (process, words, flags, values) =>
  process.world.host(process.host).container ? dbg({ process, words, flags }) : cli(process, words, flags, values),
);
export const ciliumDbg: Program = program(CILIUM_DBG, (process, words, flags) => dbg({ process, words, flags }));

type Values = readonly (readonly [flag: string, value: string])[];
type Run = (
  process: Process,
  words: readonly string[],
  flags: ReadonlySet<string>,
  values: Values,
) => number | Promise<number>;

function program(declaration: Declaration, run: Run): Program {
  return {
    ...declaration,
    run: (process) =>
      exitStatus(
        (text) => process.err(text),
        () => {
          const parsed = parseOptions(declaration, process.argv.slice(1));
          if (parsed.error !== undefined) throw new ExitError(1, `Error: unknown flag: ${/'([^']*)'/.exec(parsed.error)?.[1] ?? ''}\n`); // prettier-ignore
          const values = parsed.options.map(({ flag, value }) => [flag, value ?? ''] as const);
          return run(process, parsed.operands, new Set(values.map(([flag]) => flag)), values);
        },
      ),
  };
}

async function cli(
  process: Process,
  words: readonly string[],
  flags: ReadonlySet<string>,
  values: Values,
): Promise<number> {
  const [command = ''] = words;
  if (command === '' || flags.has('h')) {
    const choices = 'select' in CILIUM.body ? CILIUM.body.select.choices : [];
    process.out(`CLI to install, manage, & troubleshooting Cilium clusters running Kubernetes.\n\nUsage:\n  cilium [flags]\n  cilium [command]\n\nAvailable Commands:\n${choices.slice(0, 7).map(({ name, words: { en } }) => `  ${name.padEnd(14)}${en}\n`).join('')}`); // prettier-ignore
    return 0;
  }
  switch (command) {
    case 'install':
      return install(process, flags, values);
    case 'uninstall':
      return uninstall(process);
    case 'status':
      return status(process, flags);
    case 'version':
      return version(process, flags);
    case 'config':
      return showConfig(process);
    case 'connectivity':
    case 'hubble':
    case 'clustermesh':
    case 'sysdump':
    case 'upgrade':
    case 'bgp':
    case 'encryption':
      throw new ExitError(1, `cka-net: cilium ${words.join(' ')} is not simulated yet\n`);
    default:
      throw new ExitError(1, `Error: unknown command "${command}" for "cilium"\nRun 'cilium --help' for usage.\n`);
  }
}

interface Answer {
  readonly status: number;
  readonly out: string;
  readonly problem: string;
}

async function kubectl(process: Process, words: readonly string[], stdin = ''): Promise<Answer> {
  let out = '';
  let problem = '';
  const output = { out: (text: string) => (out += text), err: (text: string) => (problem += text) };
  const status = await process.exec(['kubectl', ...words], { stdin, output });
  return { status, out, problem };
}

/** Values of the chart that the manifest here can be made with. */
const SETTINGS: ReadonlyMap<string, string> = new Map([
  ['ipam.operator.clusterPoolIPv4PodCIDRList', 'pool'],
  ['ipam.operator.clusterPoolIPv4PodCIDRList[0]', 'pool'],
  ['ipam.operator.clusterPoolIPv4MaskSize', 'maskSize'],
  ['policyEnforcementMode', 'policy'],
  ['operator.replicas', 'operators'],
]);
/** Values that are the default, and thus no wish for more. */
const DEFAULTS: ReadonlySet<string> = new Set(['kubeProxyReplacement=false', 'hubble.enabled=false', 'ipam.mode=cluster-pool', 'routingMode=tunnel', 'tunnelProtocol=vxlan']); // prettier-ignore

async function install(process: Process, flags: ReadonlySet<string>, values: Values): Promise<number> {
  const wanted = (values.find(([flag]) => flag === 'version')?.[1] ?? OWN).replace(/^v/, '');
  const query = new URLSearchParams({ version: wanted });
  for (const [flag, value] of values) {
    if (flag !== 'set') continue;
    for (const pair of value.split(/,(?=[\w.[\]]+=)/)) {
      const [key = '', text = ''] = pair.split('=');
      const name = SETTINGS.get(key);
      if (name !== undefined) query.set(name, text.replace(/^\{|\}$/g, ''));
      else if (!DEFAULTS.has(pair)) throw new ExitError(1, `cka-net: --set ${pair} is not simulated yet\n`);
    }
  }
  process.out(`ℹ️  Using Cilium version ${wanted}\n`);
  process.out('🔮 Auto-detected cluster name: kubernetes\n');
  const proxy = await kubectl(process, ['-n', 'kube-system', 'get', 'daemonset', 'kube-proxy', '-o', 'name']);
  if (proxy.status === 0) process.out('🔮 Auto-detected kube-proxy has been installed\n');
  else if (!proxy.problem.includes('NotFound')) throw new ExitError(1, `\nError: Unable to install Cilium: ${proxy.problem.trim().split('\n').at(-1) ?? ''}\n`); // prettier-ignore
  const known = await kubectl(process, ['-n', 'kube-system', 'get', 'daemonset', 'cilium', '-o', 'name']);
  if (known.status === 0) throw new ExitError(1, '\nError: Unable to install Cilium: cannot reuse a name that is still in use\n'); // prettier-ignore
  const manifest = manifestOf(process, query);
  if (flags.has('dry-run')) {
    process.out(manifest);
    return 0;
  }
  const applied = await kubectl(process, ['create', '-f', '-'], manifest);
  if (applied.status !== 0) throw new ExitError(1, `\nError: Unable to install Cilium: ${applied.problem}`);
  return flags.has('wait') ? status(process, flags) : 0;
}

function manifestOf({ world }: Process, query: URLSearchParams): string {
  const page = world.clusterBehaviour?.webDocument?.(new URL(`https://helm.cilium.io/cilium.yaml?${query.toString()}`));
  if (page?.status !== 200) throw new ExitError(1, '\nError: Unable to install Cilium: there is no cluster\n');
  return page.body;
}

async function uninstall(process: Process): Promise<number> {
  const known = await kubectl(process, ['-n', 'kube-system', 'get', 'daemonset', 'cilium', '-o', 'name']);
  process.out('🔥 Deleting pods in cilium-test namespace...\n🔥 Deleting cilium-test namespace...\n');
  if (known.status !== 0) throw new ExitError(1, '\nError: Unable to uninstall Cilium: uninstall: Release not loaded: cilium: release: not found\n'); // prettier-ignore
  await kubectl(process, ['delete', '-f', '-'], manifestOf(process, new URLSearchParams()));
  return 0;
}

interface Workload {
  readonly kind: 'DaemonSet' | 'Deployment';
  readonly name: string;
}

const WORKLOADS: readonly Workload[] = [
  { kind: 'DaemonSet', name: 'cilium' },
  { kind: 'DaemonSet', name: 'cilium-envoy' },
  { kind: 'Deployment', name: 'cilium-operator' },
];

interface PodLike {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels?: Readonly<Record<string, string>> }; // prettier-ignore
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly containers: readonly { readonly name: string; readonly image: string }[];
  };
  readonly status: { readonly phase: string };
}

const WAIT_US = 2_000_000;
const ATTEMPTS = 150;

/** cilium-cli/status: colours are for terminals, and left out here. */
async function status(process: Process, flags: ReadonlySet<string>): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    const { text, problems } = await look(process);
    const again = problems.length > 0 && flags.has('wait') && attempt < ATTEMPTS && !process.signal.aborted;
    if (again) {
      await process.pace(WAIT_US);
      continue;
    }
    process.out(text);
    if (problems.length === 0) return 0;
    throw new ExitError(1, `status check failed: [${problems.join(', ')}]\n`);
  }
}

async function look(process: Process): Promise<{ readonly text: string; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  const errors = new Map<string, number>();
  const found: string[][] = [];
  for (const { kind, name } of WORKLOADS) {
    const template = kind === 'DaemonSet' ? '{.status.desiredNumberScheduled} {.status.numberReady} {.status.numberAvailable}' : '{.spec.replicas} {.status.readyReplicas} {.status.availableReplicas}'; // prettier-ignore
    const answer = await kubectl(process, ['-n', 'kube-system', 'get', kind.toLowerCase(), name, '-o', `jsonpath=${template}`]); // prettier-ignore
    if (answer.status !== 0) {
      const line = answer.problem.trim().split('\n').at(-1) ?? '';
      const problem = line.replace(/^Error from server \(NotFound\): /, '');
      problems.push(problem);
      errors.set(name, 1);
      continue;
    }
    const [desired = 0, ready = 0, available = 0] = answer.out.split(' ').map((each) => Number(each) || 0);
    const parts = [`Desired: ${desired}`];
    if (ready > 0) parts.push(`Ready: ${ready}/${desired}`);
    if (available > 0) parts.push(`Available: ${available}/${desired}`);
    if (ready < desired) {
      parts.push(`Unavailable: ${desired - ready}/${desired}`);
      problems.push(`${desired - ready} pods of ${kind} ${name} are not ready`);
      errors.set(name, desired - ready);
    }
    found.push([kind, name, parts.join(', ')]);
  }
  const list = await kubectl(process, ['get', 'pods', '-A', '-o', 'json']);
  const pods = list.status === 0 ? (JSON.parse(list.out) as { readonly items: readonly PodLike[] }).items : [];
  const summary = (name: string): string => (errors.has(name) ? `${errors.get(name) ?? 0} errors` : 'OK');
  const head = tabbed(
    [
      ['    /¯¯\\'],
      [' /¯¯\\__/¯¯\\', 'Cilium:', summary('cilium')],
      [' \\__/¯¯\\__/', 'Operator:', summary('cilium-operator')],
      [' /¯¯\\__/¯¯\\', 'Envoy DaemonSet:', summary('cilium-envoy')],
      [' \\__/¯¯\\__/', 'Hubble Relay:', 'disabled'],
      ['    \\__/', 'ClusterMesh:', 'disabled'],
    ],
    4,
  );
  const managed = await kubectl(process, ['get', 'ciliumendpoints', '-A', '-o', 'name']);
  const count = managed.status === 0 ? managed.out.split('\n').filter((line) => line !== '').length : 0;
  const mine = pods.filter(({ spec }) => spec.hostNetwork !== true);
  const rows = [
    ...found,
    ...containers(pods),
    ['Cluster Pods:', `${count}/${mine.length} managed by Cilium`],
    ['Helm chart version:', found.length > 0 ? OWN : ''],
    ...images(pods),
  ];
  return { text: `${head}\n${tabbed(rows, 4)}`, problems };
}

/** The Pods of Cilium by their workload. */
function ofWorkload(pods: readonly PodLike[], name: string): readonly PodLike[] {
  return pods.filter(({ metadata }) => metadata.labels?.['k8s-app'] === name || metadata.labels?.['name'] === name);
}

function containers(pods: readonly PodLike[]): readonly string[][] {
  const names = [...WORKLOADS.map(({ name }) => name), 'clustermesh-apiserver', 'hubble-relay'];
  return names.map((name, i) => {
    const phases = new Map<string, number>();
    for (const { status: own } of ofWorkload(pods, name)) phases.set(own.phase, (phases.get(own.phase) ?? 0) + 1);
    return [i === 0 ? 'Containers:' : '', name, [...phases].map(([phase, count]) => `${phase}: ${count}`).join(', ')];
  });
}

function images(pods: readonly PodLike[]): readonly string[][] {
  const rows: string[][] = [];
  for (const { name } of WORKLOADS) {
    const counts = new Map<string, number>();
    for (const { spec } of ofWorkload(pods, name)) {
      for (const { image } of spec.containers) counts.set(image, (counts.get(image) ?? 0) + 1);
    }
    for (const [image, count] of counts) rows.push([rows.length === 0 ? 'Image versions' : '', name, `${image}: ${count}`]); // prettier-ignore
  }
  return rows;
}

async function version(process: Process, flags: ReadonlySet<string>): Promise<number> {
  process.out(`cilium-cli: ${CLI} compiled with go1.25.4 on linux/amd64\ncilium image (default): v${OWN}\ncilium image (stable): v${OWN}\n`); // prettier-ignore
  if (flags.has('client')) return 0;
  const answer = await kubectl(process, ['-n', 'kube-system', 'get', 'daemonset', 'cilium', '-o', 'jsonpath={.spec.template.spec.containers[0].image}']); // prettier-ignore
  process.out(answer.status === 0 ? `cilium image (running): ${answer.out.split(':v').at(-1) ?? ''}\n` : 'cilium image (running): unknown. Unable to obtain cilium version. Reason: release: not found\n'); // prettier-ignore
  return 0;
}

async function showConfig(process: Process): Promise<number> {
  const answer = await kubectl(process, ['-n', 'kube-system', 'get', 'configmap', 'cilium-config', '-o', 'json']);
  if (answer.status !== 0) throw new ExitError(1, '\nError: Unable to view configuration: unable get ConfigMap "cilium-config": configmaps "cilium-config" not found\n'); // prettier-ignore
  const { data = {} } = JSON.parse(answer.out) as { readonly data?: Readonly<Record<string, string>> };
  const rows = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, value]); // prettier-ignore
  process.out(tabbed(rows, 4));
  return 0;
}
