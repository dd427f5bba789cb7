import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, isNotFound, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { textAt, type JsonMap } from '../../json/types';
import type { Info } from '../../resources/info';
import { fileFlags, select } from '../../resources/select';
import { dryRun } from '../publish';
import { sendRaw } from '../raw';
import { waitUntilGone } from '../wait/gone';
import { whenDoing } from './create';

const WEEK_MS = 7 * 24 * 3_600_000;
const CASCADES: ReadonlyMap<string, string> = new Map([
  ['true', 'Background'],
  ['background', 'Background'],
  ['false', 'Orphan'],
  ['orphan', 'Orphan'],
  ['foreground', 'Foreground'],
]);

/** `kubectl delete` (pkg/cmd/delete). */
export async function runDelete(k: Invocation): Promise<void> {
  if (await sendRaw(k, 'DELETE')) return;
  const { flags } = k;
  let grace = flags.int('grace-period');
  const force = k.bool('force');
  if (k.bool('now')) {
    if (grace !== -1) throw new CommandError('--now and --grace-period cannot be specified together');
    grace = 1;
  }
  if (grace === 0 && !force) grace = 1;
  if (force && grace < 0) grace = 0;
  const policy = cascade(k);
  const strategy = dryRun(k);
  const all = k.bool('all');
  const selector = k.text('selector');
  const fieldSelector = k.text('field-selector');
  const lenient = flags.changed('ignore-not-found')
    ? k.bool('ignore-not-found')
    : all || selector !== '' || fieldSelector !== '';
  const { explicit } = k.config.namespace();
  const output = k.text('output');
  const selected = select(k, {
    ...fileFlags(k),
    args: k.args,
    selector,
    fieldSelector,
    all,
    allNamespaces: k.bool('all-namespaces'),
    continueOnError: true,
    flatten: true,
    fetch: false,
    ignoreNotFound: lenient,
  });
  const { infos, errors } = await selected;
  if (output !== '' && output !== 'name')
    throw new CommandError(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (all && selector !== '') throw new CommandError('cannot set --all and --selector at the same time');
  if (all && fieldSelector !== '') throw new CommandError('cannot set --all and --field-selector at the same time');
  if (grace === 0 && force)
    k.err(
      'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n',
    );
  else if (grace > 0 && force)
    throw new CommandError('--force and --grace-period greater than 0 cannot be specified together');
  const failures: Error[] = [...errors];
  const deleted: { info: Info; uid: string }[] = [];
  let warn = explicit && !k.bool('all-namespaces');
  for (const info of infos) {
    const { mapping, namespace, name, source } = info;
    if (warn && !mapping.namespaced) {
      k.err('Warning: deleting cluster-scoped resources, not scoped to the provided namespace\n');
      warn = false;
    }
    const line = deletedLine(info, grace === 0, strategy, output === 'name');
    if (strategy === 'client') {
      k.out(line);
      continue;
    }
    const options: JsonMap = {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      ...(grace >= 0 && { gracePeriodSeconds: grace }),
      propagationPolicy: policy,
      ...(strategy === 'server' && { dryRun: ['All'] }),
    };
    try {
      const answer = await k.client.json('DELETE', pathOf(mapping, namespace, name), { body: marshal(options) });
      k.out(line);
      const uid = answer.kind === 'Status' ? textAt(answer, 'details', 'uid') : textAt(answer, 'metadata', 'uid');
      deleted.push({ info, uid });
    } catch (error) {
      if (lenient && isNotFound(error)) continue;
      failures.push(whenDoing(error, 'deleting', source));
    }
  }
  throwAll(failures);
  if (infos.length === 0) {
    k.out('No resources found\n');
    return;
  }
  if (!k.bool('wait') || strategy !== 'none') return;
  const timeoutMs = flags.duration('timeout') || WEEK_MS;
  for (const { info, uid } of deleted) await waitUntilGone(k, info, uid, k.process.world.nowUs + timeoutMs * 1000);
}

function cascade(k: Invocation): string {
  const value = k.text('cascade');
  const policy = CASCADES.get(value);
  if (policy === undefined)
    throw new CommandError(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
  if (value === 'true' || value === 'false')
    k.err(
      `warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${policy.toLowerCase()}.\n`,
    );
  return policy;
}

function deletedLine({ mapping, namespace, name }: Info, forced: boolean, strategy: string, short: boolean): string {
  const kind = `${mapping.kind.toLowerCase()}${mapping.group === '' ? '' : `.${mapping.group}`}`;
  if (short) return `${kind}/${name}\n`;
  const where = mapping.namespaced ? ` from ${namespace} namespace` : '';
  const dry = strategy === 'client' ? ' (dry run)' : strategy === 'server' ? ' (server dry run)' : '';
  return `${kind} "${name}" ${forced ? 'force ' : ''}deleted${where}${dry}\n`;
}
