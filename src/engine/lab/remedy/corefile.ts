import { DIRECTIVES } from '../../kubernetes/dns/plugins';

/**
 * Words of `kubectl` that may mend a Corefile with which CoreDNS does not start, by the line with which it ends: a misspelt plugin, a server to forward to that is
 * none, a brace too few, a loop.
 */
export function corefileFor(line: string): readonly string[] {
  return [...new Set(edits(line))].map((edit) => `${GET} | sed '${edit}' | ${AGAIN}`);
}

const GET = '-n kube-system get configmap coredns -o yaml';
const AGAIN =
  'kubectl apply -f - && kubectl -n kube-system rollout restart deployment coredns && kubectl -n kube-system rollout status deployment coredns --timeout=60s';

function edits(line: string): readonly string[] {
  const [, unknown] = /Unknown directive '([^']+)'/.exec(line) ?? [];
  if (unknown !== undefined) {
    const near = DIRECTIVES.map((name) => ({ name, far: distance(name, unknown) })).filter(({ far }) => far <= 3);
    return near
      .sort((a, b) => a.far - b.far)
      .slice(0, 3)
      .map(({ name }) => `s/\\b${escaped(unknown)}\\b/${name}/`);
  }
  const [, upstream] = /plugin\/forward: not an IP address or file: "([^"]+)"/.exec(line) ?? [];
  if (upstream !== undefined) return [`s#forward \\. ${escaped(upstream)}#forward . /etc/resolv.conf#`];
  const [, property] = /unknown property '([^']+)'/.exec(line) ?? [];
  if (property !== undefined) return [`/^ *${escaped(property)}\\b/d`];
  if (line.includes('plugin/loop: Loop')) return [`s#forward \\. .*#forward . ${PUBLIC} {#;/forward/s/ {$/ {/`, `s#forward \\. [0-9.]*#forward . /etc/resolv.conf#`]; // prettier-ignore
  return [];
}

/** A resolver that everybody can ask. */
const PUBLIC = '8.8.8.8';

function escaped(text: string): string {
  return text.replace(/[.*[\]^$/#\\]/g, '\\$&');
}

/** How many letters have to be changed, added or left out (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
