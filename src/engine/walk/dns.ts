import type { PacketWalk } from './step';

/** What a CoreDNS made of a question: noted in the walk when it answers. */
export interface DnsFacts {
  /** The Pod that answered, `namespace/name`. */
  readonly server: string;
  /** As it was asked for, with the last dot. */
  readonly name: string;
  readonly type: string;
  readonly rcode: string;
  /** The plugin that answered: `kubernetes`, `forward`, `cache` … */
  readonly plugin: string;
  /** What the records of the answer hold, at most a few. */
  readonly answers: readonly string[];
  readonly why?: DnsMissing;
}

/** Why there is no such name, the more telling first. */
export type DnsMissing =
  /** Words are missing or in the wrong order: a Service has the name when it is written so. */
  | { readonly code: 'misspelt'; readonly right: string; readonly how: 'no-svc' | 'swapped' | 'near' }
  /** The Service is in other namespaces. */
  | { readonly code: 'other-namespace'; readonly service: string; readonly namespace: string; readonly others: readonly string[] } // prettier-ignore
  | { readonly code: 'no-namespace'; readonly namespace: string }
  /** `below`: the name was one of an endpoint or port below the Service. `full`: no Service can be made, for its range has no address left. */
  | { readonly code: 'no-service'; readonly service: string; readonly namespace: string; readonly below?: true; readonly full?: string } // prettier-ignore
  | { readonly code: 'no-endpoint'; readonly service: string; readonly namespace: string }
  | { readonly code: 'no-port'; readonly service: string; readonly namespace: string }
  | { readonly code: 'no-pod' | 'pods-disabled' | 'malformed' | 'not-synced' | 'no-zone' | 'no-data' }
  /** No upstream answered. */
  | { readonly code: 'upstream-silent'; readonly upstreams: readonly string[] }
  /** It is no name of the cluster, and an upstream says that there is none. */
  | { readonly code: 'upstream'; readonly upstreams: readonly string[] };

/** The questions about one name that a command asked, along the search list. */
export interface DnsStory {
  readonly server: string;
  /** In the order in which they were asked. */
  readonly asked: readonly string[];
  readonly last: DnsFacts;
  /** The most telling reason why the name was not found; undefined when it was. */
  readonly why: DnsMissing | undefined;
}

const TELLING: readonly DnsMissing['code'][] = ['misspelt', 'other-namespace', 'not-synced', 'no-port', 'no-endpoint', 'upstream-silent', 'no-pod', 'pods-disabled', 'no-service', 'no-namespace', 'no-zone', 'upstream', 'malformed', 'no-data']; // prettier-ignore

function rank(why: DnsMissing): number {
  return TELLING.indexOf(why.code) + (why.code === 'no-service' && why.below ? 0.5 : 0);
}

/** What a walk tells of the names that were looked up in it; undefined when no CoreDNS was asked. */
export function dnsStory(walks: readonly PacketWalk[]): DnsStory | undefined {
  const all = walks.flatMap(({ steps }) => steps.flatMap((step) => (step.type === 'dns' ? [step.facts] : [])));
  const last = all.at(-1);
  if (!last) return undefined;
  const found = all.find(({ answers }) => answers.length > 0);
  const reasons = found ? [] : all.flatMap(({ why }) => (why ? [why] : []));
  const why = reasons.toSorted((a, b) => rank(a) - rank(b))[0];
  return { server: last.server, asked: [...new Set(all.map(({ name }) => name))], last: found ?? last, why };
}

/** Names to type instead of one that was not found. */
export function namesInstead(story: DnsStory | undefined): readonly string[] {
  const why = story?.why;
  if (why?.code === 'misspelt') return [why.right];
  return why?.code === 'other-namespace' ? why.others.map((namespace) => `${why.service}.${namespace}`) : [];
}
