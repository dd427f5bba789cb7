/** rbac/v1 PolicyRule. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

const sorted = (words: string): string[] => words.split(' ').sort();
/** Groups in short, as the rules below name them; the core group's name is empty. */
const GROUPS: Readonly<Record<string, string>> = {
  core: '',
  authentication: 'authentication.k8s.io',
  authorization: 'authorization.k8s.io',
  certificates: 'certificates.k8s.io',
  coordination: 'coordination.k8s.io',
  discovery: 'discovery.k8s.io',
  events: 'events.k8s.io',
  networking: 'networking.k8s.io',
  node: 'node.k8s.io',
  rbac: 'rbac.authorization.k8s.io',
  resource: 'resource.k8s.io',
  storage: 'storage.k8s.io',
};

const groupNames = (words: string): string[] =>
  words
    .split(' ')
    .map((word) => GROUPS[word] ?? word)
    .sort();

export const READ = 'get list watch';
export const WRITE = 'create update patch delete deletecollection';
export const READ_UPDATE = `${READ} update patch`;
export const READ_WRITE = `${READ} ${WRITE}`;

/** Everything in one rule is sorted, as pkg/apis/rbac/v1/helpers.go does; each argument is a list of words. */
export function allow(verbs: string, groups: string, resources: string, names?: string): PolicyRule {
  return {
    verbs: sorted(verbs),
    apiGroups: groupNames(groups),
    resources: sorted(resources),
    ...(names !== undefined && { resourceNames: sorted(names) }),
  };
}

export function allowUrls(verbs: string, urls: string): PolicyRule {
  return { verbs: sorted(verbs), nonResourceURLs: sorted(urls) };
}

/** Whoever acts in a cluster tells of it. */
export const WRITES_EVENTS = allow('create update patch', 'core events', 'events');
