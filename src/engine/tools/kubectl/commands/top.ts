import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';
import { isMap, listAt, mapAt, textAt, type Json, type JsonMap } from '../json/types';
import { aligned } from '../printers/tab-writer';
import { parseQuantity } from '../quantity/quantity';

/** `kubectl top node` and `top pod` (pkg/cmd/top, pkg/metricsutil), from metrics-server's API. */

const API = '/apis/metrics.k8s.io/v1beta1';
/** How long a Pod may be without metrics before that is an error. */
const METRICS_DELAY_MS = 120_000;

interface Usage {
  /** Millicores, and bytes. */
  readonly cpu: number;
  readonly memory: number;
}

interface Line extends Usage {
  readonly namespace: string;
  readonly name: string;
}

const NOTHING: Usage = { cpu: 0, memory: 0 };

async function begin(k: Invocation): Promise<string> {
  if (k.args.length > 1) throw k.usage(`${k.command.name} [NAME | -l label]`);
  const name = k.args[0] ?? '';
  if (!['', 'cpu', 'memory'].includes(k.text('sort-by')))
    throw new CommandError('--sort-by accepts only cpu or memory');
  if (name !== '' && (k.text('selector') !== '' || (k.flags.has('field-selector') && k.text('field-selector') !== '')))
    throw new CommandError(
      `only one of NAME or ${k.flags.has('field-selector') ? 'selector' : '--selector'} can be provided`,
    );
  const mapper = await k.mapper();
  if (!mapper.discovery.groups.some((group) => group.name === 'metrics.k8s.io'))
    throw new CommandError('Metrics API not available');
  return name;
}

/** One object, or the items of a list. */
async function read(k: Invocation, path: string, name: string, query: Record<string, string>): Promise<JsonMap[]> {
  if (name !== '') return [await k.client.json('GET', `${path}/${name}`)];
  return listAt(await k.client.json('GET', path, { query }), 'items').filter(isMap);
}

function usageOf(value: Json): Usage {
  const amount = (resource: string): number => parseQuantity(textAt(value, 'usage', resource) || '0') ?? 0;
  return { cpu: Math.ceil(amount('cpu') * 1000 - 1e-6), memory: amount('memory') };
}

/** `kubectl top node`. */
export async function runTopNode(k: Invocation): Promise<void> {
  const name = await begin(k);
  const query = { labelSelector: k.text('selector') };
  const metrics = await read(k, `${API}/nodes`, name, query);
  if (metrics.length === 0) throw new CommandError('metrics not available yet');
  const nodes = await read(k, '/api/v1/nodes', name, query);
  const field = k.bool('show-capacity') ? 'capacity' : 'allocatable';
  const available = new Map(nodes.map((node) => [textAt(node, 'metadata', 'name'), mapAt(node, 'status', field)]));
  const swap = k.bool('show-swap');
  const lines = metrics.map((one): Line => ({ namespace: '', name: textAt(one, 'metadata', 'name'), ...usageOf(one) }));
  const rows = sorted(k, lines).map((line) => {
    const of = available.get(line.name);
    available.delete(line.name);
    const share = (value: number, resource: string, scale: number): string => {
      const whole = (parseQuantity(textAt(of ?? {}, resource) || '0') ?? 0) * scale;
      return whole === 0 ? '0%' : `${Math.trunc((value / whole) * 100)}%`;
    };
    const missing = swap ? ['<unknown>', '<unknown>'] : [];
    const cells = [line.name, cores(line), share(line.cpu, 'cpu', 1000), mebibytes(line), share(line.memory, 'memory', 1)]; // prettier-ignore
    return [...cells, ...missing, ''];
  });
  const unknown = new Array<string>(swap ? 6 : 4).fill('<unknown>');
  const silent = [...available.keys()].map((node) => [node, ...unknown, '']);
  const header = ['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)', ...(swap ? ['SWAP(bytes)', 'SWAP(%)'] : []), '']; // prettier-ignore
  k.out(aligned([...(k.bool('no-headers') ? [] : [header]), ...rows, ...silent]));
}

