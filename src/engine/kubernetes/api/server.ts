import type { ClusterUser } from '../../kernel/cluster-records';
import type { World } from '../../kernel/world';
import { ApiError, unauthorized } from './api-error';
import { authenticate } from './auth/authenticate';
import { impersonated } from './auth/impersonate';
import { authorize, forbiddenWords } from './auth/rbac';
import { aggregatedDiscovery, apiGroup, apiGroupList, apiResourceList, apiVersions } from './discovery';
import { negotiate } from './http/accept';
import { errorAnswer, jsonAnswer, pageNotFound, textAnswer, writtenAnswer } from './http/answer';
import { handleResource } from './http/resource';
import { openApiDocument, openApiIndex } from './openapi/document';
import type { ApiAnswer, ApiRequest, ApiResponse } from './request';
import { parseRoute } from './route';
import { readObjects } from './store';
import { VERSION_INFO } from './version';

/**
 * The API server of a lab: the one door for every client. Synchronous; never throws for anything a client can send. A lab without a
 * cluster has no server, so whoever calls must know that it has one.
 */
export function handle(world: World, request: ApiRequest): ApiResponse {
  try {
    return readable(answer(world, request), request);
  } catch (error) {
    if (error instanceof ApiError) return readable(errorAnswer(error), request);
    throw error;
  }
}

/** People at a prompt get JSON that they can read (apiserver's responsewriters, isPrettyPrint). */
function readable(response: ApiResponse, request: ApiRequest): ApiResponse {
  if (response.kind !== 'answer' || !PEOPLE.test(request.headers.get('user-agent') ?? '')) return response;
  if (!(response.headers.get('content-type') ?? '').startsWith('application/json')) return response;
  return { ...response, body: JSON.stringify(JSON.parse(response.body) as unknown, undefined, 2) };
}

const PEOPLE = /^(curl|Wget|Mozilla\/5\.0)/;

function answer(world: World, request: ApiRequest): ApiResponse {
  const asking = authenticate(world, request);
  if (!asking) throw unauthorized();
  const user = impersonated(world, asking, request);
  checkPath(world, user, request);
  const fixed = fixedPath(world, request);
  if (fixed) return fixed;
  const route = parseRoute(request.path);
  if (route && storeIsGone(world)) throw new ApiError(500, undefined, STORE_GONE);
  return (route && handleResource(world, user, request, route)) ?? pageNotFound();
}

/** etcd does not run: nothing can be read from it. */
function storeIsGone(world: World): boolean {
  return world.cluster?.stopped.has('etcd') === true;
}

const STORE_GONE = 'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:2379: connect: connection refused"'; // prettier-ignore

/** RBAC's word on a path that is no resource's. Throws ApiError when it is no. */
function checkPath(world: World, user: ClusterUser, { path, method }: ApiRequest): void {
  if (parseRoute(path)) return;
  const attributes = { verb: method === 'HEAD' ? 'head' : method.toLowerCase(), path };
  if (authorize(world, user, attributes).allowed) return;
  throw new ApiError(403, 'Forbidden', `forbidden: ${forbiddenWords(user, attributes)}`, {});
}

/** Paths that are no resource: health, version, discovery. */
function fixedPath(world: World, request: ApiRequest): ApiAnswer | undefined {
  const parts = request.path.split('/').filter((part) => part !== '');
  const [first, second, third, more] = parts;
  switch (first) {
    case 'healthz':
    case 'livez':
    case 'readyz':
      return health(world, first, parts, request);
    case 'version':
      return parts.length === 1 ? prettyAnswer({ ...VERSION_INFO, gitVersion: servedVersion(world) }) : undefined;
    case 'api':
      if (second === undefined) return discovery(world, request, true);
      return third === undefined ? resources(world, '', second) : undefined;
    case 'openapi':
      return openApi(world, request, parts.slice(1));
    case 'apis':
      if (second === undefined) return discovery(world, request, false);
      if (third === undefined) return found(apiGroup(world, second));
      return more === undefined ? resources(world, second, third) : undefined;
    case undefined:
      return jsonAnswer(200, { paths: rootPaths(world) });
    default:
      return undefined;
  }
}

/** The version that the API server's image has: another one after `kubeadm upgrade apply`. */
function servedVersion(world: World): string {
  for (const pod of readObjects(world, 'pods', 'kube-system')) {
    if (pod.metadata.labels?.['component'] !== 'kube-apiserver') continue;
    const { spec } = pod as { readonly spec?: { readonly containers?: readonly { readonly image?: string }[] } };
    const [container] = spec?.containers ?? [];
    const tag = /:(v\d+\.\d+\.\d+)$/.exec(container?.image ?? '')?.[1];
    if (tag !== undefined) return tag;
  }
  return VERSION_INFO.gitVersion;
}

function prettyAnswer(value: unknown): ApiAnswer {
  const { headers, ...rest } = jsonAnswer(200, value);
  return { ...rest, headers, body: JSON.stringify(value, undefined, 2) };
}

