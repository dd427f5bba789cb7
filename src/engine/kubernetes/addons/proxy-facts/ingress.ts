import type { ProxyQuestion } from '../../../kernel/cluster-records';
import type { World } from '../../../kernel/world';
import type { NotChosen, ProxyFacts, ProxyRule, ProxyTrouble } from '../../../walk/proxy';
import { readObject, readObjects } from '../../api/store';
import type { Ingress, IngressClass } from '../../objects/kinds';
import { isOurs } from '../ingress-nginx/model';
import { asked, behind, hostFits, isAddress, podOf, prefixFits, requestOf } from './common';

/** What the walk tells of a request that ingress-nginx got. The rule that nginx chose is in the variables that its location sets. */

interface Candidate extends ProxyRule {
  readonly ours: boolean;
  readonly className: string | undefined;
  readonly fitsHost: boolean;
  readonly fitsPath: boolean;
  readonly service: string;
  readonly port: string;
  readonly namespace: string;
}

const MOST = 3;

export function ingressFacts(world: World, question: ProxyQuestion): ProxyFacts {
  const { variables, host, authority, target, status, failure } = question;
  const name = authority.replace(/:\d+$/, '').toLowerCase();
  const path = target.replace(/[?#].*$/s, '');
  const all = candidates(world, name, path);
  const pod = podOf(world, { host });
  const [namespace = '', ingress = '', location = ''] = ['namespace', 'ingress_name', 'location_path'].map((each) => variables.get(each) ?? ''); // prettier-ignore
  const chosen = ingress === '' ? undefined : all.find((each) => each.object === `${namespace}/${ingress}` && each.path === location && each.fitsHost); // prettier-ignore
  const common = {
    what: 'ingress' as const,
    pod: `${pod.namespace}/${pod.name}`,
    request: requestOf(question),
    ...{ host: name, path },
    others: others(all, chosen),
    ...(status !== undefined && { status }),
  };
  if (!chosen) return { ...common, why: missing(all, name) };
  // A redirection is an answer as it should be.
  const redirects = status !== undefined && status >= 300 && status < 400;
  const { backend, why } = behind(world, namespace, chosen.service, chosen.port);
  const { why: broken, ...to } = asked(world, question);
  const trouble = redirects ? undefined : failure ? broken : why;
  return { ...common, rule: ruleOf(chosen), backend, ...to, ...(trouble && { why: trouble }) };
}

function ruleOf({ kind, object, host, path, type }: ProxyRule): ProxyRule {
  return { kind, object, host, path, type };
}

function candidates(world: World, name: string, path: string): readonly Candidate[] {
  const classes = readObjects(world, 'ingressclasses.networking.k8s.io') as unknown as readonly IngressClass[];
  const settings = { classes, ingressClass: 'nginx', watchWithoutClass: false };
  return (readObjects(world, 'ingresses.networking.k8s.io') as unknown as readonly Ingress[]).flatMap((ingress) => {
    const { namespace = '', name: own = '', annotations = {} } = ingress.metadata;
    const regex = annotations['nginx.ingress.kubernetes.io/use-regex'] === 'true' || 'nginx.ingress.kubernetes.io/rewrite-target' in annotations; // prettier-ignore
    const className = ingress.spec?.ingressClassName ?? annotations['kubernetes.io/ingress.class'];
    return (ingress.spec?.rules ?? []).flatMap(({ host = '', http }) =>
      (http?.paths ?? []).map(({ path: at = '/', pathType, backend }): Candidate => ({
        ...{ kind: 'Ingress', object: `${namespace}/${own}`, host, path: at, type: pathType },
        ...{ ours: isOurs(ingress, settings), className, namespace },
        fitsHost: hostFits(host, name),
        fitsPath: regex ? expressionFits(at, path) : pathType === 'Exact' ? at === path : prefixFits(at, path),
        service: backend.service?.name ?? '',
        port: backend.service?.port?.name ?? String(backend.service?.port?.number ?? ''),
      })),
    );
  });
}

function expressionFits(pattern: string, path: string): boolean {
  try {
    return new RegExp(`^${pattern}`, 'i').test(path);
  } catch {
    return false;
  }
}

function others(all: readonly Candidate[], chosen: Candidate | undefined): ProxyFacts['others'] {
  const rank: readonly NotChosen[] = ['not-ours', 'shorter', 'path', 'host'];
  return all
    .filter((each) => each !== chosen)
    .map((each) => ({ ...ruleOf(each), why: notChosen(each) }))
    .sort((a, b) => rank.indexOf(a.why) - rank.indexOf(b.why))
    .slice(0, MOST);
}

function notChosen({ ours, fitsHost, fitsPath }: Candidate): NotChosen {
  if (!fitsHost) return 'host';
  if (!fitsPath) return 'path';
  return ours ? 'shorter' : 'not-ours';
}

function missing(all: readonly Candidate[], name: string): ProxyTrouble {
  const other = all.find(({ ours, fitsHost, fitsPath }) => !ours && fitsHost && fitsPath);
  if (other) return { code: 'wrong-class', object: other.object, className: other.className };
  return all.some(({ ours, fitsHost }) => ours && fitsHost) ? { code: 'no-path' } : { code: 'no-host', byAddress: isAddress(name) }; // prettier-ignore
}

/** A client asks for TLS: told when the Secret that an Ingress names for the host is not there. */
export function ingressTlsFacts(world: World, { host, authority }: ProxyQuestion): ProxyFacts | undefined {
  const name = authority.toLowerCase();
  for (const { metadata, spec } of readObjects(world, 'ingresses.networking.k8s.io') as unknown as readonly Ingress[]) {
    const { namespace = '', name: own = '' } = metadata;
    const secretName = spec?.tls?.find(({ hosts = [] }) => hosts.some((each) => hostFits(each, name)))?.secretName;
    if (secretName === undefined || readObject(world, 'secrets', namespace, secretName)) continue;
    const pod = podOf(world, { host });
    return {
      what: 'ingress',
      pod: `${pod.namespace}/${pod.name}`,
      request: `https://${name}/`,
      ...{ host: name, path: '/', others: [] },
      why: { code: 'no-secret', secret: `${namespace}/${secretName}`, object: `${namespace}/${own}` },
    };
  }
  return undefined;
}
