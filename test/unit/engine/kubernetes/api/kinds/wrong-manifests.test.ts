import { describe, expect, it } from 'vitest';
import { BUILT_IN_KINDS } from '../../../../../../src/engine/kubernetes/api/kinds';
import type { KubeObject } from '../../../../../../src/engine/kubernetes/api/object';
import { fieldErrorText } from '../../../../../../src/engine/kubernetes/api/validation/field-error-text';
import type { StrategyContext } from '../../../../../../src/engine/kubernetes/api/resource-type';
import { WRONG_POLICIES } from './wrong-policies';
import { WRONG_WORKLOADS } from './wrong-workloads';

const CONTEXT: StrategyContext = { now: '2026-01-01T00:00:00Z', find: () => undefined };

function problems(kind: string, fields: object): readonly string[] {
  const type = BUILT_IN_KINDS.find((one) => one.kind === kind);
  if (!type) throw new Error(kind);
  const { strategy } = type;
  const given = { apiVersion: 'v1', kind, metadata: { name: 'x' }, ...fields } as KubeObject;
  let object = strategy.defaults?.(given) ?? given;
  object = strategy.prepareForCreate?.(object, CONTEXT) ?? object;
  return (strategy.validate?.(object, CONTEXT) ?? []).map(fieldErrorText);
}

describe('wrong manifests', () => {
  it.each([...WRONG_WORKLOADS, ...WRONG_POLICIES])('of a %s: %j', (kind, fields, expected) => {
    expect(problems(kind, fields)).toEqual(expected);
  });
});
