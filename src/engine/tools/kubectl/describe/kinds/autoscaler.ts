import { at, isMap, listAt, mapAt, numberAt, textAt, type Json } from '../../json/types';
import { rfc1123 } from '../../time/ages';
import { annotations, events, labels } from '../parts';
import type { DescribeWriter } from '../writer';
import type { Describe } from './context';

/** describeHorizontalPodAutoscalerV2. */
export const describeAutoscaler: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  const status = mapAt(object, 'status');
  const target = textAt(spec, 'scaleTargetRef', 'kind');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field('CreationTimestamp', rfc1123(textAt(meta, 'creationTimestamp')));
  w.field('Reference', `${target}/${textAt(spec, 'scaleTargetRef', 'name')}`);
  w.field('Metrics', '( current / target )');
  for (const [i, metric] of listAt(spec, 'metrics').entries())
    w.write(0, metricLine(metric, at(status, 'currentMetrics', i) ?? null));
  w.field('Min replicas', typeof spec.minReplicas === 'number' ? spec.minReplicas : '<unset>');
  w.field('Max replicas', numberAt(spec, 'maxReplicas'));
  if (isMap(spec.behavior)) {
    w.write(0, 'Behavior:\n');
    direction(w, 'Scale Up', spec.behavior.scaleUp);
    direction(w, 'Scale Down', spec.behavior.scaleDown);
  }
  w.field(`${target} pods`, `${numberAt(status, 'currentReplicas')} current / ${numberAt(status, 'desiredReplicas')} desired`); // prettier-ignore
  const conditions = listAt(status, 'conditions');
  if (conditions.length > 0) {
    w.write(0, 'Conditions:\n  Type\tStatus\tReason\tMessage\n');
    w.write(1, '----\t------\t------\t-------\n');
  }
  for (const one of conditions)
    w.write(1, `${['type', 'status', 'reason', 'message'].map((field) => textAt(one, field)).join('\t')}\n`);
  events(w, list);
};

/** What a metric is now, and what it is to be. */
function metricLine(metric: Json, current: Json): string {
  const now = (source: string, field: string): string => textAt(current, source, 'current', field) || '<unknown>';
  const share = (source: string, name: string): string => {
    const used = at(current, source, 'current', 'averageUtilization');
    const shown = typeof used === 'number' ? `${used}% (${textAt(current, source, 'current', 'averageValue')})` : '<unknown>'; // prettier-ignore
    const wanted = at(metric, source, 'target', 'averageUtilization');
    return `  ${name}  (as a percentage of request):\t${shown} / ${typeof wanted === 'number' ? `${wanted}%` : '<auto>'}\n`;
  };
  const value = (source: string, field: string): string => textAt(metric, source, 'target', field);
  const plain = (source: string, name: string): string =>
    value(source, 'averageValue') === ''
      ? share(source, name)
      : `  ${name}:\t${now(source, 'averageValue')} / ${value(source, 'averageValue')}\n`;
  switch (textAt(metric, 'type')) {
    case 'External': {
      const field = value('external', 'averageValue') === '' ? 'value' : 'averageValue';
      return `  ${JSON.stringify(textAt(metric, 'external', 'metric', 'name'))} (target ${field === 'value' ? 'value' : 'average value'}):\t${now('external', field)} / ${value('external', field)}\n`;
    }
    case 'Pods':
      return `  ${JSON.stringify(textAt(metric, 'pods', 'metric', 'name'))} on pods:\t${now('pods', 'averageValue')} / ${value('pods', 'averageValue')}\n`;
    case 'Object': {
      const field = textAt(metric, 'object', 'target', 'type') === 'AverageValue' ? 'averageValue' : 'value';
      const of = `${textAt(metric, 'object', 'describedObject', 'kind')}/${textAt(metric, 'object', 'describedObject', 'name')}`;
      return `  "${textAt(metric, 'object', 'metric', 'name')}" on ${of} (target ${field === 'value' ? 'value' : 'average value'}):\t${now('object', field)} / ${value('object', field)}\n`;
    }
    case 'Resource':
      return plain('resource', `resource ${textAt(metric, 'resource', 'name')} on pods`);
    case 'ContainerResource':
      return plain(
        'containerResource',
        `resource ${textAt(metric, 'containerResource', 'name')} of container "${textAt(metric, 'containerResource', 'container')}" on pods`,
      );
    default:
      return `  <unknown metric type ${JSON.stringify(textAt(metric, 'type'))}>\n`;
  }
}

/** printDirectionBehavior. */
function direction(w: DescribeWriter, title: string, rules: Json | undefined): void {
  if (!isMap(rules)) return;
  w.write(1, `${title}:\n`);
  if (typeof rules.stabilizationWindowSeconds === 'number')
    w.write(2, `Stabilization Window: ${rules.stabilizationWindowSeconds} seconds\n`);
  const policies = listAt(rules, 'policies');
  if (policies.length === 0) return;
  w.write(2, `Select Policy: ${textAt(rules, 'selectPolicy') || 'Max'}\n`);
  w.write(2, 'Policies:\n');
  for (const one of policies)
    w.write(3, `- Type: ${textAt(one, 'type')}\tValue: ${numberAt(one, 'value')}\tPeriod: ${numberAt(one, 'periodSeconds')} seconds\n`); // prettier-ignore
}
