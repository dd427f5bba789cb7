import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { at, equal, isMap, listAt, mapAt, numberAt, textAt, withAt, type ApiObject, type Json } from '../../json/types';
import { formatPrinter, printerFor, qualified } from '../../printers/print-flags';
import { aligned } from '../../printers/tab-writer';
import type { Info } from '../../resources/info';
import { fileFlags, select } from '../../resources/select';
import { LAB_EPOCH_MS } from '../../../../kernel/clock';
import { podTemplateText } from '../../describe/pod-template';
import { dryRun } from '../publish';
import { dryRunWords } from '../../printers/print-flags';
import { sendChange } from '../change/mutate';
import { rolloutStatus } from './status';

const REVISION = 'deployment.kubernetes.io/revision';
const CAUSE = 'kubernetes.io/change-cause';

async function chosen(k: Invocation, latest = true): Promise<readonly Info[]> {
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

/** `rollout restart`, `pause` and `resume`: a change of the object's template or spec. */
function changing(
  operation: string,
  what: string,
  change: (k: Invocation, object: ApiObject) => ApiObject | string,
): (k: Invocation) => Promise<void> {
  return async (k) => {
    const infos = await chosen(k);
    const failures: Error[] = [];
    for (const info of infos) {
      try {
        const changed = change(k, info.object);
        if (typeof changed === 'string') {
          failures.push(
            new CommandError(
              `error: ${info.mapping.name}${info.mapping.group === '' ? '' : `.${info.mapping.group}`} ${JSON.stringify(info.name)} ${changed}`,
            ),
          );
          continue;
        }
        const made = await sendChange(k, info, changed, 'none');
        printerFor(k, operation).print(made);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        failures.push(error instanceof CommandError ? error : new CommandError(`failed to patch: ${error.message}`));
      }
    }
    throwAll(failures);
    void what;
  };
}

/** `kubectl rollout restart`. */
export const runRestart = changing('restarted', 'restarting', (k, object) => {
  const { kind = '' } = object;
  if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(kind)) return 'restarting is not supported';
  if (at(object, 'spec', 'paused') === true) return `can't restart paused deployment (run rollout resume first)`;
  const now = new Date(LAB_EPOCH_MS + Math.floor(k.process.world.nowUs / 1000)).toISOString().replace(/\.\d+Z$/, 'Z');
  return withAt(
    object,
    ['spec', 'template', 'metadata', 'annotations', 'kubectl.kubernetes.io/restartedAt'],
    now,
  ) as ApiObject;
});

/** `kubectl rollout pause`. */
export const runPause = changing('paused', 'pausing', (_, object) => {
  if (object.kind !== 'Deployment') return 'pausing is not supported';
  if (at(object, 'spec', 'paused') === true) return 'is already paused';
  return withAt(object, ['spec', 'paused'], true) as ApiObject;
});

/** `kubectl rollout resume`. */
export const runResume = changing('resumed', 'resuming', (_, object) => {
  if (object.kind !== 'Deployment') return 'resuming is not supported';
  if (at(object, 'spec', 'paused') !== true) return 'is not paused';
  return withAt(object, ['spec', 'paused'], undefined) as ApiObject;
});

/** A revision and the template it had. */
interface Revision {
  readonly number: number;
  readonly template: Json;
  readonly cause: string;
  readonly owner: ApiObject;
}

