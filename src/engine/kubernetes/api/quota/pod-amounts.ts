import type { PodSpec, ResourceList } from '../kinds/pod-spec/types';
import { addAmounts, greatest, type Amounts } from './amounts';

/** What the containers of a Pod request, or may use at most, together (component-helpers' resource.PodRequests and PodLimits). */
export function podAmounts(spec: PodSpec | undefined, field: 'requests' | 'limits'): Amounts {
  let sum: Amounts = {};
  for (const { resources } of spec?.containers ?? []) sum = addAmounts(sum, given(resources?.[field]));
  let sidecars: Amounts = {};
  let starting: Amounts = {};
  for (const { resources, restartPolicy } of spec?.initContainers ?? []) {
    const amounts = given(resources?.[field]);
    if (restartPolicy === 'Always') {
      sum = addAmounts(sum, amounts);
      sidecars = addAmounts(sidecars, amounts);
      starting = greatest(starting, sidecars);
    } else starting = greatest(starting, addAmounts(sidecars, amounts));
  }
  sum = greatest(sum, starting);
  return spec?.overhead ? addAmounts(sum, given(spec.overhead)) : sum;
}

export function given(list: ResourceList | undefined): Amounts {
  return (list ?? {}) as Amounts;
}
