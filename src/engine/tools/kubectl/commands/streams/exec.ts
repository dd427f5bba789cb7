import type { Invocation } from '../../invocation';
import { CommandError, throwAll } from '../../errors/errors';
import { isMap, listAt, mapAt, numberAt, textAt, type ApiObject, type Json } from '../../json/types';
import { select } from '../../resources/select';
import { podsOf } from './pods';

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** `kubectl exec` (pkg/cmd/exec). */
export async function runExec(k: Invocation): Promise<number> {
  const { args, dashAt } = k;
  const files = k.flags.list('filename');
  const before = dashAt < 0 ? args : args.slice(0, dashAt);
  if (before.length === 0 && files.length === 0)
    throw new CommandError('pod, type/name or --filename must be specified');
  const command = dashAt < 0 ? args.slice(1) : args.slice(dashAt);
  if (dashAt < 0 && args.length > 1)
    throw k.usage('exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
  if (command.length === 0) throw new CommandError('you must specify at least one command for the container');
  const pod = await podFor(k, before[0] ?? '', files);
  const phase = textAt(pod, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  const container = containerOf(k, pod);
  const stdin = k.bool('stdin');
  const query: (readonly [string, string])[] = [
    ...command.map((word): readonly [string, string] => ['command', word]),
    ['container', container],
    ...(stdin ? [['stdin', 'true'] as const] : []),
    ['stdout', 'true'],
    ['stderr', 'true'],
  ];
  const types = stdin && k.process.stdin === '' && shellToType(query) !== undefined;
  if (k.bool('tty') && !types) k.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  return session(k, pod, query, stdin ? k.process.stdin : undefined);
}

/** A Pod by its name, by TYPE/NAME, or from a file. */
export async function podFor(k: Invocation, name: string, files: readonly string[] = []): Promise<ApiObject> {
  const { infos, errors } = await select(k, {
    ...(files.length > 0 ? { filenames: files, latest: true } : { args: name.includes('/') ? [name] : ['pods', name] }),
    flatten: true,
  });
  throwAll(errors);
  const [info] = infos;
  if (!info) throw new CommandError('pod, type/name or --filename must be specified');
  if (info.mapping.kind === 'Pod') return info.object;
  const [first] = await podsOf(k, info);
  if (!first) throw new CommandError(`cannot attach to *v1.${info.mapping.kind}: no pods found`);
  return first;
}

/** -c, or the container that kubectl chooses and says so (pkg/cmd/util/podcmd). */
export function containerOf(k: Invocation, pod: ApiObject, tell = (text: string): void => k.err(text)): string {
  const wanted = k.text('container');
  if (wanted !== '') return wanted;
  const named = (field: string): readonly string[] => listAt(pod, 'spec', field).map((one) => textAt(one, 'name'));
  const containers = named('containers');
  const all = containersOf(pod);
  const annotated = textAt(mapAt(pod, 'metadata', 'annotations'), DEFAULT_CONTAINER);
  if (annotated !== '' && all.includes(annotated)) return annotated;
  const [first = ''] = containers;
  if (all.length > 1 && !(k.flags.has('quiet') && k.bool('quiet'))) {
    const words = [
      ...containers,
      ...named('initContainers').map((one) => `${one} (init)`),
      ...named('ephemeralContainers').map((one) => `${one} (ephem)`),
    ];
    tell(`Defaulted container ${JSON.stringify(first)} out of: ${words.join(', ')}\n`);
  }
  return first;
}

/** The names of all containers of a Pod. */
export function containersOf(pod: ApiObject): readonly string[] {
  return ['containers', 'initContainers', 'ephemeralContainers']
    .flatMap((field) => listAt(pod, 'spec', field))
    .map((one) => textAt(one, 'name'));
}

/** Runs a session of channels to its end: 0 input, 1 output, 2 errors, 3 how it ended. Throws CommandError. */
async function session(
  k: Invocation,
  pod: ApiObject,
  query: readonly (readonly [string, string])[],
  stdin: string | undefined,
): Promise<number> {
  const namespace = textAt(pod, 'metadata', 'namespace');
  const name = textAt(pod, 'metadata', 'name');
  const opened = await k.client.session(`/api/v1/namespaces/${namespace}/pods/${name}/exec`, query);
  if (!opened) throw new CommandError('cka-net: kubectl exec is not simulated over this connection');
  const shell = shellToType(query);
  if (opened.host !== undefined && k.bool('tty') && stdin === '' && shell !== undefined) {
    k.process.enter(opened.host, shell);
    return 0;
  }
  if (stdin !== undefined && stdin !== '') opened.write(0, stdin);
  if (stdin !== undefined) opened.write(255, '\0');
  let status: Json = {};
  try {
    for (let message = await opened.read(); message; message = await opened.read()) {
      if (message.channel === 1) k.out(message.data);
      else if (message.channel === 2) k.err(message.data);
      else if (message.channel === 3) status = JSON.parse(message.data) as Json;
      if (k.process.signal.aborted) return 130;
    }
  } finally {
    opened.close();
  }
  if (!isMap(status) || textAt(status, 'status') === 'Success' || Object.keys(status).length === 0) return 0;
  const code = listAt(status, 'details', 'causes').find((cause) => textAt(cause, 'reason') === 'ExitCode');
  if (textAt(status, 'reason') === 'NonZeroExitCode' && code !== undefined) {
    const exit = Number(textAt(code, 'message'));
    k.err(`command terminated with exit code ${exit}\n`);
    return exit;
  }
  throw new CommandError(textAt(status, 'message') || `error ${numberAt(status, 'code')}`);
}

/** The shell that a command is, when it is nothing else: whoever asks for it with a terminal wants to type there. */
function shellToType(query: readonly (readonly [string, string])[]): string | undefined {
  const words = query.filter(([key]) => key === 'command').map(([, value]) => value);
  return words.length === 1 ? /(?:^|\/)(sh|bash|ash)$/.exec(words[0] ?? '')?.[1] : undefined;
}
