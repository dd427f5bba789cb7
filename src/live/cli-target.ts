import { homedir } from 'node:os';
import { UsageError } from '../cli/usage';
import type { Target } from '../notebook/target';
import { readKubeconfig, type KubeContext } from './kubeconfig';
import { openKubeTarget } from './kube-target';
import { openNetnsTarget } from './netns-target';

/**
 * The target of `cka-net run --target …`. Naming it on the command line is the consent that a trusted workspace and a picked kernel are in
 * the editor. Throws UsageError when there is no such context.
 */
export function openLiveTarget(target: 'kind' | 'netns', contextName: string | undefined): Target {
  const isTrusted = (): boolean => true;
  const { env } = process;
  if (target === 'netns') {
    if (process.platform !== 'linux') throw new UsageError(`--target netns needs Linux, this is ${process.platform}`);
    if (contextName !== undefined) throw new UsageError('--context goes with --target kind');
    return openNetnsTarget({ env, isTrusted });
  }
  const { contexts, files, problems } = readKubeconfig(env, homedir());
  const context = chooseContext(contexts, contextName);
  if (context) return openKubeTarget({ context, files, env, isTrusted });
  const broken = problems.map(({ file, reason }) => `; ${file} cannot be read: ${reason}`).join('');
  const known = contexts.map(({ name }) => name).join(', ') || 'none';
  throw new UsageError(
    contextName === undefined
      ? `no kind cluster in ${files.join(', ')}: create one with "kind create cluster" or name a context with --context (known: ${known})${broken}`
      : `no context ${contextName} in ${files.join(', ')} (known: ${known})${broken}`,
  );
}

function chooseContext(contexts: readonly KubeContext[], name: string | undefined): KubeContext | undefined {
  return contexts.find((context) => (name === undefined ? context.kindCluster !== undefined : context.name === name));
}
