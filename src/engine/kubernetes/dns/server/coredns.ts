import type { ClusterDaemon } from '../../../kernel/cluster-records';
import { goDuration } from '../../objects/go-duration';
import { serveHttp } from './http';
import { CoreDnsMachine } from './machine';
import { placeOf } from './place';
import { reloadIfChanged, scheduleReload } from './reload';
import { goOnWithSelf } from './self';
import { startCoreDns } from './start';
import { dataOf } from './state';

/** CoreDNS 1.13.1 as a service of the world. */
export const coredns: ClusterDaemon = {
  start: startCoreDns,
  wake(world, service, state) {
    const before = dataOf(state);
    const machine = new CoreDnsMachine(world, service, before);
    if (before.reloadAtUs !== undefined && world.nowUs === before.startedUs) scheduleReload(machine);
    machine.takePending();
    machine.takeDatagrams();
    if (!machine.ended) machine.takeConnections();
    if (machine.ended) return;
    const requests = serveHttp(machine, state.requests);
    goOnWithSelf(machine);
    reloadIfChanged(machine);
    if (machine.data === before && requests === state.requests) return;
    world.writeService(service.pid).state = { ...state, requests, data: machine.data };
  },
  stop(world, service) {
    const place = placeOf(world, service);
    place.out('[INFO] SIGTERM: Shutting down servers then terminating\n');
    const running = world.services.get(service.pid)?.state;
    const lameduckUs = running?.kind === 'daemon' ? dataOf(running).configuration.lameduckUs : 0;
    if (lameduckUs > 0) place.out(`[INFO] plugin/health: Going into lameduck mode for ${goDuration(lameduckUs)}\n`);
  },
};
