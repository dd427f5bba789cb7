import { isMap, listAt, mapAt, textAt, type Json } from '../../json/types';
import { translateAge } from '../../time/ages';
import { annotations, events, labels, multiline } from '../parts';
import { volumeSource } from '../volumes';
import type { Describe } from './context';

const MODES: readonly (readonly [string, string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

function modesText(list: readonly Json[]): string {
  return MODES.flatMap(([mode, short]) => (list.includes(mode) ? [short] : [])).join(',');
}

function goList(list: readonly Json[]): string {
  return `[${list.map((item) => (typeof item === 'string' ? item : '')).join(' ')}]`;
}

/** describePersistentVolume. */
export const describePersistentVolume: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  w.field('Name', textAt(meta, 'name'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field('Finalizers', goList(listAt(meta, 'finalizers')));
  w.field('StorageClass', textAt(spec, 'storageClassName'));
  const deleted = textAt(meta, 'deletionTimestamp');
  w.field(
    'Status',
    deleted === '' ? textAt(object, 'status', 'phase') : `Terminating (lasts ${translateAge(deleted, w.nowMs)})`,
  );
  w.field(
    'Claim',
    isMap(spec.claimRef) ? `${textAt(spec.claimRef, 'namespace')}/${textAt(spec.claimRef, 'name')}` : '',
  );
  w.field('Reclaim Policy', textAt(spec, 'persistentVolumeReclaimPolicy'));
  w.field('Access Modes', modesText(listAt(spec, 'accessModes')));
  if (textAt(spec, 'volumeMode') !== '') w.field('VolumeMode', textAt(spec, 'volumeMode'));
  w.field('Capacity', textAt(spec, 'capacity', 'storage') || '0');
  const terms = listAt(spec, 'nodeAffinity', 'required', 'nodeSelectorTerms');
  if (!isMap(spec.nodeAffinity)) w.write(0, 'Node Affinity:\t<none>\n');
  else {
    w.write(0, 'Node Affinity:\t\n');
    w.write(1, terms.length === 0 ? 'Required Terms:\t<none>\n' : 'Required Terms:\t\n');
    for (const [i, term] of terms.entries()) {
      w.write(2, `Term ${i}:\t`);
      const expressions = listAt(term, 'matchExpressions');
      if (expressions.length === 0) w.write(0, '<none>\n');
      for (const [j, one] of expressions.entries())
        w.write(
          0,
          `${j === 0 ? '' : '\t'}${textAt(one, 'key')} ${textAt(one, 'operator').toLowerCase()} ${goList(listAt(one, 'values')).replaceAll(' ', ', ')}\n`,
        );
    }
  }
  w.field('Message', textAt(object, 'status', 'message'));
  w.write(0, 'Source:\n');
  volumeSource(w, spec);
  events(w, list);
};

/** describePersistentVolumeClaim. */
export const describePersistentVolumeClaim: Describe = async ({ k, w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  const spec = mapAt(object, 'spec');
  const volume = textAt(spec, 'volumeName');
  const deleted = textAt(meta, 'deletionTimestamp');
  const name = textAt(meta, 'name');
  w.field('Name', name);
  w.field('Namespace', textAt(meta, 'namespace'));
  w.field('StorageClass', textAt(spec, 'storageClassName'));
  w.field(
    'Status',
    deleted === '' ? textAt(object, 'status', 'phase') : `Terminating (lasts ${translateAge(deleted, w.nowMs)})`,
  );
  w.field('Volume', volume);
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field('Finalizers', goList(listAt(meta, 'finalizers')));
  w.field('Capacity', volume === '' ? '' : textAt(object, 'status', 'capacity', 'storage') || '0');
  w.field('Access Modes', volume === '' ? '' : modesText(listAt(object, 'status', 'accessModes')));
  if (textAt(spec, 'volumeMode') !== '') w.field('VolumeMode', textAt(spec, 'volumeMode'));
  if (isMap(spec.dataSource)) {
    w.write(0, 'DataSource:\n');
    if (textAt(spec.dataSource, 'apiGroup') !== '') w.field('APIGroup', textAt(spec.dataSource, 'apiGroup'), 1);
    w.field('Kind', textAt(spec.dataSource, 'kind'), 1);
    w.field('Name', textAt(spec.dataSource, 'name'), 1);
  }
  const pods = await k.client.json('GET', `/api/v1/namespaces/${textAt(meta, 'namespace')}/pods`, {
    query: { limit: 500 },
  });
  const users = listAt(pods, 'items')
    .filter((pod) =>
      listAt(pod, 'spec', 'volumes').some((one) => textAt(one, 'persistentVolumeClaim', 'claimName') === name),
    )
    .map((pod) => textAt(pod, 'metadata', 'name'))
    .sort();
  multiline(w, 'Used By', users);
  events(w, list);
};
