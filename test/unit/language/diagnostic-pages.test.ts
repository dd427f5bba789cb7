import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIAGNOSTIC_CODES } from '../../../src/language/diagnostics/codes';

const ROOT = path.join(import.meta.dirname, '../../..');
const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');

describe('every diagnostic', () => {
  it.each([...DIAGNOSTIC_CODES.keys()])('%s has a page in English and in Korean', (code) => {
    const [en, ko] = [read(`docs/diagnostics/${code}.md`), read(`docs/diagnostics/ko/${code}.md`)];
    expect(en).toMatch(new RegExp(`^# .+\n\n\`${code}\`\n`));
    expect(en).toMatch(/```/);
    expect(ko).toMatch(/[가-힣]/);
  });

  it('can be set to another severity or switched off in the settings', () => {
    const { contributes } = JSON.parse(read('package.json')) as {
      readonly contributes: {
        readonly configuration: {
          readonly properties: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>>;
        };
      };
    };
    const setting = contributes.configuration.properties['ckaNet.diagnostics.severity'];
    expect(Object.keys(setting?.properties ?? {})).toEqual([...DIAGNOSTIC_CODES.keys()].toSorted());
  });
});
