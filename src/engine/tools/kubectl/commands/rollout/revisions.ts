import type { Invocation } from '../../invocation';
import { CommandError, throwAll } from '../../errors/errors';
import { listAt, mapAt, numberAt, textAt, withAt, type ApiObject, type Json } from '../../json/types';
import type { Info } from '../../resources/info';
import { fileFlags, select } from '../../resources/select';

export const REVISION = 'deployment.kubernetes.io/revision';
export const CAUSE = 'kubernetes.io/change-cause';

/** The workloads that a command of `kubectl rollout` is about. */
export async function chosen(k: Invocation, latest = true): Promise<readonly Info[]> {
  const files = fileFlags(k);
  if (k.args.length === 0 && (files.filenames ?? []).length === 0 && (files.kustomize ?? '') === '')
    throw new CommandError('required resource not specified');
  const { infos, errors } = await select(k, {
    ...files,
    args: k.args,
    selector: k.flags.has('selector') ? k.text('selector') : '',
    allowEmptySelector: true,
    continueOnError: true,
    latest,
    flatten: true,
  });
  throwAll(errors);
  if (infos.length === 0) k.err(`No resources found in ${k.namespace} namespace.\n`);
  return infos;
}

/** Does the same to each, and tells all that went wrong at the end (ContinueOnError). */
export async function forEach(infos: readonly Info[], act: (info: Info) => Promise<void>): Promise<void> {
  const failures: Error[] = [];
  for (const info of infos) {
    try {
      await act(info);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

/** `ReplicaSet.apps`, as errors name a kind. */
export function kindText({ mapping }: Info): string {
  return JSON.stringify(mapping.group === '' ? mapping.kind : `${mapping.kind}.${mapping.group}`);
}

/** A revision and the template it had. */
export interface Revision {
  readonly number: number;
  readonly template: Json;
  readonly cause: string;
  readonly owner: ApiObject;
}

/** What a workload's controller remembers, oldest first. */
export async function revisionsOf(k: Invocation, info: Info): Promise<readonly Revision[]> {
  const { mapping, namespace, object } = info;
  const uid = textAt(object, 'metadata', 'uid');
  const owned = (item: Json): boolean =>
    listAt(item, 'metadata', 'ownerReferences').some((owner) => textAt(owner, 'uid') === uid);
  if (mapping.kind === 'Deployment') {
    const list = await k.client.json('GET', `/apis/apps/v1/namespaces/${namespace}/replicasets`, {
      query: { labelSelector: selectorText(object) },
    });
    return listAt(list, 'items')
      .filter(owned)
      .map((item) => ({
        number: Number(textAt(item, 'metadata', 'annotations', REVISION)),
        template: withoutHash(mapAt(item, 'spec', 'template')),
        cause: textAt(item, 'metadata', 'annotations', CAUSE),
        owner: mapAt(item),
      }))
      .sort((a, b) => a.number - b.number);
  }
  if (!['DaemonSet', 'StatefulSet'].includes(mapping.kind))
    throw new CommandError(`no history viewer has been implemented for ${kindText(info)}`);
  const list = await k.client.json('GET', `/apis/apps/v1/namespaces/${namespace}/controllerrevisions`, {
    query: { labelSelector: selectorText(object) },
  });
  return listAt(list, 'items')
    .filter(owned)
    .map((item) => ({
      number: numberAt(item, 'revision'),
      template: mapAt(item, 'data', 'spec', 'template'),
      cause: textAt(item, 'metadata', 'annotations', CAUSE),
      owner: mapAt(item),
    }))
    .sort((a, b) => a.number - b.number);
}

function withoutHash(template: Json): Json {
  const labels = mapAt(template, 'metadata', 'labels');
  const { 'pod-template-hash': _, ...rest } = labels;
  return withAt(template, ['metadata', 'labels'], rest);
}

function selectorText(object: ApiObject): string {
  return Object.entries(mapAt(object, 'spec', 'selector', 'matchLabels'))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : ''}`)
    .sort()
    .join(',');
}
