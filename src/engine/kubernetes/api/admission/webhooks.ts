import type { World } from '../../../kernel/world';
import { containersOf } from '../../../kernel/containers/node';
import { selectorMatches } from '../../objects/selector';
import type { EndpointSlice } from '../../objects/kinds';
import { ApiError } from '../api-error';
import type { KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { readObject, readObjects } from '../store';
import type { AdmissionRequest } from './chain';

type Selector = Parameters<typeof selectorMatches>[0];

/** An entry of a ValidatingWebhookConfiguration, defaults filled in. */
interface Webhook {
  readonly name: string;
  readonly clientConfig: {
    readonly service?: {
      readonly namespace: string;
      readonly name: string;
      readonly path?: string;
      readonly port?: number;
    };
  };
  readonly failurePolicy?: string;
  readonly timeoutSeconds?: number;
  readonly objectSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly rules?: readonly Readonly<Record<'apiGroups' | 'operations' | 'resources', readonly string[]>>[];
}

/**
 * ValidatingAdmissionWebhook: asks the servers that a cluster's configurations name. The server's program is asked where its container runs, once the
 * Service leads to a Pod that is ready; no packet is sent for it.
 */
export function validatingWebhooks({ world }: Caller, request: AdmissionRequest): KubeObject {
  if (!request.validating || request.type.group === 'admissionregistration.k8s.io') return request.object;
  const configurations = readObjects(world, 'validatingwebhookconfigurations.admissionregistration.k8s.io') as unknown as readonly { readonly webhooks?: readonly Webhook[] }[]; // prettier-ignore
  for (const { webhooks = [] } of configurations) {
    for (const webhook of webhooks) if (isFor(world, webhook, request)) ask(world, webhook, request);
  }
  return request.object;
}

function isFor(
  world: World,
  webhook: Webhook,
  { type, operation, namespace, object, subresource }: AdmissionRequest,
): boolean {
  const covers = (list: readonly string[] | undefined, word: string): boolean => list?.some((each) => each === '*' || each === word) === true; // prettier-ignore
  const resource = subresource === undefined ? type.plural : `${type.plural}/${subresource}`;
  const fits = webhook.rules?.some((rule) => covers(rule.apiGroups, type.group) && covers(rule.operations, operation) && covers(rule.resources, resource)); // prettier-ignore
  if (fits !== true || !selectorMatches(webhook.objectSelector, object.metadata.labels)) return false;
  return selectorMatches(webhook.namespaceSelector, readObject(world, 'namespaces', '', namespace)?.metadata.labels);
}

function ask(
  world: World,
  { name, clientConfig, failurePolicy, timeoutSeconds = 10 }: Webhook,
  { object }: AdmissionRequest,
): void {
  const place = clientConfig.service;
  if (!place) return;
  const { namespace, name: serviceName, path = '', port = 443 } = place;
  const fail = (why: string): void => {
    if (failurePolicy === 'Ignore') return;
    throw new ApiError(500, 'InternalError', `Internal error occurred: failed calling webhook "${name}": failed to call webhook: ${why}`); // prettier-ignore
  };
  const post = `Post "https://${serviceName}.${namespace}.svc:${port}${path}?timeout=${timeoutSeconds}s"`;
  const service = readObject(world, 'services', namespace, serviceName) as
    { readonly spec?: { readonly clusterIP?: string } } | undefined;
  if (!service) return fail(`${post}: service "${serviceName}" not found`);
  const pods = readyPods(world, namespace, serviceName);
  if (pods.length === 0) return fail(`${post}: dial tcp ${service.spec?.clusterIP ?? ''}:${port}: connect: connection refused`); // prettier-ignore
  const denied = programsOf(world, namespace, pods)
    .map((argv) => world.clusterBehaviour?.review?.(world, argv, object))
    .find((answer) => answer !== undefined);
  if (denied !== undefined)
    throw new ApiError(400, 'BadRequest', `admission webhook "${name}" denied the request: ${denied}`);
}

function readyPods(world: World, namespace: string, service: string): readonly string[] {
  const slices = readObjects(
    world,
    'endpointslices.discovery.k8s.io',
    namespace,
  ) as unknown as readonly EndpointSlice[];
  return slices
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(
      ({ endpoints }) =>
      endpoints.flatMap(({ conditions, targetRef }) => (conditions?.ready !== false && targetRef?.name !== undefined ? [targetRef.name] : [])), // prettier-ignore
    );
}

/** The command lines of what runs in Pods. */
function programsOf(world: World, namespace: string, pods: readonly string[]): readonly (readonly string[])[] {
  return [...world.nodes.keys()].flatMap((node) =>
    [...containersOf(world, node)].flatMap(({ sandbox, pid }) => {
      const { config } = world.sandbox(sandbox);
      const service = pid === undefined ? undefined : world.services.get(pid);
      return service && config.namespace === namespace && pods.includes(config.name) ? [service.argv] : [];
    }),
  );
}
