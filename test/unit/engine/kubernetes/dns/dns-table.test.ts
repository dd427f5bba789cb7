import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../../../../src/engine';
import { runOn } from '../../lab/lab-run';

/** The tables beside this file, asked by packets from Pods of the lab `kubeadm`: dig at the Service kube-dns, and what people type. */

const DIRECTORY = join(import.meta.dirname, 'table');
const read = (name: string): string => readFileSync(join(DIRECTORY, name), 'utf8');

function rows(name: string): string[][] {
  const lines = read(name)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => line.split('|').map((cell) => cell.trim()));
}

let lab: Lab;
const addresses = new Map<string, string>();

beforeAll(async () => {
  lab = await createLab('kubeadm');
  const manifest = read('objects.yaml').replaceAll("'", "'\\''");
  const script = `printf '%s' '${manifest}' | kubectl apply -f - >/dev/null
for pod in client:default shopper:shop; do kubectl run \${pod%:*} -n \${pod#*:} --image=nicolaka/netshoot -- sleep 36000; done
kubectl wait -A --for=condition=Ready pod --all --timeout=120s`;
  const { stderr, exitCode } = await runOn(lab, script);
  expect([stderr, exitCode]).toEqual(['', 0]);
  const { stdout } = await runOn(lab, `kubectl get pods -n shop -o jsonpath='{range .items[*]}{.metadata.name} {.status.podIP}{"\\n"}{end}'`); // prettier-ignore
  for (const line of stdout.trim().split('\n')) addresses.set(line.split(' ')[0] ?? '', line.split(' ')[1] ?? '');
}, 60_000);

function filled(cell: string): string {
  return cell
    .replaceAll('~', 'svc.cluster.local.')
    .replace(/\{(ip|dash):([\w-]+)\}/g, (_, how: string, pod: string) => {
      const ip = addresses.get(pod) ?? `no Pod ${pod}`;
      return how === 'ip' ? ip : ip.replaceAll('.', '-');
    });
}

const list = (cell = '-'): string[] => (cell === '-' || cell === '' ? [] : cell.split(';').map((part) => part.trim()));

/** What dig printed about one question, in the form of the table. */
function seen(output: string): { status: string; flags: string; sections: Map<string, string[][]> } {
  const sections = new Map<string, string[][]>();
  let section = '';
  for (const line of output.split('\n')) {
    const [, heading] = /^;; (\w+) SECTION:/.exec(line) ?? [];
    if (heading !== undefined) section = heading;
    else if (line !== '' && !line.startsWith(';')) {
      sections.set(section, [...(sections.get(section) ?? []), line.split(/\s+/)]);
    }
  }
  const [, status = 'none'] = /status: (\w+)/.exec(output) ?? [];
  const [, flags = ''] = /flags: ([\w ]+);/.exec(output) ?? [];
  return { status, flags, sections };
}

describe('the names of a cluster', () => {
  it('are answered as the table says', async () => {
    const table = rows('answers.table');
    expect(table.length).toBeGreaterThanOrEqual(120);
    const script = table.map(([name = '', type = '']) => `dig +noedns @10.96.0.10 ${filled(name)} ${type}; echo =====`).join('\n'); // prettier-ignore
    const { stdout } = await runOn(lab.fork(), `kubectl exec client -- sh -c '${script}'`);
    const outputs = stdout.split('=====\n');
    const differences: string[] = [];
    for (const [index, [name = '', type = '', status, answers, extra]] of table.entries()) {
      const got = seen(outputs[index] ?? '');
      const answer = (got.sections.get('ANSWER') ?? []).map(([, ttl, , ...rest]) => [ttl, ...rest].join(' '));
      const additional = (got.sections.get('ADDITIONAL') ?? []).map(([owner, ttl, , ...rest]) => [owner, ttl, ...rest].join(' ')); // prettier-ignore
      const authority = (got.sections.get('AUTHORITY') ?? []).map(([owner, ttl, , kind]) => `${owner} ${ttl} ${kind}`);
      const wanted = list(filled(answers ?? '-'));
      // The answers about the cluster have authority; an empty one says so with the zone's SOA.
      const soa = wanted.length === 0 && type !== 'SOA' ? 1 : wanted.length === 0 ? 1 : 0;
      const now = [got.status, [...answer].sort(), [...additional].sort(), authority.length, got.flags];
      const then = [status, [...wanted].sort(), list(filled(extra ?? '-')).sort(), soa, 'qr aa rd'];
      if (JSON.stringify(now) !== JSON.stringify(then)) differences.push(`${name} ${type}: ${JSON.stringify(now)} instead of ${JSON.stringify(then)}`); // prettier-ignore
    }
    expect(differences).toEqual([]);
  });

  it('have a SOA with the settings of the plugin', async () => {
    const { stdout } = await runOn(lab.fork(), 'kubectl exec client -- dig +noall +answer +authority @10.96.0.10 SOA cluster.local. A nope.shop.svc.cluster.local.'); // prettier-ignore
    const pattern = String.raw`cluster\.local\.\s+30\s+IN\s+SOA\s+ns\.dns\.cluster\.local\. hostmaster\.cluster\.local\. \d{10} 7200 1800 86400 30`; // prettier-ignore
    expect(stdout).toMatch(new RegExp(`^${pattern}\n${pattern}\n$`));
  });

  it('are found along the search list of the Pod that asks', async () => {
    const table = rows('search.table');
    const differences: string[] = [];
    for (const pod of ['client', 'shopper']) {
      const own = table.filter(([from]) => from === pod);
      const script = own.map(([, name = '']) => `getent ahostsv4 ${name} | head -1; echo ==; nslookup ${name} | grep -A1 ^Name: | tail -1; echo =====`).join('\n'); // prettier-ignore
      const namespace = pod === 'shopper' ? 'shop' : 'default';
      const { stdout } = await runOn(lab.fork(), `kubectl exec -n ${namespace} ${pod} -- sh -c '${script}'`);
      for (const [index, output] of stdout.split('=====\n').entries()) {
        const row = own[index];
        if (!row) continue;
        const [libc = '', bind = ''] = output.split('==\n');
        const wanted = row[2] === 'none' ? ['', ''] : [row[2], `Address: ${row[2] ?? ''}`];
        const got = [libc.split(/\s+/)[0], bind.trim()];
        if (got.join() !== wanted.join()) differences.push(`${pod}: ${row[1] ?? ''}: ${got.join(' / ')} instead of ${row[2] ?? ''}`); // prettier-ignore
      }
    }
    expect(differences).toEqual([]);
  });
});
