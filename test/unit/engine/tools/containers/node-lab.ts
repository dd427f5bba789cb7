import { createLab, type Lab } from '../../../../../src/engine';
import { addNodeRuntime } from '../../../../../src/engine/kernel/containers/node';
import type { ContainerConfig, ContainerId, SandboxConfig } from '../../../../../src/engine/kernel/containers/records';
import { pullImage } from '../../../../../src/engine/tools/containers/images';
import { createContainer, runPodSandbox, startContainer } from '../../../../../src/engine/tools/containers/runtime';

/** What a command printed. */
export interface Shown {
  readonly out: string;
  readonly err: string;
  readonly exitCode: number;
}

/** A lab whose host A is a node, with a runtime and nothing in it. */
export async function nodeLab(): Promise<Lab> {
  const lab = await createLab('switch');
  addNodeRuntime(lab.world, 'A');
  return lab;
}

export const POD: SandboxConfig = {
  name: 'web',
  namespace: 'default',
  uid: '5c1f2a3b-0000-4000-8000-000000000001',
  attempt: 0,
  hostname: 'web',
  hostNetwork: false,
  labels: {},
  annotations: {},
};

export function container(image: string, more: Partial<ContainerConfig> = {}): ContainerConfig {
  return { name: 'web', attempt: 0, image, env: [], mounts: [], labels: {}, annotations: {}, ...more };
}

/** A started container in a Pod of its own. */
export function runContainer(lab: Lab, config: ContainerConfig, pod: Partial<SandboxConfig> = {}): ContainerId {
  const { world } = lab;
  const sandbox = runPodSandbox(world, 'A', { ...POD, ...pod });
  const pulled = pullImage(world, 'A', config.image);
  if (pulled.type === 'error') throw new Error(pulled.error.message);
  const made = createContainer(world, sandbox, config);
  if (made.type === 'error') throw new Error(made.error.message);
  startContainer(world, made.id);
  return made.id;
}

/** Runs a script on a host or in a container. */
export async function sh(lab: Lab, script: string, host?: string): Promise<Shown> {
  let out = '';
  let err = '';
  const { exitCode } = await lab.run(script, {
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    signal: AbortSignal.timeout(5000),
    pace: 'virtual',
    ...(host !== undefined && { host }),
  });
  return { out, err, exitCode };
}
