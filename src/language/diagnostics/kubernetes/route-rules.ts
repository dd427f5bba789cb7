import { nearest } from '../../../grammar';
import type { Manifest } from '../../manifest/manifest';
import type { Path } from '../../manifest/schema';
import type { Problem } from '../problem';
import { replaceWith, report } from '../report';
import { list, namespaceOf, nameOf, record, text, type Surroundings } from './shapes';

/** Where HTTP requests are sent by an Ingress or a route of the Gateway API. */
interface Backend {
  readonly namePath: Path;
  readonly portPath: Path;
  readonly service: string;
  readonly namespace: string;
  readonly port: number | string | undefined;
}

/** Ingresses and HTTPRoutes that lead nowhere. */
export function httpProblems(manifest: Manifest, around: Surroundings): readonly Problem[] {
  const { value, kind } = manifest;
  if (kind === 'Gateway') {
    return classProblems(manifest, 'gatewayClassName', 'GatewayClass', around.gatewayClasses, around.complete);
  }
  if (!value || !/^(Ingress|HTTPRoute|GRPCRoute)$/.test(kind)) return [];
  const backends = kind === 'Ingress' ? ingressBackends(manifest) : routeBackends(manifest);
  return [
    ...backends.flatMap((backend) => backendProblems(manifest, backend, around)),
    ...(kind === 'Ingress'
      ? classProblems(manifest, 'ingressClassName', 'IngressClass', around.ingressClasses, around.complete)
      : parentProblems(manifest, around)),
  ];
}

function ingressBackends({ value }: Manifest): readonly Backend[] {
  const spec = record(value?.spec);
  const at = (path: Path, backend: unknown): readonly Backend[] => {
    const { service } = record(backend);
    const { name, port } = record(service);
    if (name === undefined) return [];
    const { number, name: portName } = record(port);
    const key = number === undefined ? 'name' : 'number';
    return [
      {
        namePath: [...path, 'service', 'name'],
        portPath: [...path, 'service', 'port', key],
        service: text(name) ?? '',
        namespace: namespaceOf(value ?? {}),
        port: typeof number === 'number' ? number : text(portName),
      },
    ];
  };
  const rules = list(spec.rules).flatMap((rule, i) =>
    list(record(record(rule).http).paths).flatMap((path, j) =>
      at(['spec', 'rules', i, 'http', 'paths', j, 'backend'], record(path).backend),
    ),
  );
  return [...at(['spec', 'defaultBackend'], spec.defaultBackend), ...rules];
}

function routeBackends({ value }: Manifest): readonly Backend[] {
  return list(record(value?.spec).rules).flatMap((rule, i) =>
    list(record(rule).backendRefs).flatMap((ref, j): readonly Backend[] => {
      const { name, port, kind = 'Service', namespace } = record(ref);
      const path = ['spec', 'rules', i, 'backendRefs', j];
      if (kind !== 'Service' || name === undefined) return [];
      return [
        {
          namePath: [...path, 'name'],
          portPath: [...path, 'port'],
          service: text(name) ?? '',
          namespace: text(namespace) ?? namespaceOf(value ?? {}),
          port: typeof port === 'number' ? port : undefined,
        },
      ];
    }),
  );
}

function backendProblems(
  manifest: Manifest,
  backend: Backend,
  { services, complete }: Surroundings,
): readonly Problem[] {
  const here = services.filter(({ namespace }) => namespace === backend.namespace);
  const service = here.find(({ name }) => name === backend.service);
  const span = manifest.spanOf(backend.namePath);
  if (!span) return [];
  if (!service) {
    if (!complete && services.length === 0) return [];
    const names = here.map(({ name }) => name).filter((name) => name !== 'kubernetes');
    const close = nearest(backend.service, names) ?? (names.length === 1 ? names[0] : undefined);
    const values = {
      kind: manifest.kind,
      name: nameOf(manifest.value ?? {}),
      text: backend.service,
      namespace: backend.namespace,
    };
    return [report('backend-missing', span, values, close === undefined ? [] : [replaceWith(span, close)])];
  }
  const at = manifest.spanOf(backend.portPath);
  if (backend.port === undefined || !at || service.ports.length === 0) return [];
  if (service.ports.some(({ port, name }) => port === backend.port || name === backend.port)) return [];
  const ports = service.ports.map(({ port, name }) =>
    typeof backend.port === 'number' ? String(port) : (name ?? String(port)),
  );
  const named = typeof backend.port === 'string' ? service.ports.flatMap(({ name }) => name ?? []) : ports;
  const values = { service: service.name, text: String(backend.port), ports: ports.join(', ') };
  return [
    report(
      'backend-port-missing',
      at,
      values,
      named.slice(0, 2).map((port) => replaceWith(at, port)),
    ),
  ];
}

/** The class of an Ingress or a Gateway: which controller is to serve it. */
function classProblems(
  manifest: Manifest,
  field: string,
  kind: string,
  classes: ReadonlySet<string>,
  complete: boolean,
): readonly Problem[] {
  const name = text(record(manifest.value?.spec)[field]);
  const span = manifest.spanOf(['spec', field]);
  if (name === undefined || !span || classes.has(name)) return [];
  if (!complete && classes.size === 0) return [];
  const close = nearest(name, classes) ?? (classes.size === 1 ? [...classes][0] : undefined);
  const values = { kind, text: name, of: manifest.kind };
  return [report('ingress-class-missing', span, values, close === undefined ? [] : [replaceWith(span, close)])];
}

function parentProblems(manifest: Manifest, { gateways, complete }: Surroundings): readonly Problem[] {
  const own = namespaceOf(manifest.value ?? {});
  return list(record(manifest.value?.spec).parentRefs).flatMap((ref, index): readonly Problem[] => {
    const { name, namespace, kind = 'Gateway' } = record(ref);
    const where = text(namespace) ?? own;
    const span = manifest.spanOf(['spec', 'parentRefs', index, 'name']);
    const wanted = text(name) ?? '';
    if (kind !== 'Gateway' || !span || gateways.has(`${where}/${wanted}`)) return [];
    if (!complete && gateways.size === 0) return [];
    const names = [...gateways].filter((key) => key.startsWith(`${where}/`)).map((key) => key.slice(where.length + 1));
    const close = nearest(wanted, names) ?? (names.length === 1 ? names[0] : undefined);
    return [
      report(
        'gateway-missing',
        span,
        { text: wanted, namespace: where },
        close === undefined ? [] : [replaceWith(span, close)],
      ),
    ];
  });
}
