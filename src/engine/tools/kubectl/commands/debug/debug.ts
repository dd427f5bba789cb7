import { CommandError, StatusError, throwAll } from '../../errors/errors';
import type { Invocation } from '../../invocation';
import { marshal } from '../../json/go-json';
import { isMap, listAt, mapAt, textAt, withAt, type ApiObject, type Json, type JsonMap } from '../../json/types';
import { strategicMerge } from '../../patch/strategic';
import { select } from '../../resources/select';
import { attach } from '../streams/attach';
import { showLog } from '../streams/logs';
import { debugOptions, type DebugOptions } from './options';
import { applyProfile, changeContainer } from './profiles';

/** A Pod and its container to be attached to; '' when there is none. */
interface Debugged {
  readonly pod: ApiObject;
  readonly container: string;
}

/** `kubectl debug` (pkg/cmd/debug). */
export async function runDebug(k: Invocation): Promise<number> {
  const options = debugOptions(k);
  const files = k.flags.list('filename');
  const { targets } = options;
  const tuples = targets.some((target) => target.includes('/'));
  const { infos, errors } = await select(k, {
    ...(files.length > 0
      ? { filenames: files, latest: true }
      : { args: tuples ? targets.map((one) => (one.includes('/') ? one : `pods/${one}`)) : ['pods', ...targets] }),
    flatten: true,
  });
  throwAll(errors);
  let status = 0;
  for (const { object, mapping } of infos) {
    const target = { ...object, kind: mapping.kind };
    const debugged = await debug(k, options, target, mapping);
    if (options.attach && debugged.container !== '') status = await attachWhenRunning(k, debugged);
  }
  return status;
}

async function debug(
  k: Invocation,
  options: DebugOptions,
  target: ApiObject,
  { group, version }: { readonly group: string; readonly version: string },
): Promise<Debugged> {
  if (target.kind === 'Node') return debugNode(k, options, textAt(target, 'metadata', 'name'));
  if (target.kind === 'Pod')
    return options.copyTo === '' ? debugInPlace(k, options, target) : debugCopy(k, options, target);
  throw new CommandError(
    `"${group === '' ? '' : `${group}/`}${version}, Kind=${target.kind ?? ''}" not supported by debug`,
  );
}

/** rand.String: letters and digits that make no words. */
function suffix(k: Invocation): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  return Array.from({ length: 5 }, () => letters.charAt(k.process.world.random() % letters.length)).join('');
}

function debugContainerName(k: Invocation, { container }: DebugOptions): string {
  if (container !== '') return container;
  const name = `debugger-${suffix(k)}`;
  if (!k.bool('quiet')) k.out(`Defaulting debug container name to ${name}.\n`);
  return name;
}

/** The fields that a new debug container has in every case. */
function debugContainer(k: Invocation, options: DebugOptions, name: string): JsonMap {
  const pull = k.text('image-pull-policy');
  const { command, env, image } = options;
  return {
    name,
    image,
    ...(command.length > 0 && { [k.bool('arguments-only') ? 'args' : 'command']: command }),
    ...(env.length > 0 && { env }),
    ...(pull !== '' && { imagePullPolicy: pull }),
    ...(k.bool('stdin') && { stdin: true }),
    ...(k.bool('tty') && { tty: true }),
    terminationMessagePolicy: 'File',
  };
}

function withCustom(pod: ApiObject, name: string, { custom }: DebugOptions): ApiObject {
  return custom === undefined
    ? pod
    : changeContainer(pod, name, (container) => strategicMerge(container, custom, 'Pod') as JsonMap);
}

