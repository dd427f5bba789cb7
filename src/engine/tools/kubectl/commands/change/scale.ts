import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { numberAt, textAt } from '../../json/types';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import { fileFlags, select } from '../../resources/select';
import { dryRun } from '../publish';
import { sendChange } from './mutate';
import { recorded } from './record';

/** `kubectl scale` (pkg/cmd/scale). */
export async function runScale(k: Invocation): Promise<void> {
  const replicas = k.flags.int('replicas');
  const expected = k.flags.int('current-replicas');
  const version = k.text('resource-version');
  const strategy = dryRun(k);
  const printer = printerFor(k, dryRunWords('scaled', strategy));
  if (replicas < 0)
    throw new CommandError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  if (expected < -1) throw new CommandError('The --current-replicas must specify an integer of -1 or greater');
  const { infos, errors } = await select(k, {
    ...fileFlags(k),
    args: k.args,
    selector: k.text('selector'),
    all: k.bool('all'),
    continueOnError: true,
    flatten: true,
  });
  if (version !== '' && infos.length > 1)
    throw new CommandError('cannot use --resource-version with multiple resources');
  const failures: Error[] = [...errors];
  for (const info of infos) {
    const { mapping, namespace, name, object } = info;
    try {
      if (strategy !== 'client') {
        const path = pathOf(mapping, namespace, name, 'scale');
        const dry = { dryRun: strategy === 'server' ? 'All' : undefined };
        if (expected === -1 && version === '')
          await k.client.json('PATCH', path, {
            body: marshal({ spec: { replicas } }),
            contentType: 'application/merge-patch+json',
            query: dry,
          });
        else {
          const scale = await k.client.json('GET', path);
          const current = numberAt(scale, 'spec', 'replicas');
          if (expected !== -1 && current !== expected)
            throw new CommandError(`Expected replicas to be ${expected}, was ${current}`);
          const now = textAt(scale, 'metadata', 'resourceVersion');
          if (version !== '' && now !== version)
            throw new CommandError(`Expected resource version to be ${version}, was ${now}`);
          await k.client.json('PUT', path, { body: marshal({ ...scale, spec: { replicas } }), query: dry });
        }
        const cause = recorded(k, object);
        if (cause !== object) await sendChange(k, info, cause, strategy);
        const timeoutMs = k.flags.duration('timeout');
        if (timeoutMs > 0 && strategy === 'none') await waitForReplicas(k, path, replicas, timeoutMs, name);
      }
      printer.print(object);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      failures.push(error);
    }
  }
  throwAll(failures);
  if (infos.length === 0) throw new CommandError('no objects passed to scale');
}

async function waitForReplicas(
  k: Invocation,
  path: string,
  replicas: number,
  timeoutMs: number,
  name: string,
): Promise<void> {
  const deadlineUs = k.process.world.nowUs + timeoutMs * 1000;
  for (;;) {
    const scale = await k.client.json('GET', path);
    if (numberAt(scale, 'status', 'replicas') === replicas) return;
    if (k.process.world.nowUs >= deadlineUs || k.process.signal.aborted)
      throw new CommandError(`timed out waiting for ${JSON.stringify(name)} to be synced`);
    await k.process.wait(() => false, Math.min(deadlineUs, k.process.world.nowUs + 100_000));
  }
}
