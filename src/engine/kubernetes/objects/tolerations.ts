import type { Taint, Toleration } from 'kubernetes-types/core/v1';
import type { Frozen } from '../api/object';

export type FrozenTaint = Frozen<Taint>;
export type FrozenToleration = Frozen<Toleration>;

/** v1helper's ToleratesTaint. */
export function tolerates(toleration: FrozenToleration, taint: FrozenTaint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  if (!toleration.key && toleration.operator !== 'Exists') return false;
  return toleration.operator === 'Exists' || (toleration.value ?? '') === (taint.value ?? '');
}

/** The first taint with one of these effects that nothing tolerates. */
export function untolerated(
  taints: readonly FrozenTaint[] | undefined,
  tolerations: readonly FrozenToleration[] | undefined,
  effects: readonly string[],
): FrozenTaint | undefined {
  return taints?.find(
    (taint) => effects.includes(taint.effect) && !tolerations?.some((toleration) => tolerates(toleration, taint)),
  );
}
