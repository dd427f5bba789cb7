import type { Refusal } from './filters';

/** Why a Pod fits nowhere, in the scheduler's words (pkg/scheduler/framework/types.go FitError.Error). */

/** What the plugin for dynamic resources adds after the filters. */
const NO_CLAIMS = 'no new claims to deallocate';
const NOT_HELPFUL = 'Preemption is not helpful for scheduling';
export const NO_VICTIMS = 'No preemption victims found for incoming pod';

export function fitMessage(nodes: number, refusals: readonly Refusal[], preemption: string): string {
  if (nodes === 0) return 'no nodes available to schedule pods';
  const reasons = histogram(refusals.flatMap((refusal) => refusal.reasons));
  return `0/${nodes} nodes are available: ${reasons}. ${preemption}`;
}

/** A reason that holds for all nodes, found before any was looked at. */
export function generalMessage(nodes: number, reason: string): string {
  return `0/${nodes} nodes are available: ${reason}. ${preemptionMessage(nodes, nodes, [])}`;
}

/** What trying to make room came to; `reasons`: of the nodes where that could have helped. */
export function preemptionMessage(nodes: number, notHelped: number, reasons: readonly string[]): string {
  const all = [...reasons, ...Array.from({ length: notHelped }, () => NOT_HELPFUL)];
  return `${NO_CLAIMS}, preemption: 0/${nodes} nodes are available: ${histogram(all)}.`;
}

export const NOT_ELIGIBLE = `${NO_CLAIMS}, preemption: not eligible due to preemptionPolicy=Never.`;

function histogram(reasons: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const texts = [...counts].map(([reason, count]) => `${count} ${reason}`);
  return texts.sort((a, b) => (a < b ? -1 : 1)).join(', ');
}
