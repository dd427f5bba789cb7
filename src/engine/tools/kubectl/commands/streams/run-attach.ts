import type { Invocation } from '../../invocation';
import { CommandError, isNotFound, StatusError } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { isMap, listAt, mapAt, numberAt, textAt, type ApiObject, type Json } from '../../json/types';
import type { Place } from '../publish';
import { containerOf, session } from './exec';

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
  try {
    const timeoutUs = k.flags.duration('pod-running-timeout') * 1000;
    const started = await until(k, collection, name, timeoutUs, (one) => ready(one) || finished(one));
    if (finished(started)) await showLog(k, collection, started);
    else await attach(k, collection, started);
    if (k.bool('leave-stdin-open') || restart === 'Always') return 0;
    const ended = await until(k, collection, name, timeoutUs, (one) =>
      restart === 'OnFailure' ? textAt(one, 'status', 'phase') === 'Succeeded' : finished(one),
    );
    return statusOf(ended);
  } finally {
    if (remove) await removePod(k, collection, name);
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

async function attach(k: Invocation, collection: string, pod: ApiObject): Promise<void> {
  const container = containerOf(k, pod);
  if (k.bool('tty')) k.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  if (!k.bool('quiet'))
    k.err(
      "All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don't see a command prompt, try pressing enter.\n",
    );
  try {
    await session(
      k,
      pod,
      'attach',
      [
        ['container', container],
        ['stdin', 'true'],
        ['stdout', 'true'],
        ['stderr', 'true'],
      ],
      k.process.stdin,
    );
  } catch (error) {
    if (!(error instanceof StatusError) && !(error instanceof CommandError)) throw error;
    k.err(
      `warning: couldn't attach to pod/${textAt(pod, 'metadata', 'name')}, falling back to streaming logs: ${error.message}\n`,
    );
    await showLog(k, collection, pod);
  }
}

async function showLog(k: Invocation, collection: string, pod: ApiObject): Promise<void> {
  await k.client.stream(
    `${collection}/${textAt(pod, 'metadata', 'name')}/log`,
    { query: { container: containerOf(k, pod), follow: true } },
    (line) => {
      k.out(`${line}\n`);
      return !k.process.signal.aborted;
    },
  );
}

/** The container's exit status is kubectl's. Throws CommandError. */
function statusOf(pod: ApiObject): number {
  const phase = textAt(pod, 'status', 'phase');
  if (phase === 'Succeeded') return 0;
  const name = `${textAt(pod, 'metadata', 'namespace')}/${textAt(pod, 'metadata', 'name')}`;
  const terminated = mapAt(listAt(pod, 'status', 'containerStatuses')[0], 'state', 'terminated');
  const code = numberAt(terminated, 'exitCode');
  if (code === 0) throw new CommandError(`pod ${name} failed with unknown exit code`);
  throw new CommandError(
    `error: pod ${name} terminated (${textAt(terminated, 'reason')})\n${textAt(terminated, 'message')}`.replace(
      /^error: /,
      '',
    ),
    code,
  );
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
