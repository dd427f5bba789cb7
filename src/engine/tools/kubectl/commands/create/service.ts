import type { Invocation } from '../../invocation';
import { CommandError } from '../../errors/errors';
import type { ApiObject, JsonMap } from '../../json/types';
import { parsePort, portNameProblems } from '../../generators/ports';
import { generator, metadata } from '../publish';

const SERVICES = { root: '/api/v1', plural: 'services', namespaced: true };
type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

/** `kubectl create service TYPE`. */
export function createService(type: ServiceType): (k: Invocation) => Promise<void> {
  return generator(SERVICES, `${type} service:`, (k, name): ApiObject => {
    const tcp = k.flags.list('tcp');
    const clusterIp = k.flags.has('clusterip') ? k.text('clusterip') : '';
    if (clusterIp !== 'None' && tcp.length === 0 && type !== 'ExternalName')
      throw new CommandError('at least one tcp port specifier must be provided');
    const externalName = type === 'ExternalName' ? k.text('external-name') : '';
    if (
      type === 'ExternalName' &&
      !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(externalName)
    )
      throw new CommandError(`invalid service external name ${externalName}`);
    const nodePort = k.flags.has('node-port') ? k.flags.int('node-port') : 0;
    const ports = tcp.map((pair) => portOf(pair, nodePort));
    const labels = { app: name };
    return {
      kind: 'Service',
      apiVersion: 'v1',
      metadata: metadata(k, name, true, { labels }),
      spec: {
        ...(ports.length > 0 && { ports }),
        selector: labels,
        ...(clusterIp !== '' && { clusterIP: clusterIp }),
        type,
        ...(externalName !== '' && { externalName }),
      },
      status: { loadBalancer: {} },
    };
  });
}

function portOf(pair: string, nodePort: number): JsonMap {
  const [first = '', second] = pair.split(':');
  const port = parsePort(first);
  let targetPort: number | string = port;
  if (second !== undefined) {
    if (/^[-+]?\d+$/.test(second)) {
      targetPort = Number(second);
      if (targetPort < 1 || targetPort > 65535) throw new CommandError('must be between 1 and 65535, inclusive');
    } else {
      const problems = portNameProblems(second);
      if (problems.length > 0) throw new CommandError(problems.join(','));
      targetPort = second;
    }
  }
  return {
    name: pair.replaceAll(':', '-'),
    protocol: 'TCP',
    port,
    targetPort,
    ...(nodePort !== 0 && { nodePort }),
  };
}
