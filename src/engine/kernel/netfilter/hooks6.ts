import type { Ipv6Packet } from '../../packet/ipv6-frame';
import type { World } from '../world';
import type { HookResult } from './hooks';
import type { Hook } from './model';
import type { Skb } from './skb';

/** An IPv6 packet on its way through one host. */
export type Skb6 = Skb<Ipv6Packet>;

const PASS: HookResult = { pass: true };

/** Whether a namespace filters IPv6 at all; the datapath asks before it makes anything for the hooks. */
export function filters6(_world: World, _netns: number): boolean {
  return false;
}

/** NF_HOOK for IPv6: called at all five hooks, in both directions. There are no tables for it yet, so everything passes. */
export function runHook6(_world: World, _skb: Skb6, _hook: Hook): HookResult {
  return PASS;
}