/** An ephemeral container in the Pod itself. */
async function debugInPlace(k: Invocation, options: DebugOptions, pod: ApiObject): Promise<Debugged> {
  const name = debugContainerName(k, options);
  const target = k.text('target');
  const added = {
    ...debugContainer(k, options, name),
    resources: {},
    ...(target !== '' && { targetContainerName: target }),
  };
  const list = [...listAt(pod, 'spec', 'ephemeralContainers'), added];
  const whole = withAt(pod, ['spec', 'ephemeralContainers'], list) as ApiObject;
  const changed = withCustom(applyProfile(options.profile, 'ephemeral', whole, name, options.kept), name, options);
  warnOfUser(k, changed, name);
  const own = listAt(changed, 'spec', 'ephemeralContainers').at(-1) ?? {};
  const path = `/api/v1/namespaces/${textAt(pod, 'metadata', 'namespace')}/pods/${textAt(pod, 'metadata', 'name')}/ephemeralcontainers`;
  const patched = await k.client.json('PATCH', path, {
    contentType: 'application/strategic-merge-patch+json',
    body: marshal({
      spec: {
        '$setElementOrder/ephemeralContainers': list.map((one) => ({ name: textAt(one, 'name') })),
        ephemeralContainers: [own],
      },
    }),
  });
  return { pod: patched, container: name };
}

/** A Pod on the node, in its namespaces, with its files under /host. */
async function debugNode(k: Invocation, options: DebugOptions, node: string): Promise<Debugged> {
  const container = options.container === '' ? 'debugger' : options.container;
  const name = `node-debugger-${node}-${suffix(k)}`;
  if (!k.bool('quiet')) k.out(`Creating debugging pod ${name} with container ${container} on node ${node}.\n`);
  const pod: ApiObject = {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'kubectl-debug' } },
    spec: {
      containers: [debugContainer(k, options, container)],
      nodeName: node,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
    },
  };
  const applied = withCustom(applyProfile(options.profile, 'node', pod, container, options.kept), container, options);
  const made = await k.client.json('POST', `/api/v1/namespaces/${k.namespace}/pods`, { body: marshal(applied) });
  return { pod: made, container };
}

/** A copy of the Pod with another container, or a changed one. */
async function debugCopy(k: Invocation, options: DebugOptions, pod: ApiObject): Promise<Debugged> {
  const namespace = textAt(pod, 'metadata', 'namespace');
  const { copied, container } = copyOf(k, options, pod);
  warnOfUser(k, copied, container);
  const made = await k.client.json('POST', `/api/v1/namespaces/${namespace}/pods`, { body: marshal(copied) });
  if (k.bool('replace'))
    await k.client.json('DELETE', `/api/v1/namespaces/${namespace}/pods/${textAt(pod, 'metadata', 'name')}`, {
      body: marshal({ kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 }),
    });
  return { pod: made, container };
}

function copyOf(
  k: Invocation,
  options: DebugOptions,
  pod: ApiObject,
): { readonly copied: ApiObject; readonly container: string } {
  const { image, setImages, command, env } = options;
  const spec: Record<string, Json> = { ...(mapAt(pod, 'spec') as Record<string, Json>) };
  delete spec['ephemeralContainers'];
  if (k.flags.changed('share-processes')) spec['shareProcessNamespace'] = k.bool('share-processes');
  if (!k.bool('same-node')) delete spec['nodeName'];
  const containers = listAt(pod, 'spec', 'containers').map((one): JsonMap => {
    const override = setImages.get(textAt(one, 'name')) ?? setImages.get('*');
    return { ...mapAt(one), ...(override !== undefined && override !== '' && { image: override }) };
  });
  const { labels, annotations } = pod.metadata ?? {};
  const copied = (list: readonly JsonMap[]): ApiObject => ({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name: options.copyTo,
      namespace: textAt(pod, 'metadata', 'namespace'),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    spec: { ...spec, containers: list },
  });
  const known = containers.some((one) => textAt(one, 'name') === options.container);
  if (!known && image === '') {
    if (setImages.size > 0) return { copied: copied(containers), container: '' };
    throw new CommandError('you must specify image when creating new container');
  }
  const name = known ? options.container : debugContainerName(k, options);
  const pull = k.text('image-pull-policy');
  const list = known ? containers : [...containers, { name, terminationMessagePolicy: 'File' }];
  const changed = changeContainer(copied(list), name, (container) => {
    const next: Record<string, Json> = { ...(container as Record<string, Json>) };
    if (command.length > 0 && k.bool('arguments-only')) next['args'] = [...command];
    else if (command.length > 0) {
      next['command'] = [...command];
      delete next['args'];
    }
    if (env.length > 0) next['env'] = [...env];
    if (image !== '') next['image'] = image;
    if (pull !== '') next['imagePullPolicy'] = pull;
    for (const field of ['stdin', 'tty'] as const) {
      delete next[field];
      if (k.bool(field)) next[field] = true;
    }
    return next;
  });
  const applied = applyProfile(options.profile, 'copy', changed, name, options.kept);
  return { copied: withCustom(applied, name, options), container: name };
}

