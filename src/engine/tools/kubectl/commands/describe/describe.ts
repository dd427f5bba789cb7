import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, isNotFound, StatusError, throwAll } from '../../errors/errors';
import { listAt, textAt, type ApiObject, type Json } from '../../json/types';
import { describeAnything } from '../../describe/kinds/generic';
import { DESCRIBERS, WITHOUT_EVENTS } from '../../describe/kinds';
import { DescribeWriter } from '../../describe/writer';
import type { Info } from '../../resources/info';
import { fileFlags, select } from '../../resources/select';

/** `kubectl describe` (pkg/cmd/describe). */
export async function runDescribe(k: Invocation): Promise<void> {
  const files = fileFlags(k);
  if (k.args.length === 0 && (files.filenames ?? []).length === 0 && (files.kustomize ?? '') === '')
    throw new CommandError(
      'You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  const allNamespaces = k.bool('all-namespaces');
  const { infos, errors } = await select(k, {
    ...files,
    args: k.args,
    selector: k.text('selector'),
    allNamespaces,
    allowEmptySelector: true,
    chunkSize: k.flags.int('chunk-size'),
    continueOnError: true,
    flatten: true,
  });
  const [error] = errors;
  if (error && isNotFound(error) && k.args.length === 2 && infos.length === 0) {
    await describeMatching(k, error, k.args[0] ?? '', k.args[1] ?? '');
    return;
  }
  const failures: Error[] = [...errors];
  let first = true;
  for (const info of infos) {
    try {
      const text = await description(k, info);
      k.out(first ? text : `\n\n${text}`);
      first = false;
    } catch (failed) {
      if (!(failed instanceof StatusError)) throw failed;
      failures.push(failed);
    }
  }
  if (infos.length === 0 && failures.length === 0)
    k.err(allNamespaces ? 'No resources found\n' : `No resources found in ${k.namespace} namespace.\n`);
  throwAll(failures);
}

/** Nothing has that name: what begins with it is meant. */
async function describeMatching(k: Invocation, original: Error, type: string, prefix: string): Promise<void> {
  const { infos, errors } = await select(k, {
    args: [type],
    allowEmptySelector: true,
    flatten: true,
    singleType: true,
  });
  throwAll(errors);
  const matching = infos.filter(({ name }) => name.startsWith(prefix));
  if (matching.length === 0) throw original;
  for (const info of matching) k.out(`${await description(k, info)}\n`);
}

async function description(k: Invocation, { mapping, namespace, name }: Info): Promise<string> {
  const object = await k.client.json('GET', pathOf(mapping, namespace, name));
  const kind = `${mapping.kind}.${mapping.group}`;
  const describe = DESCRIBERS.get(kind) ?? describeAnything;
  const w = new DescribeWriter(k.nowMs);
  const events = k.bool('show-events') && !WITHOUT_EVENTS.has(kind) ? await eventsOf(k, object) : undefined;
  await describe({ k, w, object, events });
  return w.toString();
}

/** Events about an object; undefined when the server does not give them. */
async function eventsOf(k: Invocation, object: ApiObject): Promise<readonly Json[] | undefined> {
  const name = textAt(object, 'metadata', 'name');
  const namespace = textAt(object, 'metadata', 'namespace');
  // A static Pod's kubelet tells of the Pod that it knows by its manifest (pkg/describe: PodDescriber).
  const mirrored = textAt(object, 'metadata', 'annotations', 'kubernetes.io/config.mirror');
  const uid = mirrored === '' ? textAt(object, 'metadata', 'uid') : mirrored;
  const fieldSelector = [
    `involvedObject.name=${name}`,
    `involvedObject.namespace=${namespace}`,
    ...(object.kind === undefined ? [] : [`involvedObject.kind=${object.kind}`]),
    ...(uid === '' ? [] : [`involvedObject.uid=${uid}`]),
  ].join(',');
  const path = namespace === '' ? '/api/v1/events' : `/api/v1/namespaces/${namespace}/events`;
  try {
    return listAt(await k.client.json('GET', path, { query: { fieldSelector, limit: 500 } }), 'items');
  } catch (error) {
    if (error instanceof StatusError) return undefined;
    throw error;
  }
}
