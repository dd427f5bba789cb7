import type { World } from '../../kernel/world';
import { runningProxy } from '../../kubernetes/proxy/running';
import { readObjects } from '../../kubernetes/api/store';
import type { ConfigMap, DaemonSet, Deployment, Pod, Service } from '../../kubernetes/objects/kinds';
import { labelsMatch } from '../../kubernetes/objects/selector';
import type { FailureCause } from '../../walk/failure';
import type { ServiceCause } from '../../walk/service';
import { corefileFor } from './corefile';
import { startingPods } from './pods';
import type { Remedy } from './places';
import type { Question } from './question';

/** Changes by kubectl that may cure what a Service is to blame for, the likeliest first. */

type Of<Code extends ServiceCause['code']> = Extract<FailureCause, { readonly code: Code }>;

/** `kubectl …`, typed where there is a kubeconfig. */
function kubectl({ world }: Pick<Question, 'world'>, command: string): Remedy {
  const host = [...world.nodes.keys()].find((node) => world.host(node).files.has('/root/.kube/config'));
  return { host: host ?? '', command: `kubectl ${command}` };
}

function named({ facts }: ServiceCause): readonly [namespace: string, name: string] {
  const [namespace = '', name = ''] = facts.service.split('/');
  return [namespace, name];
}

function namedService({ world }: Pick<Question, 'world'>, namespace: string, name: string): Service | undefined {
  const services = readObjects(world, 'services', namespace) as readonly Service[];
  return services.find(({ metadata }) => metadata.name === name);
}

/** The labels of Pods that are there instead of those that the Service wants, or more than none of what makes such Pods. */
export function endpointsFor(question: Question, cause: Of<'no-endpoints'>): readonly Remedy[] {
  const { world } = question;
  const [namespace, name] = named(cause);
  const on = namespace === 'default' ? '' : `-n ${namespace} `;
  if (cause.local) {
    const field = cause.facts.what === 'cluster-ip' ? 'internalTrafficPolicy' : 'externalTrafficPolicy';
    return [kubectl(question, `${on}patch service ${name} -p '{"spec":{"${field}":"Cluster"}}'`)];
  }
  const { crash } = cause.facts.lacks ?? {};
  if (crash && cause.facts.service === 'kube-system/kube-dns') return corefileFor(crash.line).map((each) => kubectl(question, each)); // prettier-ignore
  const { lacks } = cause.facts;
  const started = lacks ? startingPods(world, namespace, lacks).map((each) => ({ ...kubectl(question, ''), command: each })) : []; // prettier-ignore
  return [...started, ...endpointsOf(world, namespace, name)];
}

/** The same, of a Service that has no endpoint anywhere. */
export function endpointsOf(world: World, namespace: string, name: string): readonly Remedy[] {
  const on = namespace === 'default' ? '' : `-n ${namespace} `;
  const service = namedService({ world }, namespace, name);
  const selector = service?.spec?.selector ?? {};
  const pods = readObjects(world, 'pods', namespace) as readonly Pod[];
  const deployments = readObjects(world, 'deployments.apps', namespace) as readonly Deployment[];
  const asleep = deployments.filter(
    ({ spec }) => spec?.replicas === 0 && labelsMatch(selector, spec.template.metadata?.labels),
  );
  const labels = new Set(pods.flatMap(({ metadata }) => near(selector, metadata.labels ?? {})));
  return [
    ...asleep.map(({ metadata }) => kubectl({ world }, `${on}scale deployment ${metadata.name ?? ''} --replicas=1`)),
    ...[...labels].map((each) => kubectl({ world }, `${on}set selector service ${name} ${each}`)),
  ];
}

/** The selector with the values that a Pod has for its keys; for keys that it does not have, the labels that it was named by. */
function near(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): readonly string[] {
  const own = Object.entries(labels).filter(([key]) => !key.includes('hash'));
  const kept = own.filter(([key]) => key in selector);
  const chosen = kept.length > 0 ? kept : own.filter(([key]) => ['app', 'run', 'app.kubernetes.io/name'].includes(key));
  return chosen.length === 0 ? [] : [chosen.map(([key, value]) => `${key}=${value}`).join(',')];
}

/** The ports on which programs of the Pod do listen. */
export function targetPortFor(question: Question, cause: Of<'wrong-target-port'>): readonly Remedy[] {
  const [namespace, name] = named(cause);
  const on = namespace === 'default' ? '' : `-n ${namespace} `;
  const service = namedService(question, namespace, name);
  const port = Number(cause.facts.address.split(':').at(-1));
  const index = (service?.spec?.ports ?? []).findIndex((each) => each.port === port || each.nodePort === port);
  if (index < 0) return [];
  return [...new Set(cause.listeners.map((listener) => listener.port))].map((each) =>
    kubectl(
      question,
      `${on}patch service ${name} --type=json -p '[{"op":"replace","path":"/spec/ports/${index}/targetPort","value":${each}}]'`,
    ),
  );
}

const PROXY = '-n kube-system';

function namedConfigMap({ world }: Question, namespace: string, name: string): ConfigMap | undefined {
  const maps = readObjects(world, 'configmaps', namespace) as readonly ConfigMap[];
  return maps.find(({ metadata }) => metadata.name === name);
}

function namedDaemonSet({ world }: Question, namespace: string, name: string): DaemonSet | undefined {
  const sets = readObjects(world, 'daemonsets.apps', namespace) as readonly DaemonSet[];
  return sets.find(({ metadata }) => metadata.name === name);
}

/** What lets kube-proxy run again: its configuration, its template as it was before, or the nodes it may be on. */
export function proxyFor(question: Question): readonly Remedy[] {
  const { world, failure } = question;
  // The packet may have died beyond the node whose rules should have taken it.
  const node = failure.walk.steps.findLast(({ host }) => world.nodes.has(host))?.host ?? failure.step.host;
  if (runningProxy(world, node)) {
    return [kubectl(question, `${PROXY} rollout restart daemonset kube-proxy`)];
  }
  const config = namedConfigMap(question, 'kube-system', 'kube-proxy');
  const set = namedDaemonSet(question, 'kube-system', 'kube-proxy');
  const [, mode = ''] = /^mode: "?([^"\n]*)"?$/m.exec(config?.data?.['config.conf'] ?? '') ?? [];
  const again = `kubectl ${PROXY} delete pod -l k8s-app=kube-proxy`;
  const repair =
    mode !== '' && !['iptables', 'ipvs', 'nftables'].includes(mode)
      ? [
          kubectl(
            question,
            `${PROXY} get configmap kube-proxy -o yaml | sed 's/mode: "\\?${mode}"\\?/mode: ""/' | kubectl apply -f - && ${again}`,
          ),
        ]
      : [];
  const nowhere = Object.keys(set?.spec?.template.spec?.nodeSelector ?? {}).filter((key) => key !== 'kubernetes.io/os');
  return [
    ...repair,
    ...nowhere.map((key) =>
      kubectl(
        question,
        `${PROXY} patch daemonset kube-proxy --type=json -p '[{"op":"remove","path":"/spec/template/spec/nodeSelector/${key.replaceAll('~', '~0').replaceAll('/', '~1')}"}]'`,
      ),
    ),
    kubectl(question, `${PROXY} rollout undo daemonset kube-proxy`),
  ];
}
