import type { DeviceRecord } from '../records';
import type { World } from '../world';
import { bridgeSetting } from '../link/bridge-settings';
import { bridgeIdOf, portIdOf, type BridgeId, type BridgeTimer, type PortStp, type PortTimer } from './state';

/** What a dump says of STP on a bridge (br_fill_info); times in 1/100 s, a timer that does not run is 0. */
export interface BridgeStpInfo {
  readonly bridgeId: BridgeId;
  readonly rootId: BridgeId;
  readonly rootPort: number;
  readonly rootPathCost: number;
  readonly maxAge: number;
  readonly helloTime: number;
  readonly forwardDelay: number;
  readonly topologyChange: boolean;
  readonly topologyChangeDetected: boolean;
  readonly timers: Readonly<Record<BridgeTimer, number>>;
}

/** What a dump says of STP on a bridge's port (br_port_fill_attrs). */
export interface PortStpInfo extends Omit<PortStp, 'designatedAtUs' | 'timers'> {
  readonly portId: number;
  readonly timers: Readonly<Record<PortTimer, number>>;
}

export function bridgeStpInfo(world: World, bridge: DeviceRecord): BridgeStpInfo | undefined {
  const { kind } = bridge;
  if (kind.type !== 'bridge') return undefined;
  const { stpState: stp } = kind;
  const bridgeId = bridgeIdOf(bridge);
  return {
    bridgeId,
    rootId: stp?.designatedRoot ?? bridgeId,
    rootPort: stp?.rootPort ?? 0,
    rootPathCost: stp?.rootPathCost ?? 0,
    maxAge: stp?.maxAge ?? bridgeSetting(kind, 'max_age'),
    helloTime: stp?.helloTime ?? bridgeSetting(kind, 'hello_time'),
    forwardDelay: stp?.forwardDelay ?? bridgeSetting(kind, 'forward_delay'),
    topologyChange: stp?.topologyChange ?? false,
    topologyChangeDetected: stp?.topologyChangeDetected ?? false,
    timers: {
      hello: left(world, stp?.timers.hello),
      tcn: left(world, stp?.timers.tcn),
      topologyChange: left(world, stp?.timers.topologyChange),
    },
  };
}

export function portStpInfo(world: World, { port }: DeviceRecord): PortStpInfo | undefined {
  if (!port) return undefined;
  const { stp } = port;
  const bridgeId = bridgeIdOf(world.device(port.bridge));
  const portId = portIdOf(port);
  return {
    portId,
    designatedRoot: stp?.designatedRoot ?? bridgeId,
    designatedBridge: stp?.designatedBridge ?? bridgeId,
    designatedPort: stp?.designatedPort ?? portId,
    designatedCost: stp?.designatedCost ?? 0,
    topologyChangeAck: stp?.topologyChangeAck ?? false,
    configPending: stp?.configPending ?? false,
    timers: {
      messageAge: left(world, stp?.timers.messageAge),
      forwardDelay: left(world, stp?.timers.forwardDelay),
      hold: left(world, stp?.timers.hold),
    },
  };
}

/** br_timer_value */
function left({ nowUs }: World, dueUs: number | undefined): number {
  return dueUs === undefined ? 0 : Math.floor((dueUs - nowUs) / 10_000);
}
