import type { World } from '../../../kernel/world';
import { option } from '../../../tools/daemons/options';
import { readObjects } from '../../api/store';
import type { Ingress, IngressClass } from '../../objects/kinds';
import { isOurs } from './model';

/** What the admission webhook of ingress-nginx says of an Ingress (internal/ingress/controller/controller.go: CheckIngress); undefined: it may come in. */
export function checkIngress(world: World, ingress: Ingress, argv: readonly string[]): string | undefined {
  const classes = readObjects(world, 'ingressclasses.networking.k8s.io') as unknown as readonly IngressClass[];
  const ours = {
    classes,
    ingressClass: option(argv, 'ingress-class') ?? 'nginx',
    watchWithoutClass: option(argv, 'watch-ingress-without-class') === 'true',
  };
  if (!isOurs(ingress, ours)) return undefined;
  const rules = (ingress.spec?.rules ?? []).map(({ host = '', http }) => ({ host: host === '' ? '_' : host, paths: http?.paths ?? [] })); // prettier-ignore
  const wrong = rules.flatMap(({ paths }) =>
    paths.flatMap(({ path = '', pathType }) =>
      path === '' || pathType === 'ImplementationSpecific' || PLAIN_PATH.test(path)
        ? []
        : [`path ${path} cannot be used with pathType ${pathType}`],
    ),
  );
  if (wrong.length > 0) return `ingress contains invalid paths: ${wrong.join('\n')}`;
  const annotations = Object.keys(ingress.metadata.annotations ?? {});
  const snippet = annotations.find((name) => name.endsWith('-snippet'));
  if (snippet !== undefined)
    return `${snippet} annotation cannot be used. Snippet directives are disabled by the Ingress administrator`;
  const others = (readObjects(world, 'ingresses.networking.k8s.io') as unknown as readonly Ingress[]).filter(
    (other) => isOurs(other, ours) && !isSame(other, ingress),
  );
  for (const { host, paths } of rules) {
    for (const { path: written = '', backend } of paths) {
      if (!backend.service) continue;
      const path = written === '' ? '/' : written;
      const rival = others.find((other) => isCanary(other) === isCanary(ingress) && has(other, host, path));
      if (rival) return `host "${host}" and path "${path}" is already defined in ingress ${rival.metadata.namespace ?? ''}/${rival.metadata.name ?? ''}`; // prettier-ignore
    }
  }
  return undefined;
}

/** Letters, digits, `-`, `_`, `.` and slashes (internal/ingress/inspector/rules.go: validPathType). */
const PLAIN_PATH = /^\/[a-z0-9._\-/]*$/i;

function isSame(a: Ingress, b: Ingress): boolean {
  return a.metadata.namespace === b.metadata.namespace && a.metadata.name === b.metadata.name;
}

function isCanary({ metadata }: Ingress): boolean {
  return metadata.annotations?.['nginx.ingress.kubernetes.io/canary'] === 'true';
}

function has({ spec }: Ingress, host: string, path: string): boolean {
  return (spec?.rules ?? []).some(
    (rule) =>
      (rule.host === undefined || rule.host === '' ? '_' : rule.host) === host &&
      (rule.http?.paths ?? []).some((each) => (each.path === undefined || each.path === '' ? '/' : each.path) === path),
  );
}
