import { CommandError } from '../../errors/errors';
import type { ApiObject, JsonMap } from '../../json/types';
import { intOrString } from '../../generators/ports';
import { generator, metadata } from '../publish';

/** create_ingress.go: `host/path=service:port[,tls[=secret]]`. */
const RULE = /^[\w*\-.]*\/.*=[\w-]+:[\w-]+(,tls=?[\w-]*)?/;

/** `kubectl create ingress`. */
export const createIngress = generator(
  { root: '/apis/networking.k8s.io/v1', plural: 'ingresses', namespaced: true },
  'ingress:',
  (k, name): ApiObject => {
    const rules = k.flags.list('rule');
    const backend = k.text('default-backend');
    if (rules.length === 0 && backend === '')
      throw new CommandError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    for (const rule of rules)
      if (!RULE.test(rule))
        throw new CommandError(
          `rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
        );
    const annotations: Record<string, string> = {};
    for (const annotation of k.flags.list('annotation')) {
      const equals = annotation.indexOf('=');
      if (equals < 0) throw new CommandError(`annotation ${annotation} is invalid and should be in format key=[value]`);
      annotations[annotation.slice(0, equals)] = annotation.slice(equals + 1);
    }
    if (backend !== '' && backend.split(':').length !== 2)
      throw new CommandError('default-backend should be in format servicename:serviceport');
    const tls = tlsOf(rules);
    const hosts = rulesOf(rules);
    const className = k.text('class');
    return {
      kind: 'Ingress',
      apiVersion: 'networking.k8s.io/v1',
      metadata: metadata(k, name, true, Object.keys(annotations).length > 0 ? { annotations } : {}),
      spec: {
        ...(className !== '' && { ingressClassName: className }),
        ...(backend !== '' && { defaultBackend: backendOf(backend) }),
        ...(tls.length > 0 && { tls }),
        ...(hosts.length > 0 && { rules: hosts }),
      },
      status: { loadBalancer: {} },
    };
  },
);

function backendOf(service: string): JsonMap {
  const [name = '', text = ''] = service.split(':');
  const port = intOrString(text);
  return { service: { name, port: typeof port === 'number' ? { number: port } : { name: port } } };
}

function rulesOf(rules: readonly string[]): readonly JsonMap[] {
  const hosts = new Map<string, JsonMap[]>();
  for (const rule of rules) {
    const bare = rule.split(',')[0] ?? '';
    const slash = bare.indexOf('/');
    const host = bare.slice(0, slash);
    const [path = '', service = ''] = bare.slice(slash + 1).split('=');
    const prefix = `/${path}`.endsWith('*');
    const entry = {
      path: prefix ? `/${path}`.slice(0, -1) : `/${path}`,
      pathType: prefix ? 'Prefix' : 'Exact',
      backend: backendOf(service),
    };
    hosts.set(host, [...(hosts.get(host) ?? []), entry]);
  }
  return [...hosts].map(([host, paths]) => ({ ...(host !== '' && { host }), http: { paths } }));
}

function tlsOf(rules: readonly string[]): readonly JsonMap[] {
  const seen = new Set<string>();
  const entries: { hosts: string[]; secretName: string }[] = [];
  for (const rule of rules) {
    const [bare = '', tls] = rule.split(',');
    if (tls === undefined) continue;
    const host = bare.slice(0, bare.indexOf('/'));
    const secretName = tls.split('=')[1] ?? '';
    if (seen.has(host)) continue;
    seen.add(host);
    const known = entries.find((entry) => entry.secretName === secretName);
    if (known) known.hosts.push(host);
    else if (host !== '' || secretName !== '') entries.push({ hosts: host === '' ? [] : [host], secretName });
  }
  return entries.map(({ hosts, secretName }) => ({
    ...(hosts.length > 0 && { hosts }),
    ...(secretName !== '' && { secretName }),
  }));
}
