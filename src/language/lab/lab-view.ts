import { observe, type Lab, type LabObservation } from '../../engine';
import { openNetfilter } from '../../engine/kernel/netfilter/control';
import { BUILTIN_CHAINS, type TableName } from '../../engine/kernel/netfilter/model';
import { resourceName } from '../../engine/kubernetes/api/api-error';
import type { JsonObject, KubeObject } from '../../engine/kubernetes/api/object';
import { allResources } from '../../engine/kubernetes/api/registry';
import type { ResourceType } from '../../engine/kubernetes/api/resource-type';
import { readObjects } from '../../engine/kubernetes/api/store';

/** An object of the API, as loosely as an editor reads it. */
export type ApiObject = KubeObject & JsonObject;

/** What the editor features may ask of a lab at one moment. Nothing here changes the lab; what costs more is read once. */
export interface LabView {
  readonly firstHost: string;
  readonly hasCluster: boolean;
  observe(): LabObservation;
  /** Names in a directory of a host, directories with a slash behind. */
  files(host: string, directory: string): readonly string[];
  /** Chains of a table of the packet filter, built-in ones first. */
  chains(host: string, netns: string, table: string): readonly string[];
  resources(): readonly ResourceType[];
  /** Objects of a kind: `pods`, `deployments.apps`; of all namespaces when none is named. */
  objects(resource: string, namespace?: string): readonly ApiObject[];
}

/** A view of a lab as it is now. */
export function labView(lab: Lab): LabView {
  const { world } = lab;
  let seen: LabObservation | undefined;
  const listed = new Map<string, readonly ApiObject[]>();
  return {
    firstHost: lab.firstHost,
    hasCluster: world.cluster !== undefined,
    observe: () => (seen ??= observe(world)),
    files(host, directory) {
      const paths = world.hosts.get(host)?.files.keys() ?? [];
      const prefix = directory.endsWith('/') ? directory : `${directory}/`;
      const names = new Set<string>();
      for (const path of paths) {
        if (!path.startsWith(prefix) || path === prefix) continue;
        const rest = path.slice(prefix.length);
        const slash = rest.indexOf('/');
        names.add(slash < 0 ? rest : rest.slice(0, slash + 1));
      }
      return [...names].filter((name) => !names.has(`${name}/`)).sort();
    },
    chains(host, netns, table) {
      const record = world.hosts.get(host);
      const id = netns === '' ? record?.rootNetns : record?.netnsNames.get(netns);
      if (id === undefined || !Object.hasOwn(BUILTIN_CHAINS, table)) return [];
      const name = table as TableName;
      const own = openNetfilter(world, id).table(name)?.chains.keys() ?? [];
      return [...new Set<string>([...BUILTIN_CHAINS[name], ...own])];
    },
    resources: () => (world.cluster ? allResources(world) : []),
    objects(resource, namespace) {
      const key = `${resource} ${namespace ?? ''}`;
      const known = listed.get(key);
      if (known) return known;
      const found = readObjects(world, resource, namespace) as unknown as readonly ApiObject[];
      listed.set(key, found);
      return found;
    },
  };
}

/** `pods`, `deployments.apps`: how objects of a type are asked for. */
export function resourceKey(type: ResourceType): string {
  return resourceName(type);
}
