import { isMap, listAt, mapAt, textAt } from '../../json/types';
import { rfc1123 } from '../../time/ages';
import { annotations, events, labels } from '../parts';
import type { Describe, DescribeContext } from './context';

/** Kinds of a few lines each. */

function head({ w, object }: DescribeContext): void {
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
}

/** describeServiceCIDRV1. */
export const describeServiceCidr: Describe = (context) => {
  const { w, object } = context;
  head(context);
  const cidrs = listAt(object, 'spec', 'cidrs').map((one) => (typeof one === 'string' ? one : ''));
  w.field('CIDRs', cidrs.join(', '));
  const conditions = listAt(object, 'status', 'conditions');
  if (conditions.length > 0) {
    w.write(0, 'Status:\nConditions:\n  Type\tStatus\tLastTransitionTime\tReason\tMessage\n');
    w.write(1, '----\t------\t------------------\t------\t-------\n');
  }
  for (const one of conditions)
    w.write(
      1,
      `${textAt(one, 'type')}\t${textAt(one, 'status')}\t${rfc1123(textAt(one, 'lastTransitionTime'))}\t${textAt(one, 'reason')}\t${textAt(one, 'message')}\n`,
    );
  events(w, context.events);
};

/** describeIPAddressV1. */
export const describeIpAddress: Describe = (context) => {
  const { w, object } = context;
  head(context);
  const parent = mapAt(object, 'spec').parentRef;
  if (isMap(parent)) {
    w.write(0, 'Parent Reference:\n');
    for (const [title, field] of [
      ['Group', 'group'],
      ['Resource', 'resource'],
      ['Namespace', 'namespace'],
      ['Name', 'name'],
    ] as const)
      w.field(title, textAt(parent, field), 1);
  }
  events(w, context.events);
};

/** describeCSINode. */
export const describeCsiNode: Describe = (context) => {
  const { w, object } = context;
  head(context);
  w.field('CreationTimestamp', rfc1123(textAt(object, 'metadata', 'creationTimestamp')));
  w.write(0, 'Spec:\n');
  const drivers = listAt(object, 'spec', 'drivers');
  if (isMap(object.spec) && object.spec.drivers !== null) w.write(1, 'Drivers:\n');
  for (const driver of drivers) {
    w.write(2, `${textAt(driver, 'name')}:\n`);
    w.field('Node ID', textAt(driver, 'nodeID'), 3);
    const count = textAt(driver, 'allocatable', 'count');
    if (count !== '') w.write(3, `Allocatables:\n        Count:\t${count}\n`);
    const keys = isMap(driver) ? driver.topologyKeys : undefined;
    if (Array.isArray(keys)) w.field('Topology Keys', `[${keys.join(' ')}]`, 3);
  }
  events(w, context.events);
};
