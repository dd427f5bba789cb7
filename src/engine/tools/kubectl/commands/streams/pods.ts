import type { Invocation } from '../../invocation';
import { CommandError } from '../../errors/errors';
import { at, compare, isMap, listAt, mapAt, textAt, type ApiObject, type Json } from '../../json/types';
import type { Info } from '../../resources/info';
import { goPlain } from '../../printers/jsonpath/run';

/** The Pods of a workload, the best first: running before pending, ready before not (podutils.ActivePods). */
export async function podsOf(k: Invocation, { object, namespace, mapping }: Info): Promise<readonly ApiObject[]> {
  const labelSelector = selectorOf(object, mapping.kind);
  const list = await k.client.json('GET', `/api/v1/namespaces/${namespace}/pods`, { query: { labelSelector } });
  return listAt(list, 'items')
    .map((item): ApiObject => ({ apiVersion: 'v1', kind: 'Pod', ...mapAt(item) }))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        compare(textAt(b, 'metadata', 'creationTimestamp'), textAt(a, 'metadata', 'creationTimestamp')),
    );
}

function rank(pod: ApiObject): number {
  const phase = textAt(pod, 'status', 'phase');
  const ready = listAt(pod, 'status', 'conditions').some(
    (one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True',
  );
  return (
    (textAt(pod, 'spec', 'nodeName') === '' ? 8 : 0) +
    (phase === 'Running' ? 0 : phase === 'Pending' ? 4 : 2) +
    (ready ? 0 : 1)
  );
}

/** What selects a workload's Pods, as the query of a list. Throws CommandError. */
function selectorOf(object: ApiObject, kind: string): string {
  const selector = at(object, 'spec', 'selector');
  const text = (value: Json | undefined): string => (typeof value === 'string' ? value : goPlain(value ?? null));
  if (kind === 'Service' || kind === 'ReplicationController') {
    if (!isMap(selector))
      throw new CommandError(
        `invalid service '${textAt(object, 'metadata', 'name')}': Service is defined without a selector`,
      );
    return Object.entries(selector)
      .map(([key, value]) => `${key}=${text(value)}`)
      .sort()
      .join(',');
  }
  const labels = Object.entries(mapAt(selector, 'matchLabels')).map(([key, value]) => `${key}=${text(value)}`);
  const expressions = listAt(selector, 'matchExpressions').map((expression) => {
    const key = textAt(expression, 'key');
    const values = listAt(expression, 'values').map(text).join(',');
    switch (textAt(expression, 'operator')) {
      case 'In':
        return `${key} in (${values})`;
      case 'NotIn':
        return `${key} notin (${values})`;
      case 'Exists':
        return key;
      default:
        return `!${key}`;
    }
  });
  if (labels.length + expressions.length === 0)
    throw new CommandError(`cannot get the logs from *v1.${kind}: selector for ${kind} not implemented`);
  return [...labels, ...expressions].sort().join(',');
}
