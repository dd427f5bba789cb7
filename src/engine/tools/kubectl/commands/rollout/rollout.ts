import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { at, isMap, mapAt, textAt, withAt, type ApiObject, type Json } from '../../json/types';
import { printerFor } from '../../printers/print-flags';
import { LAB_EPOCH_MS } from '../../../../kernel/clock';
import { sendChange } from '../change/mutate';
import { chosen } from './revisions';
import { rolloutStatus } from './status';

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
