import { closeTcp } from '../../../kernel/tcp/calls';
import { configure, digestOf } from '../configuration';
import { CorefileError } from '../corefile/error';
import type { CoreDnsMachine } from './machine';
import { configurationPlace, textOf } from './place';
import { begin, openServers, runningLine } from './start';

/** The plugin reload's look at the Corefile (plugin/reload/reload.go, caddy.go: Restart). */
export function reloadIfChanged(machine: CoreDnsMachine): void {
  const { world, service, place, data } = machine;
  const { reloadAtUs, reloadEveryUs, path } = data;
  if (reloadAtUs === undefined || world.nowUs < reloadAtUs) return;
  machine.change({ reloadAtUs: world.nowUs + reloadEveryUs });
  scheduleReload(machine);
  const text = textOf(place, path);
  if (text === undefined) return;
  const there = configurationPlace(place, path);
  let digest: string;
  try {
    digest = digestOf(text, there);
  } catch (error) {
    if (!(error instanceof CorefileError)) throw error;
    place.out(`[WARNING] plugin/reload: Corefile parse failed: ${error.message}\n`);
    return;
  }
  if (digest === data.digest) return;
  machine.change({ digest });
  place.out('[INFO] Reloading\n');
  void service;
  try {
    const configuration = configure(text, there);
    close(machine);
    const opened = openServers(place, configuration);
    machine.change({ configuration, ...opened, ...begin(world, configuration), wasReady: false });
    if (configuration.reload) place.out(runningLine(configuration));
    place.out('[INFO] Reloading complete\n');
    scheduleReload(machine);
  } catch (error) {
    if (!(error instanceof CorefileError)) throw error;
    if (!machine.data.sockets.every(({ socket }) => world.sockets.has(socket)))
      machine.change(openServers(place, data.configuration));
    place.out(`[ERROR] Restart failed: ${error.message}\n`);
    place.out(`[ERROR] plugin/reload: Corefile changed but reload failed: starting with listener file descriptors: ${error.message}\n`); // prettier-ignore
  }
}

/** The event at which the Corefile is looked at next; nobody waits for it. */
export function scheduleReload({ world, service, data }: CoreDnsMachine): void {
  if (data.reloadAtUs === undefined) return;
  const { pid } = service;
  world.schedule(data.reloadAtUs - world.nowUs, { type: 'service-wakes', pid, background: true });
}

function close({ world, data }: CoreDnsMachine): void {
  for (const { socket, transport } of data.sockets) {
    if (transport === 'tcp') closeTcp(world, socket);
    else world.removeSocket(socket);
  }
  for (const { listener } of data.http) closeTcp(world, listener);
  for (const { socket } of data.self) if (socket !== undefined && world.sockets.has(socket)) world.removeSocket(socket);
}