/** `kubectl top pod`. */
export async function runTopPod(k: Invocation): Promise<void> {
  const { name: namespace } = k.config.namespace();
  const name = await begin(k);
  const everywhere = k.bool('all-namespaces');
  const place = everywhere ? '' : `/namespaces/${namespace}`;
  const labelSelector = k.text('selector');
  const fieldSelector = k.text('field-selector');
  const pods = await read(k, `${API}${place}/pods`, name, { labelSelector, fieldSelector });
  if (pods.length === 0) {
    await explainNothing(k, await read(k, `/api/v1${place}/pods`, name, { labelSelector, fieldSelector }));
    k.err(everywhere ? 'No resources found\n' : `No resources found in ${namespace} namespace.\n`);
    return;
  }
  const ofContainers = k.bool('containers');
  const swap = k.bool('show-swap');
  const zero = swap ? ['0Mi'] : [];
  const whole = pods.map((pod): Line & { readonly containers: readonly Line[] } => {
    const containers = listAt(pod, 'containers').map((one): Line => ({ namespace: '', name: textAt(one, 'name'), ...usageOf(one) })); // prettier-ignore
    return { namespace: textAt(pod, 'metadata', 'namespace'), name: textAt(pod, 'metadata', 'name'), ...sum(containers), containers }; // prettier-ignore
  });
  const rows = sorted(k, whole, everywhere).flatMap((pod) => {
    const head = everywhere ? [pod.namespace] : [];
    if (!ofContainers) return [[...head, pod.name, cores(pod), mebibytes(pod), ...zero, '']];
    return sorted(k, pod.containers).map((one) => [...head, pod.name, one.name, cores(one), mebibytes(one), ...zero, '']); // prettier-ignore
  });
  const columns = ['NAME', 'CPU(cores)', 'MEMORY(bytes)', ...(swap ? ['SWAP(bytes)'] : []), ''];
  const header = [...(everywhere ? ['NAMESPACE'] : []), ...(ofContainers ? ['POD'] : []), ...columns];
  const headers = k.bool('no-headers') ? [] : [header];
  // The sum stands below the last columns; which those are is counted with the headers only.
  const width = k.bool('no-headers') ? columns.length - 1 : header.length - 1;
  const blanks = (count: number): string[] => new Array<string>(Math.max(0, count)).fill('');
  const total = sum(whole);
  const sums = k.bool('sum')
    ? [
        [...blanks(width - 2), '________', '________', ''],
        [...blanks(width - 3), '', cores(total), mebibytes(total), ...zero, ''],
      ]
    : [];
  k.out(aligned([...headers, ...rows, ...sums]));
}

function keyOf(pod: Json): string {
  return `${textAt(pod, 'metadata', 'namespace')}/${textAt(pod, 'metadata', 'name')}`;
}

/** verifyEmptyMetrics: Pods that have been there for a while must have metrics. Throws CommandError. */
async function explainNothing(k: Invocation, pods: readonly JsonMap[]): Promise<void> {
  if (pods.length === 0) return;
  for (const pod of pods) {
    const ageMs = k.nowMs - Date.parse(textAt(pod, 'metadata', 'creationTimestamp'));
    if (ageMs > METRICS_DELAY_MS)
      throw new CommandError(`Metrics not available for pod ${keyOf(pod)}, age: ${goDuration(ageMs)}`);
  }
  throw new CommandError('metrics not available yet');
}

/** time.Duration.String(), to the millisecond. */
function goDuration(ms: number): string {
  const hours = Math.trunc(ms / 3_600_000);
  const minutes = Math.trunc(ms / 60_000) % 60;
  return `${hours > 0 ? `${hours}h` : ''}${minutes}m${(ms % 60_000) / 1000}s`;
}

function sum(lines: readonly Usage[]): Usage {
  return lines.reduce((all, { cpu, memory }) => ({ cpu: all.cpu + cpu, memory: all.memory + memory }), NOTHING);
}

function sorted<T extends Line>(k: Invocation, lines: readonly T[], byNamespace = false): readonly T[] {
  const by = k.text('sort-by');
  const text = ({ namespace, name }: Line): string => (byNamespace ? `${namespace}/${name}` : name);
  return [...lines].sort((a, b) =>
    by === 'cpu' ? b.cpu - a.cpu : by === 'memory' ? b.memory - a.memory : text(a) < text(b) ? -1 : 1,
  );
}

function cores({ cpu }: Usage): string {
  return `${cpu}m`;
}

function mebibytes({ memory }: Usage): string {
  return `${Math.trunc(memory / 1_048_576)}Mi`;
}
