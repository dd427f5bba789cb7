import type { KubeObject } from '../api/object';
import { ApiError } from '../api/api-error';
import type { Pod, PodTemplate } from '../objects/kinds';
import type { ControllerClient } from './client';
import { controllerReference } from './controlled-pods';

/** How controllers make and delete Pods, and tell of it (pkg/controller/controller_utils.go RealPodControl). */

/** A Pod after a template, owned by the controller's object. */
export function createPod(
  api: ControllerClient,
  owner: KubeObject,
  template: PodTemplate,
  more: { readonly name?: string; readonly generateName?: string } = {},
): Pod {
  const { namespace = '', name = '' } = owner.metadata;
  const { labels, annotations, finalizers } = template.metadata ?? {};
  try {
    const pod = api.create('pods', namespace, {
      metadata: {
        ...(more.name === undefined ? { generateName: more.generateName ?? `${name}-` } : { name: more.name }),
        namespace,
        ...(labels && { labels }),
        ...(annotations && { annotations }),
        ...(finalizers && { finalizers }),
        ownerReferences: [controllerReference(owner)],
      },
      spec: template.spec,
    });
    api.event(owner, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${pod.metadata.name ?? ''}`,
      from: api.component,
    });
    return pod;
  } catch (error) {
    if (error instanceof ApiError && !namespaceTerminates(error)) {
      api.event(owner, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating: ${error.message}`,
        from: api.component,
      });
    }
    throw error;
  }
}

export function deletePod(api: ControllerClient, owner: KubeObject, pod: Pod): void {
  api.remove('pods', pod);
  api.event(owner, {
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message: `Deleted pod: ${pod.metadata.name ?? ''}`,
    from: api.component,
  });
}

/** Nothing can be made in a namespace that is on its way out, and nobody need be told. */
export function namespaceTerminates(error: ApiError): boolean {
  return error.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating') ?? false;
}

/**
 * Does something `count` times in batches of 1, 2, 4 …: what fails for a reason that holds for all (a quota) does so once and not a
 * thousand times (slowStartBatch). Answers the first error.
 */
export function slowStart(count: number, act: (index: number) => void): ApiError | undefined {
  let done = 0;
  for (let batch = 1; done < count; batch *= 2) {
    let failed: ApiError | undefined;
    const end = Math.min(count, done + batch);
    for (; done < end; done++) {
      try {
        act(done);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        failed ??= error;
      }
    }
    if (failed) return failed;
  }
  return undefined;
}
