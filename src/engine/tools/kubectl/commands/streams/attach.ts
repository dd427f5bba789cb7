import { appendLog } from '../../../../kernel/containers/log';
import type { ContainerId } from '../../../../kernel/containers/records';
import { endService } from '../../../../kernel/services';
import type { World } from '../../../../kernel/world';
import { nameOf } from '../../../../shell/files/path';
import { waitFor } from '../../../http/exchange';
import { CommandError } from '../../errors/errors';
import type { Invocation } from '../../invocation';
import { listAt, textAt, type ApiObject } from '../../json/types';
import { containerOf, containersOf, podFor } from './exec';

/** What an attach is asked to do. */
export interface Attach {
  readonly container: string;
  /** What is on standard input; undefined without -i. */
  readonly stdin: string | undefined;
  readonly tty: boolean;
  /** Its container was made for this: who attaches is quick enough to see all of it, as one mostly is, so that nothing is lost by chance. */
  readonly fromStart?: true;
  /** What follows; the exit status. */
  readonly then: (k: Invocation) => Promise<number>;
}

const WARNING =
  "All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don't see a command prompt, try pressing enter.\n";

/** `kubectl attach` (pkg/cmd/attach). */
export async function runAttach(k: Invocation): Promise<number> {
  const [name] = k.args;
  if (name === undefined) throw new CommandError('at least 1 argument is required for attach');
  if (k.args.length > 2)
    throw new CommandError(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${k.args.length}: [${k.args.join(' ')}]`,
    );
  if (k.flags.duration('pod-running-timeout') <= 0)
    throw new CommandError('--pod-running-timeout must be higher than zero');
  const pod = await podFor(k, k.args.length === 2 ? k.args.join('/') : name);
  const phase = textAt(pod, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new CommandError(`cannot attach a container in a completed pod; current phase is ${phase}`);
  const container = containerOf(k, pod);
  if (!containersOf(pod).includes(container))
    throw new CommandError(
      `cannot attach to the container: container ${container} not found in pod ${textAt(pod, 'metadata', 'name')}`,
    );
  return attach(k, pod, {
    container,
    stdin: k.bool('stdin') ? k.process.stdin : undefined,
    tty: k.bool('tty'),
    then: () => Promise.resolve(0),
  });
}

/**
 * Attaches to the first process of a container: shows what it prints from now on until it ends, or lets the commands that follow be typed into it
 * when it is a shell that waits for them. Throws StatusError, CommandError.
 */
export async function attach(k: Invocation, pod: ApiObject, asked: Attach): Promise<number> {
  const { container, stdin, tty } = asked;
  const namespace = textAt(pod, 'metadata', 'namespace');
  const name = textAt(pod, 'metadata', 'name');
  const { world } = k.process;
  if (!k.bool('quiet')) k.err(WARNING);
  const granted = await k.client.grant(`/api/v1/namespaces/${namespace}/pods/${name}/attach`, [
    ['container', container],
    ...(stdin === undefined ? [] : [['stdin', 'true'] as const]),
    ['stdout', 'true'],
    ...(tty ? [['tty', 'true'] as const] : [['stderr', 'true'] as const]),
  ]);
  const id = granted?.container;
  if (id === undefined) throw new CommandError('cka-net: kubectl attach is not simulated over this connection');
  const shell = stdin === undefined ? undefined : waitingShell(world, id);
  if (shell !== undefined && stdin === '' && tty) {
    k.process.enter(id, shell.name, async (process, status) => {
      endService(world, shell.pid, status);
      const later = k.in(process);
      if (!later.bool('quiet')) later.out(resume(pod, container));
      return asked.then(later);
    });
    return 0;
  }
  if (shell !== undefined && stdin !== undefined) {
    const status = await k.process.exec([shell.name], {
      host: id,
      stdin,
      output: {
        out: (text) => copy(k, id, 'stdout', text),
        err: (text) => copy(k, id, 'stderr', text),
      },
    });
    endService(world, shell.pid, status);
  } else await follow(k, id, asked.fromStart === true ? 0 : world.container(id).log.size);
  return asked.then(k);
}

function copy(k: Invocation, id: ContainerId, stream: 'stdout' | 'stderr', text: string): void {
  appendLog(k.process.world, id, stream, text);
  if (stream === 'stdout') k.out(text);
  else k.err(text);
}

function resume(pod: ApiObject, container: string): string {
  const namespace = textAt(pod, 'metadata', 'namespace');
  const words = `'kubectl attach ${textAt(pod, 'metadata', 'name')} -c ${container} -n ${namespace} -i -t'`;
  const ephemeral = listAt(pod, 'spec', 'ephemeralContainers').some((one) => textAt(one, 'name') === container);
  return ephemeral
    ? `Session ended, the ephemeral container will not be restarted but may be reattached using ${words} if it is still running\n`
    : `Session ended, resume using ${words} command\n`;
}

/** The shell of a container that waits for somebody to type (tools/containers/process.ts). */
function waitingShell(world: World, id: ContainerId): { readonly name: string; readonly pid: number } | undefined {
  const { argv, pid } = world.container(id);
  const service = pid === undefined ? undefined : world.services.get(pid);
  const name = nameOf(argv[0] ?? '');
  const waits = service?.state.kind === 'sleep' && service.state.untilUs === Infinity;
  return waits && pid !== undefined && /^(sh|bash|ash|zsh)$/.test(name) ? { name, pid } : undefined;
}

/** What a container prints from a line of its log on, until it ends or the user does. */
async function follow(k: Invocation, id: ContainerId, from: number): Promise<void> {
  const { process } = k;
  const { world } = process;
  let shown = from;
  for (;;) {
    const record = world.containers.get(id);
    if (!record) return;
    for (; shown < record.log.size; shown++) {
      const line = record.log.get(shown);
      const text = line && `${line.text}${line.partial === true ? '' : '\n'}`;
      if (line?.stream === 'stdout') k.out(text ?? '');
      else k.err(text ?? '');
    }
    if (record.state !== 'running') return;
    const changed = (): boolean => {
      const now = world.containers.get(id);
      return now?.state !== 'running' || now.log.size > shown;
    };
    if (!(await waitFor(process, changed))) return;
  }
}
