import type { Invocation } from '../../invocation';
import { listAt, textAt, type ApiObject } from '../../json/types';
import { formatPrinter, noPrinter } from '../../printers/print-flags';

const KINDS = [
  ['api/v1', 'events', 'events'],
  ['api/v1', 'replicationcontrollers', 'replication-controllers'],
  ['api/v1', 'services', 'services'],
  ['apis/apps/v1', 'daemonsets', 'daemonsets'],
  ['apis/apps/v1', 'deployments', 'deployments'],
  ['apis/apps/v1', 'replicasets', 'replicasets'],
  ['api/v1', 'pods', 'pods'],
] as const;
const FORMATS = 'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml'; // prettier-ignore

/** `kubectl cluster-info dump` (pkg/cmd/clusterinfo/clusterinfo_dump.go): the objects of some namespaces, and the logs of their Pods. */
export async function runDump(k: Invocation): Promise<void> {
  const folder = k.text('output-directory');
  const format = k.text('output').toLowerCase();
  const extension = format === 'json' || format === 'yaml' ? `.${format}` : '.txt';
  const printer = formatPrinter(k);
  if (!printer) throw noPrinter(k.text('output'), FORMATS);
  const filed = folder !== '' && folder !== '-';
  const into = async (name: string, write: () => Promise<void> | void): Promise<void> => {
    if (!filed) return write();
    const text = await k.collect(write);
    makeParents(k, `${folder}/${name}`);
    k.process.files.write(`${folder}/${name}`, text, 0o600);
  };
  const nodes = await k.client.json('GET', '/api/v1/nodes');
  await into(`nodes${extension}`, () => printer.print(nodes, true));
  for (const namespace of await namespacesOf(k)) {
    let pods: ApiObject = {};
    for (const [root, plural, file] of KINDS) {
      const list = await k.client.json('GET', `/${root}/namespaces/${namespace}/${plural}`);
      await into(`${namespace}/${file}${extension}`, () => printer.print(list, true));
      if (plural === 'pods') pods = list;
    }
    for (const pod of listAt(pods, 'items')) {
      const name = textAt(pod, 'metadata', 'name');
      await into(`${namespace}/${name}/logs.txt`, async () => {
        for (const container of [...listAt(pod, 'spec', 'initContainers'), ...listAt(pod, 'spec', 'containers')])
          await printLog(k, namespace, name, textAt(container, 'name'));
      });
    }
  }
  if (filed) k.out(`Cluster info dumped to ${folder}\n`);
}

async function printLog(k: Invocation, namespace: string, pod: string, container: string): Promise<void> {
  k.out(`==== START logs for container ${container} of pod ${namespace}/${pod} ====\n`);
  try {
    k.out(await k.client.text('GET', `/api/v1/namespaces/${namespace}/pods/${pod}/log`, { query: { container } }));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    k.out(`Request log error: ${error.message}\n`);
  }
  k.out(`==== END logs for container ${container} of pod ${namespace}/${pod} ====\n`);
}

async function namespacesOf(k: Invocation): Promise<readonly string[]> {
  if (k.bool('all-namespaces')) {
    const list = await k.client.json('GET', '/api/v1/namespaces');
    return listAt(list, 'items').map((one) => textAt(one, 'metadata', 'name'));
  }
  const asked = k.flags.list('namespaces');
  return asked.length > 0 ? asked : ['kube-system', k.namespace];
}

function makeParents({ process: { files } }: Invocation, path: string): void {
  const parts = path.split('/').slice(0, -1);
  for (let count = 1; count <= parts.length; count++) {
    const folder = parts.slice(0, count).join('/');
    if (folder !== '' && !files.isDirectory(folder)) files.makeDirectory(folder, 0o700);
  }
}
