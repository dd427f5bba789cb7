import type { AutoscalerMemory, Recommendation, ScaleChange } from '../../../kernel/autoscaler-records';
import type { HorizontalPodAutoscaler } from '../../objects/kinds';

/** How a wish for more or fewer replicas is held back: pkg/controller/podautoscaler/horizontal.go, normalizeDesiredReplicas and its WithBehaviors. */

type Behavior = NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['behavior']>;
type Rules = NonNullable<Behavior['scaleUp']>;

/** --horizontal-pod-autoscaler-downscale-stabilization. */
const DOWNSCALE_WINDOW_SECONDS = 300;
const SCALE_UP_FACTOR = 2;
const SCALE_UP_MINIMUM = 4;

export interface Wish {
  readonly current: number;
  readonly desired: number;
  readonly min: number;
  readonly max: number;
  readonly nowUs: number;
}

export interface Verdict {
  readonly desired: number;
  readonly recommendations: readonly Recommendation[];
  readonly able: Reason;
  readonly limited: Reason & { readonly status: 'True' | 'False' };
}

interface Reason {
  readonly reason: string;
  readonly message: string;
}

const READY: Reason = { reason: 'ReadyForNewScale', message: 'recommended size matches current size' };
const WITHIN: Reason = {
  reason: 'DesiredWithinRange',
  message: 'the desired count is within the acceptable range',
};
const DOWN_STABILIZED: Reason = {
  reason: 'ScaleDownStabilized',
  message: 'recent recommendations were higher than current one, applying the highest recent recommendation',
};
const UP_STABILIZED: Reason = {
  reason: 'ScaleUpStabilized',
  message: 'recent recommendations were lower than current one, applying the lowest recent recommendation',
};
const TOO_MANY: Reason = {
  reason: 'TooManyReplicas',
  message: 'the desired replica count is more than the maximum replica count',
};
const TOO_FEW: Reason = {
  reason: 'TooFewReplicas',
  message: 'the desired replica count is less than the minimum replica count',
};
const UP_LIMIT: Reason = {
  reason: 'ScaleUpLimit',
  message: 'the desired replica count is increasing faster than the maximum scale rate',
};
const DOWN_LIMIT: Reason = {
  reason: 'ScaleDownLimit',
  message: 'the desired replica count is decreasing faster than the maximum scale rate',
};

/** What becomes of a wish, with what is remembered of earlier ones. */
export function heldBack(wish: Wish, behavior: Behavior | undefined, memory: AutoscalerMemory): Verdict {
  const up = behavior?.scaleUp;
  const down = behavior?.scaleDown;
  const upWindow = up?.stabilizationWindowSeconds ?? 0;
  const downWindow = down?.stabilizationWindowSeconds ?? DOWNSCALE_WINDOW_SECONDS;
  const rises = behavior !== undefined && wish.desired >= wish.current;
  const window = rises ? upWindow : downWindow;
  let stable = wish.desired;
  for (const { replicas, atUs } of memory.recommendations) {
    if (wish.nowUs - atUs >= window * 1_000_000) continue;
    stable = rises ? Math.min(stable, replicas) : Math.max(stable, replicas);
  }
  const longest = Math.max(upWindow, downWindow) * 1_000_000;
  const kept = memory.recommendations.filter(({ atUs }) => wish.nowUs - atUs <= longest);
  const able = stable === wish.desired ? READY : rises ? UP_STABILIZED : DOWN_STABILIZED;
  const [desired, why] = behavior
    ? byRules({ ...wish, desired: stable }, up, down, memory)
    : byDefault({ ...wish, desired: stable });
  return {
    desired,
    recommendations: [...kept, { replicas: wish.desired, atUs: wish.nowUs }],
    able,
    limited: { ...why, status: desired === stable ? 'False' : 'True' },
  };
}

function byDefault({ current, desired, min, max }: Wish): readonly [number, Reason] {
  const limit = Math.max(SCALE_UP_FACTOR * current, SCALE_UP_MINIMUM);
  if (desired < min) return [min, TOO_FEW];
  const most = Math.min(max, limit);
  if (desired > most) return [most, max > limit ? UP_LIMIT : TOO_MANY];
  return [desired, WITHIN];
}

function byRules(
  { current, desired, min, max, nowUs }: Wish,
  up: Rules | undefined,
  down: Rules | undefined,
  memory: AutoscalerMemory,
): readonly [number, Reason] {
  if (desired > current) {
    const limit = Math.max(current, upLimit(current, up, memory.ups, nowUs));
    const most = Math.min(max, limit);
    if (desired > most) return [most, max > limit ? UP_LIMIT : TOO_MANY];
  } else if (desired < current) {
    const limit = Math.min(current, downLimit(current, down, memory.downs, nowUs));
    const least = Math.max(min, limit);
    if (desired < least) return [least, min < limit ? DOWN_LIMIT : TOO_FEW];
  }
  return [desired, WITHIN];
}

function changed(changes: readonly ScaleChange[], seconds: number, nowUs: number): number {
  return changes
    .filter(({ atUs }) => nowUs - atUs < seconds * 1_000_000)
    .reduce((sum, { replicas }) => sum + replicas, 0);
}

function upLimit(current: number, rules: Rules | undefined, changes: readonly ScaleChange[], nowUs: number): number {
  if (rules?.selectPolicy === 'Disabled') return current;
  const proposals = (rules?.policies ?? []).map(({ type, value, periodSeconds }) => {
    const start = current - changed(changes, periodSeconds, nowUs);
    return type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100));
  });
  if (proposals.length === 0) return current;
  return rules?.selectPolicy === 'Min' ? Math.min(...proposals) : Math.max(...proposals);
}

function downLimit(current: number, rules: Rules | undefined, changes: readonly ScaleChange[], nowUs: number): number {
  if (rules?.selectPolicy === 'Disabled') return current;
  const proposals = (rules?.policies ?? []).map(({ type, value, periodSeconds }) => {
    const start = current + changed(changes, periodSeconds, nowUs);
    return type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100));
  });
  if (proposals.length === 0) return current;
  return rules?.selectPolicy === 'Min' ? Math.max(...proposals) : Math.min(...proposals);
}
