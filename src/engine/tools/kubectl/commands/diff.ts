import type { Invocation } from '../invocation';
import { pathOf } from '../api/mapper';
import { isNotFound, throwAll } from '../errors/errors';
import { describeError } from '../errors/print';
import { marshal } from '../json/go-json';
import { textAt, type ApiObject, type JsonMap } from '../json/types';
import { yamlText } from '../json/yaml-print';
import { threeWayPatch } from '../patch/strategic';
import { withoutManagedFields } from '../printers/print-flags';
import type { Info } from '../resources/info';
import { checkFileFlags, fileFlags, select } from '../resources/select';
import { LAST_APPLIED, withLastApplied } from './publish';

/** `kubectl diff -f`: 0 when nothing differs, 1 when something does, and more when it failed (cmdutil.CheckDiffErr). */
export async function runDiff(k: Invocation): Promise<number> {
  try {
    return await compare(k);
  } catch (error) {
    const said = describeError(error);
    if (!said) throw error;
    k.err(said.text);
    return Math.max(said.status, 2);
  }
}

/** What an apply would change, by diff -u -N between two folders. */
async function compare(k: Invocation): Promise<number> {
  checkFileFlags(k, true);
  const { infos, errors } = await select(k, { ...fileFlags(k), selector: k.text('selector'), flatten: true });
  throwAll(errors);
  const { files } = k.process;
  const id = String(k.process.world.random());
  const [live, merged] = [`/tmp/LIVE-${id}`, `/tmp/MERGED-${id}`];
  files.makeDirectory(live, 0o700);
  files.makeDirectory(merged, 0o700);
  const written: string[] = [];
  for (const info of infos) {
    const { before, after } = await versions(k, info);
    const { mapping, namespace, name } = info;
    const file = `${mapping.group === '' ? '' : `${mapping.group}.`}${mapping.version}.${mapping.kind}.${namespace}.${name}`;
    if (before) {
      files.write(`${live}/${file}`, yamlText(withoutManagedFields(before)));
      written.push(`${live}/${file}`);
    }
    files.write(`${merged}/${file}`, yamlText(withoutManagedFields(after)));
    written.push(`${merged}/${file}`);
  }
  const program = k.process.env.get('KUBECTL_EXTERNAL_DIFF');
  const status = await k.process.exec(
    program === undefined ? ['diff', '-u', '-N', live, merged] : [...program.split(' '), live, merged],
  );
  for (const path of [...written, live, merged]) files.remove(path);
  return status;
}

async function versions(
  k: Invocation,
  { mapping, namespace, name, object }: Info,
): Promise<{ readonly before: ApiObject | undefined; readonly after: ApiObject }> {
  const path = pathOf(mapping, namespace, name);
  const query = { dryRun: 'All', fieldManager: k.text('field-manager') };
  let before: ApiObject;
  try {
    before = await k.client.json('GET', path);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return {
      before: undefined,
      after: await k.client.json('POST', pathOf(mapping, namespace), { body: marshal(object), query }),
    };
  }
  const annotation = textAt(before, 'metadata', 'annotations', LAST_APPLIED);
  const modified = withLastApplied(object, false);
  const patch = threeWayPatch(
    annotation === '' ? {} : (JSON.parse(annotation) as JsonMap),
    modified,
    before,
    mapping.kind,
  );
  const after = await k.client.json('PATCH', path, {
    body: marshal(patch),
    contentType: 'application/strategic-merge-patch+json',
    query,
  });
  return { before, after };
}
