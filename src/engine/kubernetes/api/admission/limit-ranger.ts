import { forbidden } from '../api-error';
import type { Container, PodSpec, ResourceList } from '../kinds/pod-spec/types';
import type { KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { compareQuantity, quantityNano } from '../quantity';
import { podAmounts } from '../quota/pod-amounts';
import { readObjects } from '../store';
import { isPodCreation, type AdmissionRequest } from './chain';

/** LimitRanges of a namespace: what containers use that do not say it, and how much may be asked for (plugin/pkg/admission/limitranger). */

type Range = KubeObject & { readonly spec?: { readonly limits?: readonly Limit[] } };
interface Limit {
  readonly type?: string;
  readonly min?: ResourceList;
  readonly max?: ResourceList;
  readonly default?: ResourceList;
  readonly defaultRequest?: ResourceList;
  readonly maxLimitRequestRatio?: ResourceList;
}
type PodObject = KubeObject & { readonly spec?: PodSpec };

const ANNOTATION = 'kubernetes.io/limit-ranger';

export function limitRanger({ world }: Caller, request: AdmissionRequest): KubeObject {
  const { type, operation, object, subresource, namespace } = request;
  if (type.group !== '' || subresource !== undefined || operation === 'DELETE') return object;
  const pods = type.plural === 'pods' && operation === 'CREATE';
  if (!pods && type.plural !== 'persistentvolumeclaims') return object;
  const ranges = readObjects(world, 'limitranges', namespace) as readonly Range[];
  if (ranges.length === 0) return object;
  if (!request.validating) {
    return isPodCreation(request) ? ranges.reduce((pod, range) => withDefaults(pod, range), object) : object;
  }
  for (const { spec } of ranges) {
    const problems = (spec?.limits ?? []).flatMap((limit) =>
      pods ? podProblems(object, limit) : claimProblems(object, limit),
    );
    const [first = ''] = problems;
    if (problems.length > 0) {
      throw forbidden(type, object.metadata.name ?? '', problems.length === 1 ? first : `[${problems.join(', ')}]`);
    }
  }
  return object;
}

function withDefaults(pod: PodObject, { spec }: Range): KubeObject {
  let limits: ResourceList = {};
  let requests: ResourceList = {};
  for (const limit of spec?.limits ?? []) {
    if (limit.type !== 'Container') continue;
    limits = { ...limits, ...limit.default };
    requests = { ...requests, ...limit.defaultRequest };
  }
  const notes: string[] = [];
  const filled = (container: Container, what: string): Container => {
    const { resources } = container;
    const lacking = (defaults: ResourceList, list: ResourceList | undefined): readonly string[] =>
      Object.keys(defaults)
        .filter((name) => list?.[name] === undefined)
        .sort();
    const newRequests = lacking(requests, resources?.requests);
    const newLimits = lacking(limits, resources?.limits);
    if (newRequests.length + newLimits.length === 0) return container;
    if (newRequests.length > 0) notes.push(`${newRequests.join(', ')} request for ${what} ${container.name ?? ''}`);
    if (newLimits.length > 0) notes.push(`${newLimits.join(', ')} limit for ${what} ${container.name ?? ''}`);
    return {
      ...container,
      resources: {
        ...resources,
        limits: { ...limits, ...resources?.limits },
        requests: { ...requests, ...resources?.requests },
      },
    };
  };
  const containers = pod.spec?.containers?.map((container) => filled(container, 'container'));
  const initContainers = pod.spec?.initContainers?.map((container) => filled(container, 'init container'));
  if (notes.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}` };
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations },
    spec: { ...pod.spec, ...(containers && { containers }), ...(initContainers && { initContainers }) },
  } as KubeObject;
}

function podProblems({ spec }: PodObject, limit: Limit): readonly string[] {
  if (limit.type === 'Container') {
    return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].flatMap(({ resources }) =>
      problems(limit, resources?.requests, resources?.limits),
    );
  }
  if (limit.type !== 'Pod') return [];
  return problems(limit, podAmounts(spec, 'requests'), podAmounts(spec, 'limits'));
}

function claimProblems(claim: KubeObject, limit: Limit): readonly string[] {
  if (limit.type !== 'PersistentVolumeClaim') return [];
  const { spec } = claim as KubeObject & {
    readonly spec?: { readonly resources?: { readonly requests?: ResourceList } };
  };
  const requests = spec?.resources?.requests ?? {};
  const { min, max } = limit;
  return [
    ...each(min, (name, bound) => minimum(limit, name, bound, requests, {})),
    ...each(max, (name, bound) => {
      const request = requests[name];
      if (request === undefined) return `${maximumWords(limit, name, bound)}.  No request is specified`;
      return compareQuantity(request, bound) > 0
        ? `${maximumWords(limit, name, bound)}, but request is ${request}`
        : undefined;
    }),
  ];
}

function problems(limit: Limit, requests: ResourceList = {}, limits: ResourceList = {}): readonly string[] {
  return [
    ...each(limit.min, (name, bound) => minimum(limit, name, bound, requests, limits)),
    ...each(limit.max, (name, bound) => maximum(limit, name, bound, requests, limits)),
    ...each(limit.maxLimitRequestRatio, (name, bound) => ratio(limit, name, bound, requests, limits)),
  ];
}

function each(
  bounds: ResourceList | undefined,
  check: (name: string, bound: string) => string | undefined,
): readonly string[] {
  return Object.keys(bounds ?? {})
    .sort()
    .flatMap((name) => check(name, bounds?.[name] ?? '0') ?? []);
}

function minimum({ type }: Limit, name: string, bound: string, requests: ResourceList, limits: ResourceList) {
  const words = `minimum ${name} usage per ${type ?? ''} is ${bound}`;
  const [request, limit] = [requests[name], limits[name]];
  if (request === undefined) return `${words}.  No request is specified`;
  if (compareQuantity(request, bound) < 0) return `${words}, but request is ${request}`;
  return limit !== undefined && compareQuantity(limit, bound) < 0 ? `${words}, but limit is ${limit}` : undefined;
}

function maximumWords({ type }: Limit, name: string, bound: string): string {
  return `maximum ${name} usage per ${type ?? ''} is ${bound}`;
}

function maximum(bounds: Limit, name: string, bound: string, requests: ResourceList, limits: ResourceList) {
  const words = maximumWords(bounds, name, bound);
  const [request, limit] = [requests[name], limits[name]];
  if (limit === undefined) return `${words}.  No limit is specified`;
  if (compareQuantity(limit, bound) > 0) return `${words}, but limit is ${limit}`;
  return request !== undefined && compareQuantity(request, bound) > 0
    ? `${words}, but request is ${request}`
    : undefined;
}

function ratio({ type }: Limit, name: string, bound: string, requests: ResourceList, limits: ResourceList) {
  const words = `${name} max limit to request ratio per ${type ?? ''} is ${bound}, but`;
  const [request, limit] = [Number(quantityNano(requests[name])), Number(quantityNano(limits[name]))];
  if (request === 0) return `${words} no request is specified or request is 0`;
  if (limit === 0) return `${words} no limit is specified or limit is 0`;
  return limit / request > Number(quantityNano(bound)) / 1e9
    ? `${words} provided ratio is ${(limit / request).toFixed(6)}`
    : undefined;
}
