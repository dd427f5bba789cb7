import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { projectFolder } from '../editor/paths.mjs';

/**
 * @typedef {object} LocalizedString
 * @property {string} text the English text, which is also the key in l10n/bundle.l10n.*.json
 * @property {string} place file:line
 */

/**
 * Every `l10n.t(…)` of src/, in file order.
 * @returns {Promise<LocalizedString[]>}
 * @throws {Error} when a call's text is not a literal: it could not be looked up in a bundle
 */
export async function localizedStrings() {
  const source = path.join(projectFolder, 'src');
  const names = (await readdir(source, { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(path.join(source, name), 'utf8') })),
  );
  return files.flatMap(({ name, text }) => localizedStringsIn(`src/${name}`, text));
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {LocalizedString[]}
 */
export function localizedStringsIn(name, text) {
  if (!text.includes('l10n')) return [];
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  /** @type {LocalizedString[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText(file))) {
      const place = `${name}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
      const message = messageOf(node.arguments[0]);
      if (message === undefined) throw new Error(`${place}: the text of l10n.t must be a literal`);
      found.push({ text: message, place });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** `l10n.t('…')` or `l10n.t({ message: '…' })`. @param {ts.Node | undefined} argument */
function messageOf(argument) {
  if (argument && ts.isStringLiteralLike(argument)) return argument.text;
  if (!argument || !ts.isObjectLiteralExpression(argument)) return undefined;
  for (const property of argument.properties) {
    if (ts.isPropertyAssignment(property) && property.name.getText() === 'message')
      return messageOf(property.initializer);
  }
  return undefined;
}
