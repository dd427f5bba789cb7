import { containersOf } from '../../kernel/containers/node';
import type { ContainerId } from '../../kernel/containers/records';
import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import { readSettings, type ProxySettings } from './settings';

export const PROXY_NAME = 'kube-proxy';

export interface RunningProxy {
  readonly container: ContainerId;
  readonly process: number;
  readonly settings: ProxySettings;
}

/** The kube-proxy that runs on a node, and what it was configured with. */
export function runningProxy(world: World, node: HostId): RunningProxy | undefined {
  for (const { id, config, state, pid } of containersOf(world, node)) {
    if (config.name !== PROXY_NAME || state !== 'running' || pid === undefined) continue;
    const service = world.services.get(pid);
    if (service?.state.kind !== 'daemon') continue;
    return { container: id, process: pid, settings: { ...readSettings(service.state.settings), node } };
  }
  return undefined;
}
