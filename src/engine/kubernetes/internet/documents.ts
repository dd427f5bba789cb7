import type { WebDocument } from '../../kernel/cluster-records';
import { ADD_ONS } from './add-ons';
import { KUBERNETES_EXAMPLES } from './kubernetes-examples';
import { NETWORK_ADD_ONS } from './network-add-ons';
import type { WebPage } from './page';

/**
 * The door for manifests that learners apply from the web: every list of pages is added here, and `kubectl apply -f URL`, `curl` and `wget` find
 * them. A host that has pages answers 404 for everything else; a host without is not known to the lab's DNS.
 */
const PAGES: readonly WebPage[] = [...ADD_ONS, ...NETWORK_ADD_ONS, ...KUBERNETES_EXAMPLES];

/** Hosts that are there, though the lab has nothing of theirs. */
const OTHER_HOSTS: ReadonlySet<string> = new Set(['github.com', 'raw.githubusercontent.com', 'kubernetes.io', 'dl.k8s.io', 'registry.k8s.io', 'pkgs.k8s.io', 'docs.projectcalico.org', 'example.com', 'google.com', 'www.google.com']); // prettier-ignore

const BY_HOST = new Map<string, WebPage[]>();
for (const page of PAGES) BY_HOST.set(page.host, [...(BY_HOST.get(page.host) ?? []), page]);

/** What the web has at a URL. */
export function webDocument(url: URL): WebDocument | undefined {
  const { hostname, pathname } = url;
  const pages = BY_HOST.get(hostname);
  const page = pages?.find(({ path }) => path.test(pathname));
  if (page) return { status: 200, body: page.body(url), ...(page.note !== undefined && { note: page.note }) };
  if (pathname === '/' && (pages || OTHER_HOSTS.has(hostname))) return { status: 200, body: welcome(hostname) };
  return pages || OTHER_HOSTS.has(hostname) ? { status: 404, body: '404: Not Found' } : undefined;
}

/** Names of hosts that the DNS of the world outside knows. */
export function webHosts(): readonly string[] {
  return [...new Set([...BY_HOST.keys(), ...OTHER_HOSTS])];
}

/** What somebody finds who only tries whether the outside can be reached. */
function welcome(host: string): string {
  return `<!doctype html>\n<html>\n<head><title>${host}</title></head>\n<body>\n<h1>${host}</h1>\n<p>The lab stands for this host.</p>\n</body>\n</html>\n`;
}
