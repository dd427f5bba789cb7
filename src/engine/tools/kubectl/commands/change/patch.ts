import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { equal, type ApiObject, type Json } from '../../json/types';
import { readDocument } from '../../json/yaml-read';
import { applyJsonPatch } from '../../patch/json-patch';
import { mergePatch } from '../../patch/merge-patch';
import { strategicMerge } from '../../patch/strategic';
import { printerFor } from '../../printers/print-flags';
import { fileFlags, select } from '../../resources/select';
import { dryRun } from '../publish';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['json', 'application/json-patch+json'],
  ['merge', 'application/merge-patch+json'],
  ['strategic', 'application/strategic-merge-patch+json'],
]);

/** `kubectl patch` (pkg/cmd/patch). */
export async function runPatch(k: Invocation): Promise<void> {
  const strategy = dryRun(k);
  const text = k.text('patch');
  const file = k.text('patch-file');
  if (text !== '' && file !== '') throw new CommandError('cannot specify --patch and --patch-file together');
  if (text === '' && file === '')
    throw new CommandError('must specify --patch or --patch-file containing the contents of the patch');
  const type = k.text('type').toLowerCase();
  const contentType = TYPES.get(type);
  if (contentType === undefined)
    throw new CommandError(`--type must be one of [json merge strategic], not ${JSON.stringify(k.text('type'))}`);
  const body = file === '' ? text : patchFile(k, file);
  // JSON goes to the server as it is; what is wrong with it is the server's to say.
  const isJson = /^\s*[{[]/.test(body);
  const read = isJson && !k.bool('local') && strategy !== 'client' ? { value: null } : readDocument(body);
  if ('error' in read) throw new CommandError(`unable to parse ${JSON.stringify(body)}: ${read.error}`);
  const local = k.bool('local');
  const { infos, errors } = await select(k, {
    ...fileFlags(k),
    args: k.args,
    continueOnError: true,
    flatten: true,
    local,
    fetch: !local,
    subresource: k.text('subresource'),
  });
  const failures: Error[] = [...errors];
  for (const { mapping, namespace, name, object } of infos) {
    try {
      let patched: ApiObject;
      if (!local && strategy !== 'client')
        patched = await k.client.json('PATCH', pathOf(mapping, namespace, name, k.text('subresource')), {
          body: isJson ? body : marshal(read.value),
          contentType,
          query: { fieldManager: k.text('field-manager'), dryRun: strategy === 'server' ? 'All' : undefined },
        });
      else patched = applied(object, read.value, type, mapping.kind);
      const operation = equal(object, patched) ? 'patched (no change)' : 'patched';
      // The real one forgets to say that it was a dry run.
      printerFor(k, operation).print(patched);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

function patchFile(k: Invocation, path: string): string {
  if (!k.process.files.exists(path))
    throw new CommandError(`unable to read patch file: open ${path}: no such file or directory`);
  return k.process.files.read(path);
}

function applied(object: ApiObject, patch: Json, type: string, kind: string): ApiObject {
  const made =
    type === 'json'
      ? applyJsonPatch(object, patch)
      : type === 'merge'
        ? mergePatch(object, patch)
        : strategicMerge(object, patch, kind);
  return made as ApiObject;
}
