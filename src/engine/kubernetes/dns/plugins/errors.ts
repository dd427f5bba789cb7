import { typeName } from '../../../packet/dns/message';
import type { Controller } from '../corefile/controller';
import { nameOfRequest, typeOfRequest } from '../message';
import type { Plugin } from '../plugin';
import { onlyOnce } from './once';

interface ErrorsSettings {
  readonly consolidated: readonly { readonly pattern: RegExp; readonly periodUs: number; readonly level: string; readonly text: string; readonly period: string }[]; // prettier-ignore
}

/** The plugin errors: logs what went wrong in the plugins behind it (plugin/errors). */
export const errors: Plugin<ErrorsSettings> = {
  name: 'errors',
  setup: (c) =>
    onlyOnce(c, () => {
      const args = c.remainingArgs();
      if (args.length > 1) throw c.argError();
      if (args.length === 1 && args[0] !== 'stdout') throw c.error(`invalid log file: ${args[0]}`);
      const consolidated: ErrorsSettings['consolidated'][number][] = [];
      while (c.nextBlock()) {
        if (c.word() === 'consolidate') consolidated.push(consolidate(c));
        else if (c.word() !== 'stacktrace') throw c.syntaxError(`Unknown field ${c.word()}`);
      }
      return { consolidated };
    }),
  serve({ consolidated }, request, turn, next) {
    const outcome = next(request);
    const { error } = outcome;
    if (error === undefined) return outcome;
    const index = consolidated.findIndex(({ pattern }) => pattern.test(error));
    if (index >= 0) turn.then(() => turn.count(`errors ${index}`));
    else
      turn.log(
        `[ERROR] plugin/errors: ${outcome.rcode} ${nameOfRequest(request)} ${typeName(typeOfRequest(request))}: ${error}`,
      );
    return outcome;
  },
};

const LEVELS: ReadonlyMap<string, string> = new Map([
  ['warning', 'WARNING'],
  ['error', 'ERROR'],
  ['info', 'INFO'],
  ['debug', 'DEBUG'],
]);

function consolidate(c: Controller): ErrorsSettings['consolidated'][number] {
  const [period = '', text = '', level = 'error', ...more] = c.remainingArgs();
  if (text === '' || more.length > 0) throw c.argError();
  const pattern = c.regex(text);
  if (!pattern) throw c.error(`error parsing regexp: ${text}`);
  const name = LEVELS.get(level);
  if (name === undefined) throw c.error(`unknown log level argument in consolidate: ${level}`);
  return { pattern, periodUs: c.duration(period), level: name, text, period };
}
