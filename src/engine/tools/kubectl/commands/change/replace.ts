import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, isNotFound, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { textAt, withAt, type ApiObject } from '../../json/types';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import { fileFlags, select } from '../../resources/select';
import { whenDoing } from '../manifests/create';
import { dryRun, fieldValidation, LAST_APPLIED, withLastApplied } from '../publish';
import { sendRaw } from '../raw';
import { waitUntilGone } from '../wait/gone';

/** `kubectl replace` (pkg/cmd/replace). */
export async function runReplace(k: Invocation): Promise<void> {
  if (await sendRaw(k, 'PUT')) return;
  const strategy = dryRun(k);
  const force = k.bool('force');
  const printer = printerFor(k, dryRunWords('replaced', strategy));
  if (k.flags.int('grace-period') >= 0 && !force) throw new CommandError('--grace-period must have --force specified');
  if (k.flags.duration('timeout') !== 0 && !force) throw new CommandError('--timeout must have --force specified');
  if (force && strategy !== 'none') throw new CommandError('--dry-run can not be used when --force is set');
  const files = fileFlags(k);
  if ((files.filenames ?? []).length === 0 && (files.kustomize ?? '') === '')
    throw new CommandError('must specify one of -f and -k');
  const query = {
    fieldManager: k.text('field-manager'),
    fieldValidation: fieldValidation(k),
    dryRun: strategy === 'server' ? 'All' : undefined,
  };
  const { infos, errors } = await select(k, {
    ...files,
    continueOnError: true,
    flatten: true,
    validate: fieldValidation(k) !== 'Ignore',
  });
  const failures: Error[] = [...errors];
  for (const info of infos) {
    const { mapping, namespace, name, source } = info;
    const path = pathOf(mapping, namespace, name);
    try {
      if (force) {
        const grace = k.flags.int('grace-period');
        try {
          const gone = await k.client.json('DELETE', path, {
            body: marshal({
              kind: 'DeleteOptions',
              apiVersion: 'v1',
              ...(grace >= 0 && { gracePeriodSeconds: Math.max(grace, 1) }),
              propagationPolicy: 'Background',
            }),
          });
          const where = mapping.namespaced ? ` from ${namespace} namespace` : '';
          k.out(
            `${mapping.kind.toLowerCase()}${mapping.group === '' ? '' : `.${mapping.group}`} "${name}" deleted${where}\n`,
          );
          const uid = gone.kind === 'Status' ? textAt(gone, 'details', 'uid') : textAt(gone, 'metadata', 'uid');
          await waitUntilGone(k, info, uid, k.process.world.nowUs + 300_000_000);
        } catch (error) {
          if (!isNotFound(error)) throw error;
        }
      }
      const prepared = await withAnnotation(k, info.object, force ? undefined : path);
      const object =
        strategy === 'client'
          ? prepared
          : force
            ? await k.client.json('POST', pathOf(mapping, namespace), { body: marshal(prepared), query })
            : await replaceObject(k, path, prepared, query);
      printer.print(object);
    } catch (error) {
      failures.push(whenDoing(error, 'replacing', source));
    }
  }
  throwAll(failures);
  if (infos.length === 0) throw new CommandError('no objects passed to replace');
}

/** A last-applied annotation is kept up to date where there was one. */
async function withAnnotation(k: Invocation, object: ApiObject, path: string | undefined): Promise<ApiObject> {
  if (k.bool('save-config')) return withLastApplied(object, false);
  return textAt(object, 'metadata', 'annotations', LAST_APPLIED) !== '' && path !== undefined
    ? withLastApplied(object, false)
    : object;
}

/** Without a resource version of its own, an object overwrites whatever is there. */
async function replaceObject(
  k: Invocation,
  path: string,
  object: ApiObject,
  query: Readonly<Record<string, string | undefined>>,
): Promise<ApiObject> {
  if (textAt(object, 'metadata', 'resourceVersion') !== '')
    return k.client.json('PUT', path, { body: marshal(object), query });
  const current = await k.client.json('GET', path);
  const version = textAt(current, 'metadata', 'resourceVersion');
  return k.client.json('PUT', path, {
    body: marshal(withAt(object, ['metadata', 'resourceVersion'], version)),
    query,
  });
}
