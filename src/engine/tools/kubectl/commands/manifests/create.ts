import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, StatusError, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import { checkFileFlags, fileFlags, select } from '../../resources/select';
import { recorded } from '../change/record';
import { dryRun, fieldValidation, withLastApplied } from '../publish';
import { sendRaw } from '../raw';

/** What kubectl was doing when the server said no (cmdutil.AddSourceToErr). */
export function whenDoing(error: unknown, verb: string, source: string): Error {
  if (!(error instanceof Error)) throw error;
  if (source === '') return error;
  const words = `error when ${verb} ${JSON.stringify(source)}: ${error.message}`;
  if (error instanceof StatusError) return error.withMessage(words);
  return error instanceof CommandError ? new CommandError(words) : error;
}

/** `kubectl create -f`. */
export async function runCreate(k: Invocation): Promise<void> {
  if (k.args.length > 0) throw k.usage(`Unexpected args: [${k.args.join(' ')}]`);
  if (await sendRaw(k, 'POST')) return;
  checkFileFlags(k, true);
  const strategy = dryRun(k);
  const printer = printerFor(k, dryRunWords('created', strategy));
  const validation = fieldValidation(k);
  const { infos, errors } = await select(k, {
    ...fileFlags(k),
    selector: k.text('selector'),
    continueOnError: true,
    flatten: true,
    validate: fieldValidation(k) !== 'Ignore',
  });
  const failures: Error[] = [...errors];
  for (const { mapping, namespace, object, source } of infos) {
    const saved = recorded(k, k.bool('save-config') ? withLastApplied(object, false) : object);
    if (strategy === 'client') {
      printer.print(saved);
      continue;
    }
    try {
      const made = await k.client.json('POST', pathOf(mapping, namespace), {
        body: marshal(saved),
        query: {
          fieldManager: k.text('field-manager'),
          fieldValidation: validation,
          dryRun: strategy === 'server' ? 'All' : undefined,
        },
      });
      printer.print(made);
    } catch (error) {
      failures.push(whenDoing(error, 'creating', source));
    }
  }
  throwAll(failures);
  if (infos.length === 0) throw new CommandError('no objects passed to create');
}
