import { listAt, mapAt, textAt, textsAt } from '../../json/types';
import { decodeBase64 } from '../../kubeconfig/client-config';
import { annotations, events, labels } from '../parts';
import type { Describe } from './context';

function bytesOf(data: string): number {
  return Math.floor((data.replace(/=+$/, '').length * 3) / 4);
}

/** ConfigMapDescriber. */
export const describeConfigMap: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.write(0, '\nData\n====\n');
  for (const [key, value] of textsAt(object, 'data')) w.write(0, `${key}:\n----\n${value}\n\n`);
  w.write(0, '\nBinaryData\n====\n');
  for (const [key, value] of textsAt(object, 'binaryData')) w.write(0, `${key}: ${bytesOf(value)} bytes\n`);
  w.write(0, '\n');
  events(w, list);
};

/** describeSecret: sizes, not contents. */
export const describeSecret: Describe = ({ w, object }) => {
  const meta = mapAt(object, 'metadata');
  const type = textAt(object, 'type');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.write(0, `\nType:\t${type}\n`);
  w.write(0, '\nData\n====\n');
  for (const [key, value] of textsAt(object, 'data'))
    w.field(
      key,
      key === 'token' && type === 'kubernetes.io/service-account-token'
        ? decodeBase64(value)
        : `${bytesOf(value)} bytes`,
    );
};

/** describeServiceAccount. */
export const describeServiceAccount: Describe = ({ w, object, events: list }) => {
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  w.field('Namespace', textAt(meta, 'namespace'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  const names = listAt(object, 'imagePullSecrets').map((one) => textAt(one, 'name'));
  if (names.length === 0) w.write(0, 'Image pull secrets:\t<none>\n');
  for (const [i, name] of names.entries()) w.write(0, `${i === 0 ? 'Image pull secrets:' : ' '.repeat(19)}\t${name}\n`);
  events(w, list);
};
