import type { Invocation } from '../invocation';
import { CommandError, throwAll } from '../errors/errors';
import { marshalIndent } from '../json/go-json';
import { textAt, type Json } from '../json/types';
import { yamlText } from '../json/yaml-print';
import { fileFlags, select } from '../resources/select';
import { LAST_APPLIED } from './publish';

/** `kubectl apply view-last-applied`. */
export async function viewLastApplied(k: Invocation): Promise<void> {
  const output = k.text('output');
  if (output !== 'yaml' && output !== 'json')
    throw k.usage(`Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`);
  const { infos, errors } = await select(k, {
    ...fileFlags(k),
    args: k.args,
    selector: k.text('selector'),
    all: k.bool('all'),
    latest: true,
    flatten: true,
  });
  throwAll(errors);
  for (const { object, name } of infos) {
    const text = textAt(object, 'metadata', 'annotations', LAST_APPLIED);
    if (text === '') throw new CommandError(`no last-applied-configuration annotation found on resource: ${name}`);
    const value = JSON.parse(text) as Json;
    k.out(output === 'json' ? `${marshalIndent(value, true, '  ')}\n` : yamlText(value));
  }
}