/** That a Pod's user cannot use what its debug container is granted (kubernetes/kubectl issue 1650). */
function warnOfUser(k: Invocation, pod: ApiObject, name: string): void {
  const user = mapAt(pod, 'spec', 'securityContext').runAsUser;
  if (user === undefined || user === 0) return;
  const all = ['containers', 'ephemeralContainers'].flatMap((field) => listAt(pod, 'spec', field));
  const context = mapAt(
    all.find((one) => textAt(one, 'name') === name),
    'securityContext',
  );
  if (context.runAsUser === 0) return;
  if (context.privileged !== true && listAt(context, 'capabilities', 'add').length === 0) return;
  k.err(
    'Warning: Non-root user is configured for the entire target Pod, and some capabilities granted by debug profile may not work. Please consider using "--custom" with a custom profile that specifies "securityContext.runAsUser: 0".\n',
  );
}

/** handleAttachPod: waits until the container runs, and attaches; one that has ended shows its log. */
async function attachWhenRunning(k: Invocation, { pod, container }: Debugged): Promise<number> {
  const namespace = textAt(pod, 'metadata', 'namespace');
  const name = textAt(pod, 'metadata', 'name');
  const running = await untilStarted(k, namespace, name, container);
  if (running.ended) {
    await showLog(k, namespace, name, container);
    return 0;
  }
  try {
    return await attach(k, running.pod, {
      fromStart: true,
      container,
      stdin: k.bool('stdin') ? k.process.stdin : undefined,
      tty: k.bool('tty'),
      then: () => Promise.resolve(0),
    });
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    k.err(`warning: couldn't attach to pod/${name}, falling back to streaming logs: ${error.message}\n`);
    await showLog(k, namespace, name, container);
    return 0;
  }
}

function stateOf(pod: ApiObject, name: string): JsonMap {
  const statuses = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'];
  const found = statuses
    .flatMap((field) => listAt(pod, 'status', field))
    .find((status) => textAt(status, 'name') === name);
  return mapAt(found, 'state');
}

async function untilStarted(
  k: Invocation,
  namespace: string,
  name: string,
  container: string,
): Promise<{ readonly pod: ApiObject; readonly ended: boolean }> {
  let told = '';
  const look = (pod: ApiObject): { readonly pod: ApiObject; readonly ended: boolean } | undefined => {
    const state = stateOf(pod, container);
    if (isMap(state.terminated)) return { pod, ended: true };
    if (isMap(state.running)) return { pod, ended: false };
    const message = textAt(state, 'waiting', 'message');
    if (message !== '' && message !== told && !k.bool('quiet')) k.err(`Warning: container ${container}: ${message}\n`);
    told = message;
    return undefined;
  };
  const now = await k.client.json('GET', `/api/v1/namespaces/${namespace}/pods/${name}`);
  let found = look(now);
  if (!found)
    await k.client.stream(
      `/api/v1/namespaces/${namespace}/pods`,
      {
        query: {
          watch: true,
          fieldSelector: `metadata.name=${name}`,
          resourceVersion: textAt(now, 'metadata', 'resourceVersion'),
        },
      },
      (line) => {
        const event = JSON.parse(line) as Json;
        if (!isMap(event) || event.type === 'BOOKMARK') return true;
        if (event.type === 'DELETED') throw new CommandError('pods "" not found');
        found = look(mapAt(event, 'object'));
        return found === undefined;
      },
    );
  if (!found) throw new CommandError('timed out waiting for the condition');
  return found;
}
