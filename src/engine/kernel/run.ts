import { expireAddresses } from './addresses';
import { proxyArp } from './arp';
import { receiveFrame } from './datapath';
import { reassemblyTimer } from './fragments';
import { dadDone, dadProbe } from './ipv6/dad';
import { reassembly6Timer } from './ipv6/fragments';
import { bondMonitor } from './link/bond-monitor';
import { neighbourTimer } from './neighbour';
import { killContainer, wakeService } from './services';
import { stpTimer } from './stp/timers';
import { tcpTimer } from './tcp/output';
import type { DeviceId, WorldEvent } from './records';
import type { World } from './world';

/** Runs the next event due at or before `limitUs`; false when there is none. */
function runOne(world: World, limitUs: number): boolean {
  const next = world.takeEvent(limitUs);
  if (!next) return false;
  handle(world, next.event);
  world.unattended = false;
  return true;
}

/**
 * Lets time pass until `done()` holds (true) or `deadlineUs` is reached (false, and the clock stands there). At most `maxEvents` events
 * are run at once; undefined means that the budget ran out and the caller should yield and call again.
 */
export function runUntil(
  world: World,
  done: () => boolean,
  deadlineUs: number,
  maxEvents = Infinity,
): boolean | undefined {
  for (let events = 0; ; events++) {
    if (done()) return true;
    if (events >= maxEvents) return undefined;
    if (!runOne(world, deadlineUs)) {
      if (deadlineUs !== Infinity) world.advanceTo(deadlineUs);
      return done();
    }
  }
}

/** Longest gap, in virtual microseconds, that settling waits for; slower timers (neighbour ageing) stay pending, and so do STP's, probes and the like, which never end. */
export const SETTLE_GAP_US = 2_000_000;
export const SETTLE_LIMIT_US = 10_000_000;

/** Lets everything that is due soon happen, so that whoever looks next sees a steady state; or until `interrupted` says that there is something else to do first. */
export function settle(world: World, interrupted: () => boolean = never): void {
  const end = world.nowUs + SETTLE_LIMIT_US;
  while (!interrupted()) {
    const next = world.nextForegroundUs;
    if (next === undefined || next > end || next - world.nowUs > SETTLE_GAP_US) return;
    runOne(world, next);
  }
}

function never(): boolean {
  return false;
}

const NOBODY: readonly DeviceId[] = [];

function handle(world: World, event: WorldEvent): void {
  switch (event.type) {
    case 'frame-arrives':
      receiveFrame(world, event.device, event.frame, event.counted);
      for (const device of event.more ?? NOBODY) receiveFrame(world, device, event.frame, event.counted);
      return;
    case 'neighbour-timer':
      return neighbourTimer(world, event.netns, event.key);
    case 'proxy-arp':
      return proxyArp(world, event.device, event.arp, event.packetId);
    case 'reassembly-timer':
      return reassemblyTimer(world, event.device, event.key, event.startedUs);
    case 'reassembly6-timer':
      return reassembly6Timer(world, event.device, event.key, event.startedUs);
    case 'dad-probe':
      return dadProbe(world, event.device, event.address);
    case 'dad-done':
      return dadDone(world, event.device, event.address);
    case 'address-expires':
      return world.devices.has(event.device) ? expireAddresses(world, event.device) : undefined;
    case 'tcp-timer':
      return tcpTimer(world, event.socket, event.timer);
    case 'bond-monitor':
      return bondMonitor(world, event.device);
    case 'stp-timer':
      return stpTimer(world, event.device, event.timer, event.dueUs);
    case 'service-wakes':
      return wakeService(world, event.pid);
    case 'cluster-wakes':
      return unrecorded(world, () => world.clusterBehaviour?.wakes(world, event.component, event.key));
    case 'container-kill':
      return killContainer(world, event.id, event.atUs);
    case 'node-event':
      return world.clusterBehaviour?.nodeEvent?.(world, event.host, event.event);
  }
}

/** Nobody typed what the cluster does by itself: probes and the like are not in the walk of a command. */
function unrecorded(world: World, work: () => void): void {
  const { recorder } = world;
  world.recorder = undefined;
  try {
    work();
  } finally {
    world.recorder = recorder;
  }
}
