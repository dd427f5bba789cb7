import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../../scripts/editor/paths.mjs';
import { localizedStrings, localizedStringsIn } from '../../../scripts/l10n/strings.mjs';

const bundle = (name: string) =>
  JSON.parse(readFileSync(path.join(projectFolder, name), 'utf8')) as Record<string, string>;
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the words a user reads', () => {
  it('all have Korean, with the same placeholders (npm run l10n lists what lacks)', async () => {
    const korean = bundle('l10n/bundle.l10n.ko.json');
    const problems = (await localizedStrings()).flatMap(({ text, place }) => {
      const translated = korean[text];
      if (!translated) return [`${place}: no Korean for ${JSON.stringify(text)}`];
      const same = JSON.stringify(placeholders(translated)) === JSON.stringify(placeholders(text));
      return same ? [] : [`${place}: other placeholders in the Korean of ${JSON.stringify(text)}`];
    });
    expect(problems).toEqual([]);
  });

  it('have no leftovers in the bundles', async () => {
    const used = [...new Set((await localizedStrings()).map(({ text }) => text))].sort();
    expect(Object.keys(bundle('l10n/bundle.l10n.ko.json')).sort()).toEqual(used);
    expect(Object.keys(bundle('l10n/bundle.l10n.json')).sort()).toEqual(used);
  });

  it('are found in a call, and must be literals', () => {
    const source = "import { l10n } from 'vscode';\nl10n.t('Hello {0}', name);\nvscode.l10n.t({ message: 'Bye' });";
    expect(localizedStringsIn('a.ts', source)).toEqual([
      { text: 'Hello {0}', place: 'a.ts:2' },
      { text: 'Bye', place: 'a.ts:3' },
    ]);
    expect(() => localizedStringsIn('a.ts', 'l10n.t(words)')).toThrow('a.ts:1: the text of l10n.t must be a literal');
  });
});
