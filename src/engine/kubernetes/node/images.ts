import { imageOn, pullImage } from '../../tools/containers/images';
import type { ContainerMemory } from '../../kernel/kubelet-records';
import type { ControllerClient } from '../controllers/client';
import { goDuration } from '../objects/go-duration';
import type { Pod } from '../objects/kinds';
import { fieldPath, type AnyContainer } from './pod-names';

/** Getting a container's image (pkg/kubelet/images/image_manager.go EnsureImageExists). */

const BACKOFF_US = 10_000_000;
const MAX_BACKOFF_US = 300_000_000;

export interface ImageStep {
  readonly memory: ContainerMemory;
  /** It is on the node. */
  readonly present: boolean;
  /** Look again after so long. */
  readonly againUs?: number;
  /** Whether anybody waits for that. */
  readonly background?: true;
}

export function ensureImage(
  api: ControllerClient,
  node: string,
  pod: Pod,
  container: AnyContainer,
  memory: ContainerMemory,
): ImageStep {
  const { world } = api;
  const image = container.image ?? '';
  const policy = container.imagePullPolicy ?? 'IfNotPresent';
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
    api.event(pod, { type, reason, message, fieldPath: fieldPath(pod, container.name), from: 'kubelet', host: node });
  if (memory.pulling) return awaitPull(memory, tell);
  if (policy !== 'Always' && imageOn(world, node, image)) {
    tell('Normal', 'Pulled', `Container image "${image}" already present on machine and can be accessed by the pod`);
    return { memory, present: true };
  }
  if (policy === 'Never') {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    tell('Warning', 'ErrImageNeverPull', message);
    tell('Warning', 'Failed', 'Error: ErrImageNeverPull');
    return {
      memory: { ...memory, waiting: { reason: 'ErrImageNeverPull', message } },
      present: false,
      againUs: 60_000_000,
      background: true,
    };
  }
  const backoff = memory.pullBackoff;
  if (backoff && backoff.untilUs > world.nowUs) {
    const message = `Back-off pulling image "${image}"`;
    if (memory.waiting?.reason !== 'ImagePullBackOff') {
      tell('Normal', 'BackOff', message);
      tell('Warning', 'Failed', 'Error: ImagePullBackOff');
    }
    const waiting = { reason: 'ImagePullBackOff', message: `${message}: ErrImagePull: ${backoff.error}` };
    return { memory: { ...memory, waiting }, present: false, againUs: backoff.untilUs - world.nowUs, background: true };
  }
  tell('Normal', 'Pulling', `Pulling image "${image}"`);
  const pulled = pullImage(world, node, image);
  const startedUs = world.nowUs;
  const pulling =
    pulled.type === 'pulled'
      ? { untilUs: startedUs + pulled.tookUs, startedUs, size: pulled.image.size }
      : {
          untilUs: startedUs + LOOKUP_US,
          startedUs,
          size: 0,
          error: `rpc error: code = ${pulled.error.code} desc = ${pulled.error.message}`,
        };
  return { memory: { ...memory, pulling }, present: false, againUs: pulling.untilUs - startedUs };

  function awaitPull(current: ContainerMemory, say: typeof tell): ImageStep {
    const { pulling: pull, ...rest } = current;
    if (!pull) return { memory: current, present: false };
    if (pull.untilUs > world.nowUs) return { memory: current, present: false, againUs: pull.untilUs - world.nowUs };
    if (pull.error === undefined) {
      const took = goDuration(Math.floor((pull.untilUs - pull.startedUs) / 1000) * 1000);
      say(
        'Normal',
        'Pulled',
        `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: ${pull.size} bytes.`,
      );
      const { pullBackoff: _, ...succeeded } = rest;
      return { memory: succeeded, present: true };
    }
    say('Warning', 'Failed', `Failed to pull image "${image}": ${pull.error}`);
    say('Warning', 'Failed', 'Error: ErrImagePull');
    const delayUs = Math.min(MAX_BACKOFF_US, rest.pullBackoff ? rest.pullBackoff.delayUs * 2 : BACKOFF_US);
    const failed: ContainerMemory = {
      ...rest,
      waiting: { reason: 'ErrImagePull', message: pull.error },
      pullBackoff: { untilUs: world.nowUs + delayUs, delayUs, error: pull.error },
    };
    // Soon the back-off shows.
    return { memory: failed, present: false, againUs: BACKOFF_SHOWS_US };
  }
}

/** A registry says no after this long. */
const LOOKUP_US = 900_000;
/** The next look at the Pod, which finds it in back-off. */
const BACKOFF_SHOWS_US = 1_900_000;
