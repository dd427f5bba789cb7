import type { Invocation } from '../../invocation';
import { CommandError, isNotFound, throwAll } from '../../errors/errors';
import { listAt, mapAt, textAt, type ApiObject } from '../../json/types';
import { select } from '../../resources/select';
import { podsOf } from './pods';

/** One container whose log is wanted. */
interface Source {
  readonly pod: ApiObject;
  readonly container: string;
}

/** `kubectl logs` (pkg/cmd/logs). */
export async function runLogs(k: Invocation): Promise<void> {
  const selector = k.text('selector');
  const expected =
    "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";
  if (k.args.length === 0 && selector === '') throw k.usage(expected);
  if (k.args.length > 0 && selector !== '') throw k.usage('only a selector (-l) or a POD name is allowed');
  if (k.args.length > 2) throw k.usage(expected);
  const [name, second] = k.args;
  const container = k.text('container') || (second ?? '');
  const everything = k.bool('all-containers');
  if (everything && container !== '')
    throw new CommandError('--all-containers=true should not be specified with container name');
  const since = k.flags.duration('since');
  const sinceTime = k.text('since-time');
  if (since !== 0 && sinceTime !== '')
    throw new CommandError('at most one of `sinceTime` or `sinceSeconds` may be specified');
  const tail = k.flags.changed('tail') ? k.flags.int('tail') : selector !== '' ? 10 : -1;
  if (tail < -1) throw new CommandError('--tail must be greater than or equal to -1');
  const pods = await podsFor(k, name, selector);
  const sources = pods.flatMap((pod) => sourcesOf(k, pod, container, everything));
  const follow = k.bool('follow');
  const most = k.flags.int('max-log-requests');
  if (follow && sources.length > 1 && sources.length > most)
    throw new CommandError(
      `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${most}, use --max-log-requests to increase the limit`,
    );
  const failures: Error[] = [];
  for (const source of sources) {
    const namespace = textAt(source.pod, 'metadata', 'namespace');
    const pod = textAt(source.pod, 'metadata', 'name');
    const prefix = k.bool('prefix') || k.bool('all-pods') ? `[pod/${pod}/${source.container}] ` : '';
    const query = {
      container: source.container,
      follow: follow || undefined,
      previous: k.bool('previous') || undefined,
      timestamps: k.bool('timestamps') || undefined,
      tailLines: tail >= 0 ? tail : undefined,
      sinceSeconds: since === 0 ? undefined : Math.ceil(since / 1000),
      sinceTime,
      limitBytes: k.flags.int('limit-bytes') || undefined,
    };
    const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log`;
    try {
      if (follow)
        await k.client.stream(path, { query }, (line) => {
          k.out(`${prefix}${line}\n`);
          return !k.process.signal.aborted;
        });
      else {
        const text = await k.client.text('GET', path, { query });
        k.out(prefix === '' ? text : text.replaceAll(/^(?=[^])/gm, prefix));
      }
    } catch (error) {
      if (!(error instanceof Error) || !k.bool('ignore-errors')) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
}

async function podsFor(k: Invocation, name: string | undefined, selector: string): Promise<readonly ApiObject[]> {
  if (selector !== '' || name === undefined) {
    const { infos, errors } = await select(k, { args: ['pods'], selector, flatten: true });
    throwAll(errors);
    if (infos.length === 0) k.err(`No resources found in ${k.namespace} namespace.\n`);
    return infos.map(({ object }) => object);
  }
  const { infos, errors } = await select(k, {
    args: name.includes('/') ? [name] : ['pods', name],
    flatten: true,
    singleType: true,
  });
  const [error] = errors;
  if (error && isNotFound(error) && !name.includes('/'))
    throw new CommandError(
      `error from server (NotFound): pods ${JSON.stringify(name)} not found in namespace ${JSON.stringify(k.namespace)}`,
    );
  throwAll(errors);
  const [info] = infos;
  if (!info) return [];
  if (info.mapping.kind === 'Pod') return [info.object];
  const pods = await podsOf(k, info);
  const [first] = pods;
  if (!first) throw new CommandError(`cannot get the logs from ${info.mapping.kind}: no pods found`);
  if (k.bool('all-pods')) return pods;
  if (pods.length > 1) k.err(`Found ${pods.length} pods, using pod/${textAt(first, 'metadata', 'name')}\n`);
  return [first];
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

function sourcesOf(k: Invocation, pod: ApiObject, container: string, everything: boolean): readonly Source[] {
  const name = textAt(pod, 'metadata', 'name');
  const named = (field: string): readonly string[] => listAt(pod, 'spec', field).map((one) => textAt(one, 'name'));
  const containers = named('containers');
  const init = named('initContainers');
  const ephemeral = named('ephemeralContainers');
  if (everything) return [...init, ...containers, ...ephemeral].map((one) => ({ pod, container: one }));
  if (container !== '') {
    if (![...containers, ...init, ...ephemeral].includes(container))
      throw new CommandError(`container ${container} is not valid for pod ${name}`);
    return [{ pod, container }];
  }
  const annotated = textAt(mapAt(pod, 'metadata', 'annotations'), DEFAULT_CONTAINER);
  if (annotated !== '' && containers.includes(annotated)) return [{ pod, container: annotated }];
  const [first] = containers;
  if (first === undefined) return [];
  if (containers.length > 1 || init.length > 0 || ephemeral.length > 0) {
    const all = [
      containers.join(', '),
      ...(init.length > 0 ? [`${init.join(' (init), ')} (init)`] : []),
      ...(ephemeral.length > 0 ? [`${ephemeral.join(' (ephem), ')} (ephem)`] : []),
    ];
    if (containers.length + init.length + ephemeral.length > 1)
      k.err(`Defaulted container ${JSON.stringify(first)} out of: ${all.join(', ')}\n`);
  }
  return [{ pod, container: first }];
}

/** The whole log of a container, until it ends. */
export async function showLog(k: Invocation, namespace: string, pod: string, container: string): Promise<void> {
  await k.client.stream(
    `/api/v1/namespaces/${namespace}/pods/${pod}/log`,
    { query: { container, follow: true } },
    (line) => {
      k.out(`${line}\n`);
      return !k.process.signal.aborted;
    },
  );
}