/** Checks of `/livez?verbose`, in the order that kube-apiserver registers them. */
const LIVE_CHECKS = [
  'ping',
  'log',
  'etcd',
  'poststarthook/start-apiserver-admission-initializer',
  'poststarthook/generic-apiserver-start-informers',
  'poststarthook/priority-and-fairness-config-consumer',
  'poststarthook/priority-and-fairness-filter',
  'poststarthook/storage-object-count-tracker-hook',
  'poststarthook/start-apiextensions-informers',
  'poststarthook/start-apiextensions-controllers',
  'poststarthook/crd-informer-synced',
  'poststarthook/start-system-namespaces-controller',
  'poststarthook/start-cluster-authentication-info-controller',
  'poststarthook/start-kube-apiserver-identity-lease-controller',
  'poststarthook/start-kube-apiserver-identity-lease-garbage-collector',
  'poststarthook/start-legacy-token-tracking-controller',
  'poststarthook/start-service-ip-repair-controllers',
  'poststarthook/rbac/bootstrap-roles',
  'poststarthook/scheduling/bootstrap-system-priority-classes',
  'poststarthook/priority-and-fairness-config-producer',
  'poststarthook/bootstrap-controller',
  'poststarthook/start-kubernetes-service-cidr-controller',
  'poststarthook/aggregator-reload-proxy-client-cert',
  'poststarthook/start-kube-aggregator-informers',
  'poststarthook/apiservice-status-local-available-controller',
  'poststarthook/apiservice-status-remote-available-controller',
  'poststarthook/apiservice-registration-controller',
  'poststarthook/apiservice-discovery-controller',
  'poststarthook/kube-apiserver-autoregistration',
  'autoregister-completion',
  'poststarthook/apiservice-openapi-controller',
  'poststarthook/apiservice-openapiv3-controller',
];

function health(world: World, name: string, parts: readonly string[], request: ApiRequest): ApiAnswer | undefined {
  const checks =
    name === 'readyz'
      ? [...LIVE_CHECKS.slice(0, 3), 'etcd-readiness', 'informer-sync', ...LIVE_CHECKS.slice(3)]
      : LIVE_CHECKS;
  const lost = (check: string): boolean => check.startsWith('etcd') && storeIsGone(world);
  const one = parts.slice(1).join('/');
  if (one !== '' && checks.includes(one) && lost(one)) return textAnswer(500, 'internal server error: etcd failed: reason withheld\n'); // prettier-ignore
  if (one !== '') return checks.includes(one) ? textAnswer(200, 'ok') : undefined;
  const fails = storeIsGone(world);
  if (!fails && !request.query.some(([key]) => key === 'verbose')) return textAnswer(200, 'ok');
  const lines = checks.map((check) => (lost(check) ? `[-]${check} failed: reason withheld\n` : `[+]${check} ok\n`));
  if (name === 'readyz') lines.push('[+]shutdown ok\n');
  if (fails) return textAnswer(500, `${lines.join('')}${name} check failed\n`);
  return textAnswer(200, `${lines.join('')}${name} check passed\n`);
}

function discovery(world: World, request: ApiRequest, legacy: boolean): ApiAnswer {
  if (negotiate(request.headers.get('accept') ?? '')?.discovery !== true) {
    return jsonAnswer(200, legacy ? apiVersions('10.0.0.1:6443') : apiGroupList(world));
  }
  return writtenAnswer(200, aggregatedDiscovery(world, legacy), [
    ['content-type', 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'],
    ['vary', 'Accept'],
  ]);
}

/**
 * `/openapi/v3` and below. Version 2 is an empty document: clients that know version 3 ask for it only about kinds that they did not find there,
 * and learn that it has none of them either.
 */
function openApi(
  world: World,
  request: ApiRequest,
  [version, prefix, ...place]: readonly string[],
): ApiAnswer | undefined {
  if (version === 'v2' && prefix === undefined) {
    if (!(request.headers.get('accept') ?? '').includes('proto-openapi.spec.v2'))
      return jsonAnswer(200, EMPTY_OPENAPI_2);
    return {
      ...jsonAnswer(200, {}, [['content-type', 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf']]),
      body: '',
    };
  }
  if (version !== 'v3') return undefined;
  if (prefix === undefined) return jsonAnswer(200, openApiIndex(world));
  const [group, groupVersion] = prefix === 'api' ? ['', place[0]] : [place[0] ?? '', place[1]];
  const text = groupVersion === undefined ? undefined : openApiDocument(world, group, groupVersion);
  return text === undefined ? undefined : { ...jsonAnswer(200, {}), body: text };
}

const EMPTY_OPENAPI_2 = { swagger: '2.0', info: { title: 'Kubernetes', version: VERSION_INFO.gitVersion }, paths: {} };

function resources(world: World, group: string, version: string): ApiAnswer {
  return found(apiResourceList(world, group, version));
}

function found(body: object | undefined): ApiAnswer {
  return body ? jsonAnswer(200, body) : pageNotFound();
}

/** What `/` lists. */
function rootPaths(world: World): readonly string[] {
  const paths = ['/.well-known/openid-configuration', '/api', '/api/v1', '/apis', '/apis/'];
  const { groups } = apiGroupList(world) as {
    readonly groups: readonly {
      readonly name: string;
      readonly versions: readonly { readonly groupVersion: string }[];
    }[];
  };
  for (const { name, versions } of groups) {
    paths.push(`/apis/${name}`, ...versions.map(({ groupVersion }) => `/apis/${groupVersion}`));
  }
  const rest = [
    ...['healthz', 'livez', 'readyz'].flatMap((name) => [
      `/${name}`,
      ...LIVE_CHECKS.map((check) => `/${name}/${check}`),
    ]),
    '/logs',
    '/metrics',
    '/openapi/v2',
    '/openapi/v3',
    '/openapi/v3/',
    '/openid/v1/jwks',
    '/version',
  ];
  return [...paths, ...rest].sort();
}
