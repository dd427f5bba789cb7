import { at, isMap, listAt, mapAt, numberAt, textAt, type Json } from '../../json/types';
import { rfc1123, translateAge } from '../../time/ages';
import { containers } from '../containers';
import { annotations, controller, events, labels, quantities, tolerations } from '../parts';
import { spreadConstraints } from '../pod-template';
import { volumes } from '../volumes';
import type { Describe } from './context';

/** describePod. */
export const describePod: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  const status = mapAt(object, 'status');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  if (typeof spec.priority === 'number') w.field('Priority', spec.priority);
  for (const [title, field] of [
    ['Priority Class Name', 'priorityClassName'],
    ['Runtime Class Name', 'runtimeClassName'],
    ['Service Account', 'serviceAccountName'],
  ] as const)
    if (textAt(spec, field) !== '') w.field(title, textAt(spec, field));
  const node = textAt(spec, 'nodeName');
  w.field('Node', node === '' ? '<none>' : `${node}/${textAt(status, 'hostIP')}`);
  if (textAt(status, 'startTime') !== '') w.field('Start Time', rfc1123(textAt(status, 'startTime')));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  const phase = textAt(status, 'phase');
  const deleted = textAt(meta, 'deletionTimestamp');
  if (deleted !== '' && phase !== 'Failed' && phase !== 'Succeeded') {
    w.field('Status', `Terminating (lasts ${translateAge(deleted, w.nowMs)})`);
    w.field('Termination Grace Period', `${numberAt(meta, 'deletionGracePeriodSeconds')}s`);
  } else w.field('Status', phase);
  if (textAt(status, 'reason') !== '') w.field('Reason', textAt(status, 'reason'));
  if (textAt(status, 'message') !== '') w.field('Message', textAt(status, 'message'));
  const seccomp = textAt(spec, 'securityContext', 'seccompProfile', 'type');
  if (seccomp !== '') w.field('SeccompProfile', seccomp);
  w.field('IP', textAt(status, 'podIP'));
  const ips = listAt(status, 'podIPs');
  w.write(0, ips.length === 0 ? 'IPs:\t<none>\n' : 'IPs:\n');
  for (const ip of ips) w.field('IP', textAt(ip, 'ip'), 1);
  const owner = controller(object);
  if (owner !== '') w.field('Controlled By', owner);
  const nominated = textAt(status, 'nominatedNodeName');
  if (nominated !== '') w.field('NominatedNodeName', nominated);
  if (isMap(spec.resources)) {
    w.write(0, 'Resources:\n');
    quantities(w, 1, 'Limits', mapAt(spec.resources, 'limits'));
    quantities(w, 1, 'Requests', mapAt(spec.resources, 'requests'));
  }
  const init = listAt(spec, 'initContainers');
  if (init.length > 0) containers(w, 'Init Containers', init, listAt(status, 'initContainerStatuses'), '', object);
  containers(w, 'Containers', listAt(spec, 'containers'), listAt(status, 'containerStatuses'), '', object);
  const ephemeral = listAt(spec, 'ephemeralContainers');
  if (ephemeral.length > 0)
    containers(w, 'Ephemeral Containers', ephemeral, listAt(status, 'ephemeralContainerStatuses'), '', object);
  const conditions = listAt(status, 'conditions');
  const gates = listAt(spec, 'readinessGates');
  if (gates.length > 0) w.write(0, 'Readiness Gates:\n  Type\tStatus\n');
  for (const gate of gates) {
    const type = textAt(gate, 'conditionType');
    const found = conditions.find((condition) => textAt(condition, 'type') === type);
    w.write(1, `${type} \t${found === undefined ? '<none>' : textAt(found, 'status')} \n`);
  }
  if (conditions.length > 0) w.write(0, 'Conditions:\n  Type\tStatus\n');
  for (const condition of conditions) w.write(1, `${textAt(condition, 'type')} \t${textAt(condition, 'status')} \n`);
  volumes(w, listAt(spec, 'volumes'), '');
  w.field('QoS Class', textAt(status, 'qosClass') || qosOf(spec));
  labels(w, 'Node-Selectors', mapAt(spec, 'nodeSelector'));
  tolerations(w, 'Tolerations', listAt(spec, 'tolerations'));
  spreadConstraints(w, listAt(spec, 'topologySpreadConstraints'), '');
  events(w, list);
};

/** pkg/util/qos: by requests and limits of CPU and memory. */
function qosOf(spec: Json): string {
  const all = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')];
  const has = (container: Json, field: string): boolean =>
    ['cpu', 'memory'].some((name) => !['', '0'].includes(textAt(container, 'resources', field, name)));
  if (!all.some((container) => has(container, 'requests') || has(container, 'limits'))) return 'BestEffort';
  const guaranteed = all.every((container) =>
    ['cpu', 'memory'].every((name) => {
      const limit = textAt(container, 'resources', 'limits', name);
      const request = at(container, 'resources', 'requests', name);
      return limit !== '' && (request === undefined || request === limit);
    }),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
