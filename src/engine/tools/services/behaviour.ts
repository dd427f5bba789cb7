import type { ServiceRecord } from '../../kernel/service-records';
import { endService } from '../../kernel/services';
import type { World } from '../../kernel/world';
import { wakeDaemon } from '../daemons/wake';
import { wakeDnsServer } from '../dns-server/serve';
import { wakeMonitor } from '../ip/monitor/wake';
import { wakeApiProxy } from '../kubectl/commands/proxy/serve';
import { wakePortForward } from '../kubectl/commands/forward/serve';
import { wakeScript } from '../script/service';
import { wakeNetcat } from '../nc/serve';
import { wakeNetcatDatagrams } from '../nc/serve-datagrams';
import { wakeHttpServer } from '../python/serve';

/** What the programs that can go on in the background do when something happened to their sockets or a moment has come. */
export function serviceBehaviour(world: World, service: ServiceRecord): void {
  const { pid, state, endsAtUs } = service;
  // timeout(1) answers 124 whatever the program would have.
  if (endsAtUs !== undefined && world.nowUs >= endsAtUs) return endService(world, pid, 124);
  switch (state.kind) {
    case 'http-server':
      return wakeHttpServer(world, service, state);
    case 'netcat':
      return wakeNetcat(world, service, state);
    case 'netcat-datagrams':
      return wakeNetcatDatagrams(world, service, state);
    case 'dns-server':
      return wakeDnsServer(world, service, state);
    case 'sleep':
      if (world.nowUs >= state.untilUs) endService(world, pid, 0);
      else if (state.untilUs !== Infinity) world.schedule(state.untilUs - world.nowUs, { type: 'service-wakes', pid });
      return;
    case 'daemon':
      return wakeDaemon(world, service, state);
    case 'script':
      return wakeScript(world, service, state);
    case 'port-forward':
      return wakePortForward(world, service, state);
    case 'api-proxy':
      return wakeApiProxy(world, service, state);
    case 'monitor':
      return wakeMonitor(world, service, state);
    case 'finished':
    case 'coroutine':
  }
}
