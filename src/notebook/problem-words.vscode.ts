import * as vscode from 'vscode';
import type { LabProblem } from '../engine/lab/definition';
import { shortened, type ProblemFacts } from './format/problem-text';

/** A problem of a notebook file in the editor's language. */
export function problemWords(facts: ProblemFacts): string {
  const { l10n } = vscode;
  switch (facts.code) {
    case 'not-text':
      return l10n.t('This file is not text: byte {0} is not valid UTF-8.', facts.badByte);
    case 'fence-not-closed':
      return l10n.t(
        'This cell is never closed: it runs to the end of the file. Close it with a line of the same marks.',
      );
    case 'backtick-in-attributes':
      return l10n.t(
        'This is prose, not a cell: no backtick may stand behind the three marks. Write the hint without it.',
      );
    case 'front-matter-not-closed':
      return l10n.t('The front matter is never closed: end it with a line ---');
    case 'attribute-unknown':
      return l10n.t(
        '"{0}" is not an attribute of a cell. Possible: {1}',
        shortened(facts.name),
        facts.known.join(', '),
      );
    case 'attribute-value':
      return l10n.t('Write {0}, not {1}', facts.expected, shortened(`${facts.name}=${facts.value}`));
    case 'host-unknown':
      return l10n.t('The lab has no host "{0}". Its hosts: {1}', shortened(facts.host), facts.known.join(', '));
    case 'yaml':
      return l10n.t('The front matter is not valid YAML: {0}', facts.message);
    case 'key-unknown':
      return l10n.t('"{0}" is not a front matter key. Possible: {1}', shortened(facts.key), facts.known.join(', '));
    case 'key-type':
      return facts.key === ''
        ? l10n.t('The front matter must be lines of "key: value".')
        : l10n.t('"{0}" must be: {1}', facts.key, facts.expected);
    case 'lab':
      return labProblemWords(facts.problem);
  }
}

/** A problem of a lab, as a sentence that says where in the lab it is. */
export function labProblemWords({ path, facts }: LabProblem): string {
  const words = labWords(facts);
  return path.length === 0 ? words : `${words} (${path.join('.')})`;
}

function labWords(facts: LabProblem['facts']): string {
  const { l10n } = vscode;
  switch (facts.code) {
    case 'lab-unknown':
      return l10n.t(
        'There is no built-in lab named "{0}". Choose one of {1}, or write the lab\'s hosts.',
        shortened(facts.name),
        facts.known.join(', '),
      );
    case 'lab-wrong-type':
      return l10n.t('Needed here: {0}.', facts.expected);
    case 'lab-missing-key':
      return l10n.t('The key "{0}" is missing.', facts.key);
    case 'lab-unknown-key':
      return l10n.t('"{0}" is not a key of a lab. Possible here: {1}.', shortened(facts.key), facts.known.join(', '));
    case 'lab-bad-value':
      return l10n.t('"{0}" does not fit. Needed: {1}.', shortened(facts.value), facts.expected);
    case 'lab-duplicate':
      return l10n.t('The name "{0}" is used twice ({1}).', facts.name, facts.what);
    case 'lab-no-hosts':
      return l10n.t('A lab needs at least one host.');
    case 'lab-setup-failed':
      return l10n.t('On host {0}, "{1}" failed: {2}', facts.host, shortened(facts.command), facts.output.trim());
  }
}
