import type { Invocation } from '../../invocation';
import { CommandError, isNotFound, StatusError } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { at, isMap, listAt, mapAt, textAt, type Json } from '../../json/types';
import { mark, nodesOf } from './cordon';
import { dryRun } from '../publish';

const MIRROR = 'kubernetes.io/config.mirror';
const RETRY_US = 5_000_000;

interface Verdict {
  readonly pod: Json;
  readonly drop: boolean;
  readonly error?: string;
  readonly warning?: string;
}

/** `kubectl drain` (pkg/drain). */
export async function runDrain(k: Invocation): Promise<number | void> {
  const strategy = dryRun(k);
  const nodes = await nodesOf(k);
  for (const info of nodes) await mark(k, info, true);
  const deadline = k.flags.duration('timeout');
  const deadlineUs = deadline === 0 ? Infinity : k.process.world.nowUs + deadline * 1000;
  for (const { name } of nodes) {
    const fieldSelector = `spec.nodeName=${name}`;
    const list = await k.client.json('GET', '/api/v1/pods', {
      query: { fieldSelector, labelSelector: k.text('pod-selector') },
    });
    const verdicts: Verdict[] = [];
    for (const pod of listAt(list, 'items')) verdicts.push(await judge(k, pod));
    const errors = grouped(verdicts, 'error');
    if (errors.length > 0) {
      const words = errors.map(([text, pods]) => `cannot delete ${text}: ${pods.join(', ')}`);
      k.err(
        `error: unable to drain node ${JSON.stringify(name)} due to error: ${words.length === 1 ? (words[0] ?? '') : `[${words.join(', ')}]`}, continuing command...\n`,
      );
      k.err(`There are pending nodes to be drained:\n ${name}\n`);
      for (const text of words) k.err(`${text}\n`);
      return 1;
    }
    const warnings = grouped(verdicts, 'warning');
    if (warnings.length > 0)
      k.err(`Warning: ${warnings.map(([text, pods]) => `${text}: ${pods.join(', ')}`).join('; ')}\n`);
    const pods = verdicts.filter(({ drop }) => drop).map(({ pod }) => pod);
    for (const pod of pods)
      k.out(
        `evicting pod ${textAt(pod, 'metadata', 'namespace')}/${textAt(pod, 'metadata', 'name')}${strategy === 'client' ? ' (dry run)' : strategy === 'server' ? ' (server dry run)' : ''}\n`,
      );
    if (strategy === 'none') await evictAll(k, pods, deadlineUs);
    k.out(
      `node/${name} drained${strategy === 'client' ? ' (dry run)' : strategy === 'server' ? ' (server dry run)' : ''}\n`,
    );
  }
}

function nameOf(pod: Json): string {
  return `${textAt(pod, 'metadata', 'namespace')}/${textAt(pod, 'metadata', 'name')}`;
}

function grouped(verdicts: readonly Verdict[], field: 'error' | 'warning'): readonly [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const verdict of verdicts) {
    const text = verdict[field];
    if (text === undefined) continue;
    groups.set(text, [...(groups.get(text) ?? []), nameOf(verdict.pod)]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** pkg/drain/filters.go: DaemonSets' Pods stay, mirror Pods too; local data and Pods that nobody makes again need a flag. */
async function judge(k: Invocation, pod: Json): Promise<Verdict> {
  const phase = textAt(pod, 'status', 'phase');
  const finished = phase === 'Succeeded' || phase === 'Failed';
  const controller = listAt(pod, 'metadata', 'ownerReferences').find(
    (owner) => isMap(owner) && owner.controller === true,
  );
  let warning: string | undefined;
  if (textAt(controller, 'kind') === 'DaemonSet' && !finished) {
    const namespace = textAt(pod, 'metadata', 'namespace');
    try {
      await k.client.json('GET', `/apis/apps/v1/namespaces/${namespace}/daemonsets/${textAt(controller, 'name')}`);
    } catch (error) {
      if (!isNotFound(error) || !(error instanceof StatusError)) throw error;
      return k.bool('force') ? { pod, drop: true, warning: error.message } : { pod, drop: false, error: error.message };
    }
    return k.bool('ignore-daemonsets')
      ? { pod, drop: false, warning: 'ignoring DaemonSet-managed Pods' }
      : { pod, drop: false, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
  }
  if (
    textAt(pod, 'metadata', 'annotations', MIRROR) !== '' ||
    Object.hasOwn(mapAt(pod, 'metadata', 'annotations'), MIRROR)
  )
    return { pod, drop: false };
  if (!finished && listAt(pod, 'spec', 'volumes').some((volume) => at(volume, 'emptyDir') !== undefined)) {
    if (!k.bool('delete-emptydir-data'))
      return { pod, drop: false, error: 'Pods with local storage (use --delete-emptydir-data to override)' };
  }
  if (!finished && controller === undefined) {
    if (!k.bool('force'))
      return { pod, drop: false, error: 'Pods that declare no controller (use --force to override)' };
    warning = 'deleting Pods that declare no controller';
  }
  return warning === undefined ? { pod, drop: true } : { pod, drop: true, warning };
}

async function evictAll(k: Invocation, pods: readonly Json[], deadlineUs: number): Promise<void> {
  const { world } = k.process;
  const grace = k.flags.int('grace-period');
  const left = new Map(pods.map((pod) => [nameOf(pod), pod]));
  const asked = new Set<string>();
  for (;;) {
    for (const [key, pod] of left) {
      const namespace = textAt(pod, 'metadata', 'namespace');
      const name = textAt(pod, 'metadata', 'name');
      const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
      try {
        if (!asked.has(key)) {
          const options = { kind: 'DeleteOptions', apiVersion: 'v1', ...(grace >= 0 && { gracePeriodSeconds: grace }) };
          if (k.bool('disable-eviction')) await k.client.json('DELETE', path, { body: marshal(options) });
          else
            await k.client.json('POST', `${path}/eviction`, {
              body: marshal({
                kind: 'Eviction',
                apiVersion: 'policy/v1',
                metadata: { name, namespace },
                deleteOptions: grace >= 0 ? options : {},
              }),
            });
          asked.add(key);
        }
        const now = await k.client.json('GET', path);
        if (textAt(now, 'metadata', 'uid') !== textAt(pod, 'metadata', 'uid')) throw gone();
      } catch (error) {
        if (!(error instanceof StatusError)) throw error;
        if (error.apiStatus.reason === 'TooManyRequests') {
          k.err(
            `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)} (will retry after 5s): ${error.message}\n`,
          );
          await k.process.wait(() => false, Math.min(deadlineUs, world.nowUs + RETRY_US));
          k.out(world.nowUs < deadlineUs ? `evicting pod ${namespace}/${name}\n` : '');
        } else if (isNotFound(error)) {
          left.delete(key);
          k.out(`pod/${name} ${k.bool('disable-eviction') ? 'deleted' : 'evicted'}\n`);
        } else
          throw new CommandError(
            `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}: ${error.message}`,
          );
      }
    }
    if (left.size === 0 || k.process.signal.aborted) return;
    if (world.nowUs >= deadlineUs) {
      const [key = ''] = left.keys();
      const [namespace = '', name = ''] = key.split('/');
      throw new CommandError(
        `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)}: global timeout reached: ${k.text('timeout')}`,
      );
    }
    await k.process.wait(() => false, Math.min(deadlineUs, world.nowUs + 200_000));
  }
}

function gone(): StatusError {
  return new StatusError({ message: '', reason: 'NotFound', code: 404 });
}
