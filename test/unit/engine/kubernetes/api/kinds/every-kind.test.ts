import { describe, expect, it } from 'vitest';
import { BUILT_IN_KINDS } from '../../../../../../src/engine/kubernetes/api/kinds';
import type { KubeObject } from '../../../../../../src/engine/kubernetes/api/object';
import type { ResourceType, StrategyContext } from '../../../../../../src/engine/kubernetes/api/resource-type';

const CONTEXT: StrategyContext = { now: '2026-01-01T00:00:00Z', find: () => undefined };

function bare(type: ResourceType): KubeObject {
  const apiVersion = type.group ? `${type.group}/${type.version}` : type.version;
  return { apiVersion, kind: type.kind, metadata: { name: 'x', namespace: type.namespaced ? 'default' : undefined } };
}

describe('every declared kind', () => {
  it('is declared once', () => {
    const names = BUILT_IN_KINDS.map(({ plural, group, version }) => `${plural}.${group}/${version}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(BUILT_IN_KINDS.map((type) => [type.kind, type] as const))(
    'takes a %s of which nothing is told without breaking, and is done after one defaulting',
    (_, type) => {
      const { strategy } = type;
      const object = strategy.defaults?.(bare(type)) ?? bare(type);
      expect(strategy.defaults?.(object) ?? object).toEqual(object);
      const created = strategy.prepareForCreate?.(object, CONTEXT) ?? object;
      for (const { type: errorType, field } of strategy.validate?.(created, CONTEXT) ?? []) {
        expect(errorType).toMatch(/^FieldValue/);
        expect(field).not.toMatch(/undefined|^\./);
      }
      const updated = strategy.prepareForUpdate?.(created, created, CONTEXT) ?? created;
      strategy.validateUpdate?.(updated, created, CONTEXT);
      expect(strategy.warnings?.(created, undefined) ?? []).toEqual([]);
    },
  );

  it.each(BUILT_IN_KINDS.map((type) => [type.kind, type] as const))('has a table for a %s', (_, type) => {
    for (const object of [bare(type), type.strategy.defaults?.(bare(type)) ?? bare(type)]) {
      for (const column of type.columns) {
        expect(column.description, column.name).not.toBe('');
        expect(column.cell(object, 0), column.name).not.toBeUndefined();
      }
    }
  });
});
