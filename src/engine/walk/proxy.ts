import type { IpAddress } from '../packet/ipv6-address';
import type { PacketWalk } from './step';

/** What a reverse proxy that follows Ingresses or routes of the Gateway API made of a request: noted in the walk when it decides. */
export interface ProxyFacts {
  readonly what: 'ingress' | 'gateway';
  /** The controller's Pod, `namespace/name`. */
  readonly pod: string;
  /** `GET http://shop.example/cart`. */
  readonly request: string;
  readonly host: string;
  readonly path: string;
  /** The rule that it chose. */
  readonly rule?: ProxyRule;
  /** Others that it did not, and why: a few. */
  readonly others: readonly (ProxyRule & { readonly why: NotChosen })[];
  readonly backend?: ProxyBackend;
  /** Whom it asks: `10.244.1.5:8080`, and the Pod that it is. */
  readonly endpoint?: string;
  readonly endpointPod?: string;
  /** What it answers by itself. */
  readonly status?: number;
  readonly why?: ProxyTrouble;
}

export interface ProxyRule {
  readonly kind: 'Ingress' | 'HTTPRoute' | 'GRPCRoute';
  /** `namespace/name`. */
  readonly object: string;
  /** '' for any. */
  readonly host: string;
  readonly path: string;
  /** `Prefix`, `Exact`, `PathPrefix` … */
  readonly type: string;
  /** What a request must have besides: `version: two`, `method POST`. */
  readonly more?: string;
}

/** Another host, another path, a longer path won, something besides the path does not fit, or the object is not this proxy's. */
export type NotChosen = 'host' | 'path' | 'shorter' | 'more' | 'not-ours';

export interface ProxyBackend {
  /** `namespace/name`. */
  readonly service: string;
  readonly port: string;
  readonly slices: readonly string[];
  readonly ready: number;
}

/** Why a request came to nothing. */
export type ProxyTrouble =
  /** No rule is for this host, or none of those for it is for this path. `asked` may be an address: the request named no host. */
  | { readonly code: 'no-host'; readonly byAddress: boolean }
  | { readonly code: 'no-path' }
  /** An Ingress would fit, but is another controller's, or nobody's. */
  | { readonly code: 'wrong-class'; readonly object: string; readonly className: string | undefined }
  /** A route would fit, but is not attached: the condition's reason and message, or no Gateway of that name. */
  | { readonly code: 'not-attached'; readonly kind: ProxyRule['kind']; readonly object: string; readonly reason: string; readonly message: string } // prettier-ignore
  | { readonly code: 'no-service' | 'no-port'; readonly known: readonly string[] }
  | { readonly code: 'no-endpoints'; readonly selector: string; readonly lack: 'nobody' | 'not-ready' | 'no-selector' }
  /** The Service is in another namespace, and no ReferenceGrant there lets the route name it. */
  | { readonly code: 'not-granted' }
  /** The Pod behind refused, or was silent. */
  | { readonly code: 'upstream'; readonly errno: string; readonly listeners: readonly { readonly port: number; readonly program: string }[] } // prettier-ignore
  /** The Secret of the host's certificate is not there: another certificate was shown. */
  | { readonly code: 'no-secret'; readonly secret: string; readonly object: string };

type ProxyStep = Extract<PacketWalk['steps'][number], { type: 'proxy' }>;

/** What proxies made of the requests of a command, the last of each. */
export function proxyStories(walks: readonly PacketWalk[]): readonly ProxyFacts[] {
  const steps = walks.flatMap(({ steps: all }) => all.filter((step): step is ProxyStep => step.type === 'proxy'));
  const last = new Map<string, ProxyFacts>();
  // What is said later of the same request, such as that the Pod behind refused, says more.
  for (const { facts } of steps) last.set(facts.request, facts);
  return [...last.values()];
}

/** Where the client of the last proxied request sent it; undefined when no proxy was asked. */
export function proxiedTarget(walks: readonly PacketWalk[]): IpAddress | undefined {
  const proxy = walks.flatMap(({ steps }) => steps).findLast(({ type }) => type === 'proxy');
  if (!proxy) return undefined;
  for (const { steps } of walks.toReversed()) {
    const [first] = steps;
    // What the proxy sends itself is the second half of the walk.
    if (first?.type === 'originate' && (first.host !== proxy.host || first.netns !== proxy.netns)) return first.destination; // prettier-ignore
  }
  return undefined;
}

/** The trouble of the last request that had any; undefined when the last one had none. */
export function proxyTrouble(walks: readonly PacketWalk[]): (ProxyFacts & { readonly why: ProxyTrouble }) | undefined {
  const last = proxyStories(walks).at(-1);
  return last?.why ? { ...last, why: last.why } : undefined;
}
