import { listAt, mapAt, numberAt, textAt, type Json } from '../json/types';
import { containers } from './containers';
import { annotations, labels, selectorText, tolerations } from './parts';
import { volumes } from './volumes';
import { DescribeWriter } from './writer';

/** The `Pod Template:` of a workload. */
export function podTemplate(w: DescribeWriter, template: Json): void {
  w.write(0, 'Pod Template:\n');
  labels(w, '  Labels', mapAt(template, 'metadata', 'labels'));
  if (Object.keys(mapAt(template, 'metadata', 'annotations')).length > 0)
    annotations(w, '  Annotations', mapAt(template, 'metadata', 'annotations'));
  const spec = mapAt(template, 'spec');
  const account = textAt(spec, 'serviceAccountName');
  if (account !== '') w.field('Service Account', account, 1);
  const init = listAt(spec, 'initContainers');
  if (init.length > 0) containers(w, 'Init Containers', init, [], '  ');
  containers(w, 'Containers', listAt(spec, 'containers'), [], '  ');
  volumes(w, listAt(spec, 'volumes'), '  ');
  spreadConstraints(w, listAt(spec, 'topologySpreadConstraints'), '  ');
  const priority = textAt(spec, 'priorityClassName');
  if (priority !== '') w.field('Priority Class Name', priority, 1);
  labels(w, '  Node-Selectors', mapAt(spec, 'nodeSelector'));
  tolerations(w, '  Tolerations', listAt(spec, 'tolerations'));
}

/** It alone, as `rollout history --revision` prints it. */
export function podTemplateText(template: Json): string {
  const w = new DescribeWriter(0);
  podTemplate(w, template);
  return w.raw();
}

export function spreadConstraints(w: DescribeWriter, list: readonly Json[], indent: string): void {
  if (list.length === 0) return;
  const sorted = [...list].sort((a, b) => (textAt(a, 'topologyKey') < textAt(b, 'topologyKey') ? -1 : 1));
  w.write(0, `${indent}Topology Spread Constraints:\t`);
  for (const [i, one] of sorted.entries()) {
    const selector = mapAt(one, 'labelSelector');
    const words = Object.keys(selector).length === 0 ? '' : ` for selector ${selectorText(selector)}`;
    w.write(
      0,
      `${i === 0 ? '' : `${indent}\t`}${textAt(one, 'topologyKey')}:${textAt(one, 'whenUnsatisfiable')} when max skew ${numberAt(one, 'maxSkew')} is exceeded${words}\n`,
    );
  }
}
