import type { LabObservation, NetnsObservation } from '../engine/lab/observe';
import type { RouteInfo } from '../engine/kernel/netlink';
import { formatIpv4 } from '../engine/packet/address';
import type { TreeNode, TreeWords } from './namespaces-tree';

/** Hosts → namespaces → routes of table main; a host with one namespace shows its routes directly. */
export function routesTree(observation: LabObservation, words: TreeWords): readonly TreeNode[] {
  return observation.hosts.map((host) => {
    const [only, ...others] = host.namespaces;
    const children =
      only && others.length === 0
        ? routeNodes(host.name, only, words)
        : host.namespaces.map((netns) => ({
            ...plain(`${host.name}/${netns.name}`, netns.name === '' ? words.rootNamespace : netns.name),
            icon: 'server-environment',
            children: routeNodes(`${host.name}/${netns.name}`, netns, words),
          }));
    return { ...plain(host.name, host.name), icon: 'vm', spoken: `${words.host} ${host.name}`, children };
  });
}

function plain(id: string, label: string): TreeNode {
  return { id, label, description: '', icon: 'circle', state: 'neutral', tooltip: label, spoken: label, children: [] };
}

function routeNodes(parent: string, netns: NetnsObservation, words: TreeWords): readonly TreeNode[] {
  if (netns.routes.length === 0) return [{ ...plain(`${parent}/none`, words.noRoutes), icon: 'circle-slash' }];
  return netns.routes.map((route, index) => routeNode(`${parent}/${index}`, route, words));
}

function routeNode(id: string, route: RouteInfo, words: TreeWords): TreeNode {
  const prefix = route.prefixLength === 0 ? 'default' : `${formatIpv4(route.destination)}/${route.prefixLength}`;
  const hops = route.nexthops.map((hop) =>
    [hop.via === undefined ? '' : `via ${formatIpv4(hop.via)}`, hop.device === undefined ? '' : `dev ${hop.device}`]
      .filter((part) => part !== '')
      .join(' '),
  );
  const broken = route.nexthops.some((hop) => hop.linkdown || hop.dead);
  const description = [route.type === 'unicast' ? '' : route.type, ...hops, broken ? 'linkdown' : '']
    .filter(Boolean)
    .join(' ');
  const source = route.preferredSource === undefined ? '' : ` src ${formatIpv4(route.preferredSource)}`;
  return {
    id: `${id}/${prefix}`,
    label: prefix,
    description,
    icon: route.nexthops.some((hop) => hop.via !== undefined) ? 'arrow-right' : 'symbol-interface',
    state: broken ? 'bad' : 'neutral',
    tooltip: `${prefix} ${description} proto ${route.protocol} scope ${route.scope}${source}`,
    spoken: `${words.route} ${prefix} ${description}`,
    children: [],
  };
}
