import { MAC_ZERO, type Mac } from '../../packet/address';
import { bridgeSetting } from '../link/bridge-settings';
import type { BridgePort, DeviceId, DeviceRecord } from '../records';
import type { World } from '../world';

/**
 * What the Spanning Tree Protocol of IEEE 802.1D-1998 knows (struct net_bridge and struct net_bridge_port of net/bridge/br_private.h). A bridge on
 * which it never ran has none of this: nobody but the bridge itself is then its root.
 */

/** Priority and MAC in hexadecimal, `8000.020000000001`: as text they compare as the protocol compares them. */
export type BridgeId = string;

export type BridgeTimer = 'hello' | 'tcn' | 'topologyChange';
export type PortTimer = 'messageAge' | 'forwardDelay' | 'hold';
export type StpTimer = BridgeTimer | PortTimer;

/** When each timer that runs is due, in virtual microseconds. */
type Timers<Name extends string> = Readonly<Partial<Record<Name, number>>>;

export interface BridgeStp {
  readonly designatedRoot: BridgeId;
  /** Number of the port towards the root; 0 on the root itself. */
  readonly rootPort: number;
  readonly rootPathCost: number;
  /** The root's times, in force everywhere, in 1/100 s. */
  readonly maxAge: number;
  readonly helloTime: number;
  readonly forwardDelay: number;
  readonly topologyChange: boolean;
  readonly topologyChangeDetected: boolean;
  /** What `ageing` was set to, while a topology change shortens it. */
  readonly ageingSeconds?: number;
  readonly timers: Timers<BridgeTimer>;
}

export interface PortStp {
  readonly designatedRoot: BridgeId;
  readonly designatedBridge: BridgeId;
  readonly designatedPort: number;
  readonly designatedCost: number;
  /** When the root sent what is known here. */
  readonly designatedAtUs: number;
  readonly topologyChangeAck: boolean;
  readonly configPending: boolean;
  readonly timers: Timers<PortTimer>;
}

/** A bridge's own id; its MAC counts once a port or a user gave it. */
export function bridgeIdOf({ kind, mac }: Pick<DeviceRecord, 'kind' | 'mac'>): BridgeId {
  if (kind.type !== 'bridge') return '';
  return idOf(bridgeSetting(kind, 'priority'), kind.macSet || kind.ports.size > 0 ? mac : MAC_ZERO);
}

export function idOf(priority: number, mac: Mac): BridgeId {
  return `${priority.toString(16).padStart(4, '0')}.${mac.replaceAll(':', '')}`;
}

/** br_make_port_id */
export function portIdOf({ priority, portNumber }: BridgePort): number {
  return ((priority << 10) | (portNumber & 0x3ff)) & 0xffff;
}

export function stpOf({ kind }: DeviceRecord): BridgeStp | undefined {
  return kind.type === 'bridge' ? kind.stpState : undefined;
}

/** Whether the kernel runs the protocol on a bridge (BR_KERNEL_STP). */
export function runsStp({ kind }: DeviceRecord): boolean {
  return kind.type === 'bridge' && kind.stp;
}

export function isRoot(bridge: DeviceRecord): boolean {
  return stpOf(bridge)?.designatedRoot === bridgeIdOf(bridge);
}

/** br_is_designated_port: the bridge is, by this port, the way to the root for everybody on its link. */
export function isDesignated(bridge: DeviceRecord, { port }: DeviceRecord): boolean {
  return port?.stp?.designatedBridge === bridgeIdOf(bridge) && port.stp.designatedPort === portIdOf(port);
}

/** Ports of a bridge that take part, the newest first as br_add_if lists them. */
export function activePorts(world: World, bridge: DeviceId): readonly DeviceId[] {
  const { kind } = world.device(bridge);
  if (kind.type !== 'bridge') return [];
  return [...kind.ports.values()].reverse().filter((id) => world.device(id).port?.state !== 'disabled');
}

export function updateBridge(world: World, id: DeviceId, changes: Partial<BridgeStp>): void {
  const { kind } = world.device(id);
  if (kind.type !== 'bridge' || !kind.stpState) return;
  world.writeDevice(id).kind = { ...kind, stpState: { ...kind.stpState, ...changes } };
}

export function updatePort(world: World, id: DeviceId, changes: Partial<PortStp>): void {
  const { port } = world.device(id);
  if (port?.stp) world.writeDevice(id).port = { ...port, stp: { ...port.stp, ...changes } };
}

/** mod_timer, or del_timer without a delay. */
export function setBridgeTimer(world: World, id: DeviceId, timer: BridgeTimer, delayUs?: number): void {
  const timers = stpOf(world.device(id))?.timers;
  if (!timers || (delayUs === undefined && timers[timer] === undefined)) return;
  updateBridge(world, id, { timers: { ...timers, [timer]: due(world, id, timer, delayUs) } });
}

/** mod_timer, or del_timer without a delay. */
export function setPortTimer(world: World, id: DeviceId, timer: PortTimer, delayUs?: number): void {
  const timers = world.device(id).port?.stp?.timers;
  if (!timers || (delayUs === undefined && timers[timer] === undefined)) return;
  updatePort(world, id, { timers: { ...timers, [timer]: due(world, id, timer, delayUs) } });
}

function due(world: World, device: DeviceId, timer: StpTimer, delayUs: number | undefined): number | undefined {
  if (delayUs === undefined) return undefined;
  const dueUs = world.nowUs + Math.max(0, delayUs);
  world.schedule(delayUs, { type: 'stp-timer', device, timer, dueUs });
  return dueUs;
}

/** 1/100 s, in which settings are kept, in microseconds. */
export function hundredths(value: number): number {
  return value * 10_000;
}
