import type { World } from '../../../kernel/world';
import { execProblem, findExecutable } from '../../../tools/containers/executable';
import { kubeletUid } from '../../node/memory';
import { ApiError, badRequest } from '../api-error';
import type { ApiRequest } from '../request';
import { queryValue } from '../route';
import { podContainer, podNamed } from './pod-container';

/**
 * `pods/exec`: where a command is to run, for a client of the lab. The server decides here whether it may; the channels themselves (input, output and
 * the end) do not cross the lab's network, as they would inside the upgraded connection: the client runs the command in the container named.
 * Throws ApiError.
 */
export function podExec(
  world: World,
  namespace: string,
  podName: string,
  request: ApiRequest,
): { readonly container: string; readonly path?: string } | { readonly refused: string } {
  const id = runningContainer(world, namespace, podName, request);
  const [command] = request.query.filter(([key]) => key === 'command').map(([, value]) => value);
  if (command === undefined) return { container: id };
  const program = findExecutable(world, id, command);
  return program.type === 'found'
    ? { container: id, path: program.path }
    : { refused: execProblem(world, program.message) };
}

/** `pods/attach`: to which container's first process, in the same way. Throws ApiError. */
export function podAttach(
  world: World,
  namespace: string,
  podName: string,
  request: ApiRequest,
): { readonly container: string } {
  return { container: runningContainer(world, namespace, podName, request) };
}

/**
 * `pods/portforward`: in which network namespace the Pod's ports are, in the same way: whoever forwards connects to 127.0.0.1 there
 * (pkg/kubelet, the runtime's PortForward). Throws ApiError.
 */
export function podPortForward(
  world: World,
  namespace: string,
  podName: string,
): { readonly sandbox: string; readonly netns: number; readonly netnsName: string } {
  const pod = podNamed(world, namespace, podName);
  if (pod.spec?.nodeName === undefined) throw badRequest(`pod ${podName} does not have a host assigned`);
  const id = world.cluster?.kubelet.get(kubeletUid(pod))?.sandbox;
  const sandbox = id === undefined ? undefined : world.sandboxes.get(id);
  if (sandbox?.state !== 'ready') {
    throw new ApiError(500, 'InternalError', `unable to upgrade connection: pod not found ("${podName}_${namespace}")`);
  }
  return { sandbox: sandbox.id, netns: sandbox.netns, netnsName: sandbox.netnsName ?? sandbox.id };
}

function runningContainer(world: World, namespace: string, podName: string, request: ApiRequest): string {
  const { pod, name, memory } = podContainer(world, namespace, podName, queryValue(request, 'container'));
  if (pod.spec?.nodeName === undefined) throw badRequest(`pod ${podName} does not have a host assigned`);
  const id = memory?.id;
  if (id === undefined || world.containers.get(id)?.state !== 'running') {
    throw new ApiError(500, 'InternalError', `unable to upgrade connection: container not found ("${name}")`);
  }
  return id;
}
