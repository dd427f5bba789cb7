import type { TableColumn } from '../../resource-type';
import { AGE_COLUMN, describe, labelsText, NAME_COLUMN } from '../../tables/cells';
import type { ServiceObject } from './service';

/** printers.go: getServiceExternalIP. The server always prints for `-o wide`, so nothing is cut short. */
function externalIpText({ spec, status }: ServiceObject): string {
  const external = spec?.externalIPs ?? [];
  switch (spec?.type) {
    case 'ClusterIP':
    case 'NodePort':
      return external.join(',') || '<none>';
    case 'LoadBalancer': {
      const ingress = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
      const balancer = [...new Set(ingress.filter((text) => text !== ''))].sort();
      return [...balancer, ...external].join(',') || '<pending>';
    }
    case 'ExternalName':
      return spec.externalName ?? '';
    default:
      return '<unknown>';
  }
}

function portsText({ spec }: ServiceObject): string {
  const ports = (spec?.ports ?? []).map(({ port = 0, nodePort = 0, protocol = '' }) =>
    nodePort > 0 ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  );
  return ports.join(',') || '<none>';
}

export const SERVICE_COLUMNS: readonly TableColumn<ServiceObject>[] = [
  NAME_COLUMN,
  { name: 'Type', type: 'string', description: describe('ServiceSpec.type'), cell: ({ spec }) => spec?.type ?? '' },
  {
    name: 'Cluster-IP',
    type: 'string',
    description: describe('ServiceSpec.clusterIP'),
    cell: ({ spec }) => spec?.clusterIPs?.[0] ?? '<none>',
  },
  { name: 'External-IP', type: 'string', description: describe('ServiceSpec.externalIPs'), cell: externalIpText },
  { name: 'Port(s)', type: 'string', description: describe('ServiceSpec.ports'), cell: portsText },
  AGE_COLUMN,
  {
    name: 'Selector',
    type: 'string',
    priority: 1,
    description: describe('ServiceSpec.selector'),
    cell: ({ spec }) => labelsText(spec?.selector),
  },
];
