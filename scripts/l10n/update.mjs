// `node scripts/l10n/update.mjs` (`npm run l10n`): brings l10n/bundle.l10n*.json in line with the l10n.t strings in src/. New Korean entries are
// left empty for a person to fill in (a unit test fails until then); entries nobody uses any more are dropped.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../editor/paths.mjs';
import { localizedStrings } from './strings.mjs';

const texts = [...new Set((await localizedStrings()).map(({ text }) => text))].sort();
const koreanFile = path.join(projectFolder, 'l10n/bundle.l10n.ko.json');
/** @type {Record<string, string>} */
const korean = JSON.parse(await readFile(koreanFile, 'utf8'));

/** @param {string} file @param {(text: string) => string} value */
const write = (file, value) => {
  const bundle = Object.fromEntries(texts.map((text) => [text, value(text)]));
  return writeFile(file, `${JSON.stringify(bundle, null, 2)}\n`);
};
await write(path.join(projectFolder, 'l10n/bundle.l10n.json'), (text) => text);
await write(koreanFile, (text) => korean[text] ?? '');

const missing = texts.filter((text) => !korean[text]);
console.log(`${texts.length} strings, ${missing.length} without Korean`);
for (const text of missing) console.log(`  ${JSON.stringify(text)}`);
