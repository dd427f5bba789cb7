import type { Ingress } from 'kubernetes-types/networking/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, NAME_COLUMN } from '../../tables/cells';
import { at, child, invalid, invalidEach, notSupported, required } from '../../validation/field-errors';
import { ipFamily } from '../../validation/ip';
import { dnsSubdomain, wildcardSubdomain } from '../../validation/names';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';
import { validateBackend } from './ingress-backend';

export type IngressObject = KindObject<Ingress>;
type Spec = NonNullable<IngressObject['spec']>;
type Rule = NonNullable<Spec['rules']>[number];
type HttpPath = NonNullable<NonNullable<Rule['http']>['paths']>[number];

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_SUFFIXES = ['/..', '/.'];

function hostMessages(host: string): string[] {
  return host.includes('*') ? wildcardSubdomain(host) : dnsSubdomain(host);
}

function validatePath({ path: text = '', pathType, backend }: HttpPath, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const [field, typeField] = [child(path, 'path'), child(path, 'pathType')];
  const type: string | undefined = pathType;
  if (type === undefined) return [required(typeField, 'pathType must be specified')];
  if (type === 'Exact' || type === 'Prefix') {
    if (!text.startsWith('/')) errors.push(invalid(field, text, 'must be an absolute path'));
    if (text) {
      for (const bad of BAD_SEQUENCES.filter((one) => text.includes(one))) {
        errors.push(invalid(field, text, `must not contain '${bad}'`));
      }
      for (const bad of BAD_SUFFIXES.filter((one) => text.endsWith(one))) {
        errors.push(invalid(field, text, `cannot end with '${bad}'`));
      }
    }
  } else if (type === 'ImplementationSpecific') {
    if (text && !text.startsWith('/')) errors.push(invalid(field, text, 'must be an absolute path'));
  } else errors.push(notSupported(typeField, type, PATH_TYPES));
  return [...errors, ...validateBackend(backend, child(path, 'backend'))];
}

function validateRule({ host = '', http }: Rule, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (host) {
    const field = child(path, 'host');
    if (ipFamily(host)) errors.push(invalid(field, host, 'must be a DNS name, not an IP address'));
    errors.push(...invalidEach(field, host, hostMessages(host)));
  }
  if (!http) return errors;
  const field = child(path, 'http.paths');
  const { paths = [] } = http;
  if (!paths.length) errors.push(required(field));
  return [...errors, ...paths.flatMap((one, i) => validatePath(one, at(field, i)))];
}

/** pkg/apis/networking/validation: validateIngressSpec. */
function validateSpec(spec: Spec): FieldError[] {
  const { rules = [], defaultBackend, tls = [], ingressClassName } = spec;
  const errors: FieldError[] = [];
  if (!rules.length && !defaultBackend) {
    errors.push(invalid('spec', spec.rules, 'either `defaultBackend` or `rules` must be specified'));
  }
  if (defaultBackend) errors.push(...validateBackend(defaultBackend, 'spec.defaultBackend'));
  errors.push(...rules.flatMap((rule, i) => validateRule(rule, at('spec.rules', i))));
  tls.forEach(({ hosts = [], secretName = '' }, i) => {
    const path = at('spec.tls', i);
    hosts.forEach((host, j) => errors.push(...invalidEach(at(child(path, 'hosts'), j), host, hostMessages(host))));
    if (secretName) errors.push(...invalidEach(child(path, 'secretName'), secretName, dnsSubdomain(secretName)));
  });
  if (ingressClassName === undefined) return errors;
  return [...errors, ...invalidEach('spec.ingressClassName', ingressClassName, dnsSubdomain(ingressClassName))];
}

/** ValidateIngressCreate: the annotation of old and the class may not both be set. */
function validateClass({ metadata, spec }: IngressObject): FieldError[] {
  const value = metadata.annotations?.[CLASS_ANNOTATION];
  if (value === undefined || spec?.ingressClassName === undefined) return [];
  return [invalid(`annotations.${CLASS_ANNOTATION}`, value, 'can not be set when the class field is also set')];
}

function hostsCell({ spec }: IngressObject): string {
  const { rules = [] } = spec ?? {};
  const hosts = rules.map(({ host }) => host ?? '').filter((host) => host !== '');
  if (!hosts.length) return '*';
  return hosts.length > 3 ? `${hosts.slice(0, 3).join(',')} + ${rules.length - 3} more...` : hosts.join(',');
}

function addressCell({ status }: IngressObject): string {
  const points = status?.loadBalancer?.ingress ?? [];
  return [...new Set(points.map(({ ip, hostname }) => ip || hostname || ''))]
    .filter((text) => text !== '')
    .sort()
    .join(',');
}

export const ingress = declareKind<IngressObject>('networking.k8s.io/v1', 'Ingress', 'ingresses', {
  shortNames: ['ing'],
  subresources: { status: true },
  generation: true,
  strategy: {
    defaults: (object) => (object.status ? object : { ...object, status: { loadBalancer: {} } }),
    prepareForCreate: (object) => ({ ...object, status: { loadBalancer: {} } }),
    validate: (object) => [...validateClass(object), ...validateSpec(object.spec ?? {})],
    validateUpdate: ({ spec }) => validateSpec(spec ?? {}),
    warnings: ({ metadata }, old) =>
      metadata.annotations?.[CLASS_ANNOTATION] !== undefined && !old
        ? [`annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`]
        : [],
  },
  columns: [
    NAME_COLUMN,
    column(
      'Class',
      'The name of the IngressClass resource that should be used for additional configuration',
      ({ spec }) => (spec?.ingressClassName === undefined ? '<none>' : spec.ingressClassName),
    ),
    column('Hosts', 'Hosts that incoming requests are matched against before the ingress rule', hostsCell),
    column('Address', 'Address is a list containing ingress points for the load-balancer', addressCell),
    column('Ports', 'Ports of TLS configurations that open', ({ spec }) => (spec?.tls?.length ? '80, 443' : '80')),
    AGE_COLUMN,
  ],
});
