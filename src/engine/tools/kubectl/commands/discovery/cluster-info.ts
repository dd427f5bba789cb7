import type { Invocation } from '../../invocation';
import { ConnectionError, StatusError } from '../../errors/errors';
import { isMap, listAt, textAt } from '../../json/types';

const MORE = "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n";

/** `kubectl cluster-info`: the API server, and Services that call themselves the cluster's. Without a terminal there are no colours. */
export async function runClusterInfo(k: Invocation): Promise<void> {
  const { server } = k.client.server;
  const line = (name: string, url: string): string => `${name} is running at ${url}\n`;
  try {
    await k.mapper(5);
    const list = await k.client.json('GET', '/api/v1/namespaces/kube-system/services', {
      query: { labelSelector: 'kubernetes.io/cluster-service=true', limit: 500 },
    });
    k.out(line('Kubernetes control plane', server));
    for (const service of listAt(list, 'items')) {
      const name = textAt(service, 'metadata', 'name');
      const title = textAt(service, 'metadata', 'labels', 'kubernetes.io/name') || name;
      const ingress = listAt(service, 'status', 'loadBalancer', 'ingress');
      if (ingress.length > 0) {
        const address = textAt(ingress[0], 'ip') || textAt(ingress[0], 'hostname');
        const links = listAt(service, 'spec', 'ports').map((port) => `http://${address}:${textAt(port, 'port')}`);
        k.out(line(title, links.join(' ')));
        continue;
      }
      const [port] = listAt(service, 'spec', 'ports');
      const scheme = isMap(port) && port.port === 443 ? 'https:' : '';
      const portName = textAt(port, 'name');
      const reference =
        portName === '' && scheme === '' ? name : `${scheme}${name}${portName === '' ? '' : `:${portName}`}`;
      k.out(line(title, `${server}/api/v1/namespaces/kube-system/services/${reference}/proxy`));
    }
    k.out(MORE);
  } catch (error) {
    if (error instanceof ConnectionError || error instanceof StatusError) k.out(MORE);
    throw error;
  }
}
