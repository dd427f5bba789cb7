import type { Invocation } from '../invocation';
import { pathOf } from '../api/mapper';
import { CommandError, StatusError, throwAll } from '../errors/errors';
import { marshalIndent } from '../json/go-json';
import { equal, isMap, textAt, type ApiObject } from '../json/types';
import { readDocument } from '../json/yaml-read';
import { yamlText } from '../json/yaml-print';
import { printerFor, withoutManagedFields } from '../printers/print-flags';
import type { Info } from '../resources/info';
import { fileFlags, select } from '../resources/select';
import { sendChange } from './change/mutate';
import { recorded } from './change/record';

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;
const ATTEMPTS = 10;

/** `kubectl edit` (pkg/cmd/util/editor): one object after the other through $KUBE_EDITOR, $EDITOR or vi. */
export async function runEdit(k: Invocation): Promise<void> {
  const { infos, errors } = await select(k, {
    ...fileFlags(k),
    args: k.args,
    continueOnError: true,
    latest: true,
    flatten: true,
    subresource: k.text('subresource'),
  });
  throwAll(errors);
  if (infos.length === 0) {
    k.err('edit cancelled, no objects found\n');
    throw new CommandError('edit cancelled, no objects found');
  }
  const failures: Error[] = [];
  for (const info of infos) {
    try {
      await editOne(k, info);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

async function editOne(k: Invocation, info: Info): Promise<void> {
  const { mapping, namespace, name } = info;
  const json = k.text('output') === 'json';
  const original = withoutManagedFields(info.object);
  const body = json ? `${marshalIndent(original)}\n` : yamlText(original);
  let text = HEADER + body;
  let complaint = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const path = `/tmp/kubectl-edit-${randomName(k)}.${json ? 'json' : 'yaml'}`;
    k.process.files.write(path, text, 0o600);
    const status = await openEditor(k, path);
    if (status !== 0)
      throw new CommandError(
        `there was a problem with the editor ${JSON.stringify(shellEditor(k) ? `/bin/bash -c ${editorOf(k)}` : editorOf(k))}`,
      );
    const edited = k.process.files.read(path);
    if (stripped(edited) === stripped(text)) {
      if (complaint !== '') {
        k.err(`error: Edit cancelled, no valid changes were saved.\n`.replace(/^error: /, ''));
        throw new CommandError('Edit cancelled, no valid changes were saved.');
      }
      k.process.files.remove(path);
      k.err('Edit cancelled, no changes made.\n');
      return;
    }
    if (stripped(edited).trim() === '') {
      k.process.files.remove(path);
      k.err('Edit cancelled, saved file was empty.\n');
      return;
    }
    const read = readDocument(edited);
    if ('error' in read || !isMap(read.value)) {
      complaint = 'error' in read ? read.error : 'not an object';
      text = `${HEADER.replace(/#\n$/, '')}#\n# The edited file had a syntax error: error parsing edited-file: error converting YAML to JSON: ${complaint}\n#\n${stripped(edited)}`;
      k.err(`error: the edited file failed to parse\n`);
      continue;
    }
    const changed: ApiObject = read.value;
    if (equal(changed, original)) {
      k.process.files.remove(path);
      k.err('Edit cancelled, no changes made.\n');
      return;
    }
    if (textAt(changed, 'metadata', 'name') !== name)
      throw new CommandError('At least one of apiVersion, kind and name was changed');
    try {
      const made = await sendChange(k, { ...info, object: original }, recorded(k, changed), 'none');
      printerFor(k, 'edited').print(made);
      k.process.files.remove(path);
      return;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      complaint = error.message;
      const { details } = error.apiStatus;
      const causes = details?.causes ?? [];
      const kind = `${mapping.name}${mapping.group === '' ? '' : `.${mapping.group}`}`;
      k.err(
        causes.length > 0
          ? `error: ${kind} ${JSON.stringify(name)} is invalid\n`
          : `error: ${kind} ${JSON.stringify(name)} could not be patched: ${error.message}\n`,
      );
      if (causes.length === 0) k.err('You can run `kubectl replace -f ' + path + '` to try this update again.\n');
      const lines = causes.map((cause) => `# * ${cause.field ?? ''}: ${cause.message ?? ''}\n`).join('');
      text = `${HEADER}# ${kind} ${JSON.stringify(name)} was not valid:\n${lines}#\n${stripped(edited)}`;
      void pathOf(mapping, namespace, name);
    }
  }
  throw new CommandError('Edit cancelled, no valid changes were saved.');
}

/** Lines that begin with # are not part of the object. */
function stripped(text: string): string {
  return text.replaceAll(/^#.*\n?/gm, '');
}

function editorOf(k: Invocation): string {
  return k.process.env.get('KUBE_EDITOR') || k.process.env.get('EDITOR') || 'vi';
}

/** An editor with arguments in quotes or escapes needs a shell. */
function shellEditor(k: Invocation): boolean {
  return /["'\\\s]/.test(editorOf(k));
}

function openEditor(k: Invocation, path: string): Promise<number> {
  const editor = editorOf(k);
  // An editor with arguments is run by a shell, as kubectl does.
  if (shellEditor(k)) return k.process.exec(['bash', '-c', `${editor} ${path}`]);
  return k.process.exec([editor, path]);
}

function randomName(k: Invocation): string {
  return String(k.process.world.random());
}
