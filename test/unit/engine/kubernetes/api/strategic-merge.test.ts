import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../src/engine/kubernetes/api/object';
import {
  StrategicPatchError,
  strategicMergePatch,
} from '../../../../../src/engine/kubernetes/api/patch/strategic-merge';

const POD = 'io.k8s.api.core.v1.Pod';
const DEPLOYMENT = 'io.k8s.api.apps.v1.Deployment';

function patched(spec: JsonObject, patch: JsonObject): unknown {
  return strategicMergePatch({ spec }, { spec: patch }, POD).spec;
}

// Examples of the community's document on strategic merge patch and of strategicpatch's own tests.
describe('a strategic merge patch', () => {
  test('merges containers by name and keeps the live order', () => {
    const live = {
      containers: [
        { name: 'a', image: 'x' },
        { name: 'b', image: 'y' },
      ],
    };
    expect(patched(live, { containers: [{ name: 'b', image: 'z' }] })).toEqual({
      containers: [
        { name: 'a', image: 'x' },
        { name: 'b', image: 'z' },
      ],
    });
  });

  test('adds what is new and deletes by key', () => {
    const live = { containers: [{ name: 'a' }, { name: 'b' }] };
    const patch = {
      containers: [
        { name: 'c', image: 'z' },
        { name: 'a', $patch: 'delete' },
      ],
    };
    expect(patched(live, patch)).toEqual({ containers: [{ name: 'c', image: 'z' }, { name: 'b' }] });
  });

  test('replaces a list or a map when told to', () => {
    const live = { containers: [{ name: 'a' }], nodeSelector: { a: '1' } };
    expect(patched(live, { containers: [{ $patch: 'replace' }, { name: 'b' }] })).toMatchObject({
      containers: [{ name: 'b' }],
    });
    expect(patched(live, { nodeSelector: { $patch: 'replace', b: '2' } })).toMatchObject({ nodeSelector: { b: '2' } });
  });

  test('replaces a list that has no merge key, and removes what is null', () => {
    const live = { tolerations: [{ key: 'a' }], nodeName: 'n' };
    expect(patched(live, { tolerations: [{ key: 'b' }], nodeName: null })).toEqual({ tolerations: [{ key: 'b' }] });
  });

  test('follows $setElementOrder', () => {
    const live = { containers: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] };
    const patch = {
      '$setElementOrder/containers': [{ name: 'c' }, { name: 'a' }],
      containers: [{ name: 'c', image: 'x' }],
    };
    expect(patched(live, patch)).toEqual({ containers: [{ name: 'b' }, { name: 'c', image: 'x' }, { name: 'a' }] });
  });

  test('takes plain values out of a list that merges', () => {
    const live = { metadata: { finalizers: ['a.b/c', 'a.b/d'] } };
    const patch = { metadata: { '$deleteFromPrimitiveList/finalizers': ['a.b/c'], finalizers: ['a.b/e'] } };
    expect(strategicMergePatch(live, patch, POD)).toEqual({ metadata: { finalizers: ['a.b/e', 'a.b/d'] } });
  });

  test('drops what $retainKeys does not name', () => {
    const live = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const patch = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(strategicMergePatch(live, patch, DEPLOYMENT)).toEqual({ spec: { strategy: { type: 'Recreate' } } });
  });

  test('needs the merge key', () => {
    expect(() => patched({ containers: [{ name: 'a' }] }, { containers: [{ image: 'x' }] })).toThrow(
      new StrategicPatchError('map: map[image:x] does not contain declared merge key: name'),
    );
  });
});