/** What a workload's controller remembers, oldest first. */
async function revisionsOf(k: Invocation, { mapping, namespace, object }: Info): Promise<readonly Revision[]> {
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
    throw new CommandError(
      `no history viewer has been implemented for ${JSON.stringify(mapping.group === '' ? mapping.kind : `${mapping.kind}.${mapping.group}`)}`,
    );
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

/** `kubectl rollout history`. */
export async function runHistory(k: Invocation): Promise<void> {
  const wanted = k.flags.int('revision');
  if (wanted < 0) throw new CommandError(`revision must be a positive integer: ${wanted}`);
  for (const info of await chosen(k)) {
    const revisions = await revisionsOf(k, info);
    const printer = formatPrinter(k);
    if (printer) {
      const one = revisions.find(({ number }) => number === wanted) ?? (wanted === 0 ? revisions.at(-1) : undefined);
      if (!one) throw new CommandError('unable to find the specified revision');
      printer.print(one.owner);
      continue;
    }
    let text = 'No rollout history found.';
    if (wanted > 0) {
      const one = revisions.find(({ number }) => number === wanted);
      if (!one) throw new CommandError('unable to find the specified revision');
      const owner = textAt(one.owner, 'spec', 'template', 'metadata', 'labels', 'pod-template-hash');
      const template =
        owner === '' ? one.template : withAt(one.template, ['metadata', 'labels', 'pod-template-hash'], owner);
      text = podTemplateText(
        one.cause === '' ? template : withAt(template, ['metadata', 'annotations', CAUSE], one.cause),
      );
    } else if (revisions.length > 0)
      text = aligned(
        [
          ['REVISION', 'CHANGE-CAUSE'],
          ...revisions.map(({ number, cause }) => [String(number), cause === '' ? '<none>' : cause]),
        ],
        { minWidth: 0, padding: 2 },
      );
    const words = wanted > 0 ? `with revision #${wanted}` : '';
    k.out(`${qualified(info.object)} ${words}\n${text}\n`);
  }
}

/** `kubectl rollout undo`. */
export async function runUndo(k: Invocation): Promise<void> {
  const wanted = k.flags.int('to-revision');
  const strategy = dryRun(k);
  for (const info of await chosen(k)) {
    const { mapping, name, object } = info;
    if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(mapping.kind))
      throw new CommandError(
        `no rollbacker has been implemented for ${JSON.stringify(mapping.group === '' ? mapping.kind : `${mapping.kind}.${mapping.group}`)}`,
      );
    const revisions = await revisionsOf(k, info);
    if (at(object, 'spec', 'paused') === true)
      throw new CommandError(
        "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
      );
    const target = wanted > 0 ? revisions.find(({ number }) => number === wanted) : revisions.at(-2);
    if (!target) {
      if (wanted > 0) throw new CommandError(`unable to find specified revision ${wanted} in history`);
      throw new CommandError(
        mapping.kind === 'Deployment'
          ? `no rollout history found for deployment ${JSON.stringify(name)}`
          : 'no last revision to roll back to',
      );
    }
    const current = mapAt(object, 'spec', 'template');
    if (equal(current, target.template)) {
      printerFor(k, `skipped rollback (current template already matches revision ${wanted})`).print(object);
      continue;
    }
    if (strategy !== 'client') {
      const annotations = mapAt(object, 'metadata', 'annotations');
      const kept = Object.fromEntries(
        Object.entries(annotations).filter(([key]) =>
          [REVISION, 'kubectl.kubernetes.io/last-applied-configuration'].includes(key),
        ),
      );
      const inherited = Object.fromEntries(
        Object.entries(mapAt(target.owner, 'metadata', 'annotations')).filter(
          ([key]) =>
            ![
              REVISION,
              'kubectl.kubernetes.io/last-applied-configuration',
              'deployment.kubernetes.io/revision-history',
              'deployment.kubernetes.io/desired-replicas',
              'deployment.kubernetes.io/max-replicas',
              'deprecated.deployment.rollback.to',
            ].includes(key),
        ),
      );
      const patch =
        mapping.kind === 'Deployment'
          ? [
              { op: 'replace', path: '/spec/template', value: target.template },
              { op: 'replace', path: '/metadata/annotations', value: { ...inherited, ...kept } },
            ]
          : [{ op: 'replace', path: '/spec/template', value: target.template }];
      await k.client.json('PATCH', pathOf(mapping, info.namespace, name), {
        body: marshal(patch),
        contentType: 'application/json-patch+json',
        query: { dryRun: strategy === 'server' ? 'All' : undefined },
      });
    }
    printerFor(k, dryRunWords('rolled back', strategy)).print(object);
  }
}

/** A little more than the progress deadline of a Deployment. */
const PATIENCE_US = 660_000_000;

/** `kubectl rollout status`. */
export async function runStatus(k: Invocation): Promise<void> {
  const revision = k.flags.int('revision');
  if (k.args.length === 0 && k.flags.list('filename').length === 0)
    throw new CommandError('required resource not specified');
  if (revision < 0) throw new CommandError(`revision must be a positive integer: ${revision}`);
  const timeoutMs = k.flags.duration('timeout');
  const deadlineUs = timeoutMs === 0 ? undefined : k.process.world.nowUs + timeoutMs * 1000;
  for (const { mapping, namespace, name } of await chosen(k)) {
    let done = false;
    const show = (object: ApiObject): boolean => {
      const { text, finished } = rolloutStatus(object, revision);
      k.out(text);
      done = finished || !k.bool('watch');
      return done;
    };
    const first = await k.client.json('GET', pathOf(mapping, namespace, name));
    if (show(first)) continue;
    let version = textAt(first, 'metadata', 'resourceVersion');
    let last = '';
    // Who waits without an end waits in virtual time for what a rollout may take; after that at the reader's pace, until he has had enough.
    let untilUs = deadlineUs ?? k.process.world.nowUs + PATIENCE_US;
    while (!done) {
      const end = await k.client.stream(
        pathOf(mapping, namespace),
        {
          query: { watch: true, fieldSelector: `metadata.name=${name}`, resourceVersion: version },
          deadlineUs: untilUs,
        },
        (line) => {
          const event = JSON.parse(line) as Json;
          if (!isMap(event) || event.type === 'BOOKMARK') return true;
          if (event.type === 'DELETED') throw new CommandError('object has been deleted');
          const object = mapAt(event, 'object');
          version = textAt(object, 'metadata', 'resourceVersion');
          const text = marshal(object);
          if (text === last) return true;
          last = text;
          return !show(object);
        },
      );
      if (k.process.signal.aborted) return;
      if (end.type !== 'timeout') continue;
      if (deadlineUs !== undefined) throw new CommandError('timed out waiting for the condition');
      untilUs = Infinity;
    }
  }
}
