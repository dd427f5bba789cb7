import type { NotChosen, ProxyFacts, ProxyRule, ProxyTrouble } from '../proxy';

const WHO: Readonly<Record<ProxyFacts['what'], string>> = {
  ingress: 'the Ingress controller',
  gateway: 'the Gateway’s nginx',
};

/** The step in which a proxy decides. */
export function proxy(facts: ProxyFacts): string {
  return story(facts);
}

/** The same as a sentence. */
export function proxied(facts: ProxyFacts): string {
  const text = story(facts);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function story({ what, pod, request, rule, others, backend, endpoint, endpointPod, status, why }: ProxyFacts): string {
  const who = `${WHO[what]} (Pod ${pod})`;
  const chose = rule ? `${who} chose ${ruleText(rule)} for ${request}` : `${who} has no rule for ${request}`;
  const not = others.length === 0 ? '' : ` (not ${others.map((each) => `${ruleText(each)}: ${NOT[each.why]}`).join('; nor ')})`; // prettier-ignore
  const behind = backend ? `; behind it is Service ${backend.service} port ${backend.port}${backend.slices.length === 0 ? '' : `, EndpointSlice ${backend.slices.join(', ')} has ${backend.ready} ready endpoint${backend.ready === 1 ? '' : 's'}`}` : ''; // prettier-ignore
  const asked = endpoint === undefined ? '' : `; it asks ${endpoint}${endpointPod === undefined ? '' : ` (Pod ${endpointPod})`} itself, past the Service’s cluster IP`; // prettier-ignore
  const answers = status === undefined ? '' : `; it answers ${status} by itself`;
  return `${chose}${not}${behind}${asked}${answers}${why ? `, because ${trouble(why, rule)}` : ''}`;
}

function ruleText({ kind, object, host, path, type, more }: ProxyRule): string {
  return `${kind} ${object} (host ${host === '' ? '*' : host}, path ${path} ${type}${more === undefined ? '' : `, ${more}`})`;
}

const NOT: Readonly<Record<NotChosen, string>> = {
  host: 'the host is another',
  path: 'the path does not fit',
  shorter: 'its path is shorter',
  more: 'the request lacks what it asks for besides the path, or another match says more',
  'not-ours': 'it is not this controller’s',
};

function trouble(why: ProxyTrouble, rule: ProxyRule | undefined): string {
  switch (why.code) {
    case 'no-host':
      return why.byAddress ? 'the request names an address and no host that a rule is for' : 'no rule is for this host';
    case 'no-path':
      return 'no rule of this host is for this path';
    case 'wrong-class':
      return why.className === undefined
        ? `Ingress ${why.object} would fit, but names no IngressClass, so that no controller takes it`
        : `Ingress ${why.object} would fit, but its class ${why.className} is not this controller’s`;
    case 'not-attached':
      return `${why.kind} ${why.object} would fit, but is not attached to this Gateway (${why.reason}: ${why.message})`;
    case 'no-service':
      return `there is no such Service${why.known.length === 0 ? '' : `; there is ${why.known.join(', ')}`}`;
    case 'no-port':
      return `the Service has no such port${why.known.length === 0 ? '' : `; it has ${why.known.join(', ')}`}`;
    case 'no-endpoints':
      return why.lack === 'nobody'
        ? `no Pod has the labels ${why.selector} of the Service’s selector`
        : why.lack === 'not-ready'
          ? `Pods have the labels ${why.selector} of the Service’s selector, but none of them is ready`
          : 'the Service has no selector and no endpoint';
    case 'not-granted':
      return `the Service is in another namespace than ${rule?.kind ?? 'the route'}, and no ReferenceGrant there allows that`;
    case 'upstream':
      return `that Pod ${why.errno === 'ECONNREFUSED' ? 'refuses connections on this port' : why.errno.startsWith('frame') ? 'does not speak HTTP/2' : `cannot be reached (${why.errno})`}${why.listeners.length === 0 ? '' : `; ${why.listeners.map(({ port, program }) => `${program} listens on port ${port}`).join(', ')}`}`;
    case 'no-secret':
      return `Secret ${why.secret} of its certificate, which Ingress ${why.object} names, is not there: the controller shows a certificate of its own`;
  }
}
