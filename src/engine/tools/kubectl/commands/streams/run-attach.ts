import type { Invocation } from '../../invocation';
import { CommandError, isNotFound, StatusError } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { isMap, listAt, mapAt, numberAt, textAt, type ApiObject, type Json } from '../../json/types';
import type { Place } from '../publish';
import { attach } from './attach';
import { containerOf } from './exec';
import { showLog } from './logs';

export interface AttachOptions {
  readonly remove: boolean;
  readonly restart: string;
  readonly place: Place;
}

/** `kubectl run -i`: creates the Pod, waits until it runs, attaches (or shows its log), and removes it with --rm. */
export async function attachToRun(
  k: Invocation,
  pod: ApiObject,
  { remove, restart, place }: AttachOptions,
): Promise<number> {
  const collection = `${place.root}/namespaces/${k.namespace}/${place.plural}`;
  const made = await k.client.json('POST', collection, {
    body: marshal(pod),
    query: { fieldManager: k.text('field-manager') },
  });
  const name = textAt(made, 'metadata', 'name');
  const namespace = textAt(made, 'metadata', 'namespace');
  const timeoutUs = k.flags.duration('pod-running-timeout') * 1000;
  let handled = false;
  const then = async (now: Invocation): Promise<number> => {
    handled = true;
    let ended = SUCCESS;
    try {
      if (!now.bool('leave-stdin-open') && restart !== 'Always') {
        const pod = await until(now, collection, name, timeoutUs, (one) =>
          restart === 'OnFailure' ? textAt(one, 'status', 'phase') === 'Succeeded' : finished(one),
        );
        ended = endOf(pod);
      }
    } finally {
      if (remove) await removePod(now, collection, name);
    }
    now.err(ended.words);
    return ended.status;
  };
  try {
    const started = await until(k, collection, name, timeoutUs, (one) => ready(one) || finished(one));
    if (!finished(started)) return await attachTo(k, started, then);
    await showLog(k, namespace, name, containerOf(k, started));
    return await then(k);
  } catch (error) {
    if (remove && !handled) await removePod(k, collection, name);
    throw error;
  }
}

function ready(pod: ApiObject): boolean {
  return (
    textAt(pod, 'status', 'phase') === 'Running' &&
    listAt(pod, 'status', 'conditions').some(
      (one) => textAt(one, 'type') === 'Ready' && textAt(one, 'status') === 'True',
    )
  );
}

function finished(pod: ApiObject): boolean {
  return ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase'));
}

/** Waits until a Pod is as wanted. Throws CommandError when the time is over. */
async function until(
  k: Invocation,
  collection: string,
  name: string,
  timeoutUs: number,
  wanted: (pod: ApiObject) => boolean,
): Promise<ApiObject> {
  const deadlineUs = k.process.world.nowUs + timeoutUs;
  for (;;) {
    const now = await k.client.json('GET', `${collection}/${name}`);
    if (wanted(now)) return now;
    let found: ApiObject | undefined;
    const end = await k.client.stream(
      collection,
      {
        query: {
          watch: true,
          fieldSelector: `metadata.name=${name}`,
          resourceVersion: textAt(now, 'metadata', 'resourceVersion'),
        },
        deadlineUs,
      },
      (line) => {
        const event = JSON.parse(line) as Json;
        if (!isMap(event) || event.type === 'BOOKMARK') return true;
        if (event.type === 'DELETED') throw new CommandError(`pods ${JSON.stringify(name)} not found`);
        const pod: ApiObject = mapAt(event, 'object');
        if (wanted(pod)) found = pod;
        return found === undefined;
      },
    );
    if (found) return found;
    if (end.type === 'timeout') throw new CommandError('timed out waiting for the condition');
  }
}

async function attachTo(k: Invocation, pod: ApiObject, then: (k: Invocation) => Promise<number>): Promise<number> {
  const container = containerOf(k, pod);
  const { stdin } = k.process;
  const tty = k.bool('tty');
  if (tty && stdin !== '') k.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  try {
    return await attach(k, pod, { container, stdin, tty, then, fromStart: true });
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    k.err(
      `warning: couldn't attach to pod/${textAt(pod, 'metadata', 'name')}, falling back to streaming logs: ${error.message}\n`,
    );
    await showLog(k, textAt(pod, 'metadata', 'namespace'), textAt(pod, 'metadata', 'name'), container);
    return then(k);
  }
}

interface End {
  readonly status: number;
  /** What kubectl says of it. */
  readonly words: string;
}

const SUCCESS: End = { status: 0, words: '' };

/** The container's exit status is kubectl's. Throws CommandError. */
function endOf(pod: ApiObject): End {
  if (textAt(pod, 'status', 'phase') === 'Succeeded') return SUCCESS;
  const name = `${textAt(pod, 'metadata', 'namespace')}/${textAt(pod, 'metadata', 'name')}`;
  const terminated = mapAt(listAt(pod, 'status', 'containerStatuses')[0], 'state', 'terminated');
  const status = numberAt(terminated, 'exitCode') ?? 0;
  if (status === 0) throw new CommandError(`pod ${name} failed with unknown exit code`);
  const message = textAt(terminated, 'message');
  const words = `pod ${name} terminated (${textAt(terminated, 'reason')})\n${message}`;
  return { status, words: words.endsWith('\n') ? words : `${words}\n` };
}

async function removePod(k: Invocation, collection: string, name: string): Promise<void> {
  try {
    await k.client.json('DELETE', `${collection}/${name}`, {
      body: marshal({ kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' }),
    });
    k.out(`pod "${name}" deleted from ${k.namespace} namespace\n`);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
