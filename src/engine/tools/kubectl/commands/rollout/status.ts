import { CommandError } from '../../errors/errors';
import { at, listAt, numberAt, textAt, type ApiObject } from '../../json/types';

/** How far a rollout is (pkg/polymorphichelpers/rollout_status.go). Throws CommandError. */
export function rolloutStatus(
  object: ApiObject,
  revision: number,
): { readonly text: string; readonly finished: boolean } {
  switch (object.kind) {
    case 'Deployment':
      return deployment(object, revision);
    case 'DaemonSet':
      return daemonSet(object);
    case 'StatefulSet':
      return statefulSet(object);
    default:
      throw new CommandError(`no status viewer has been implemented for ${object.kind ?? ''}`);
  }
}

function deployment(object: ApiObject, revision: number): { readonly text: string; readonly finished: boolean } {
  const name = JSON.stringify(textAt(object, 'metadata', 'name'));
  if (revision > 0) {
    const running = Number(textAt(object, 'metadata', 'annotations', 'deployment.kubernetes.io/revision'));
    if (running !== revision)
      throw new CommandError(`desired revision (${revision}) is different from the running revision (${running})`);
  }
  if (numberAt(object, 'metadata', 'generation') > numberAt(object, 'status', 'observedGeneration'))
    return { text: 'Waiting for deployment spec update to be observed...\n', finished: false };
  const progressing = listAt(object, 'status', 'conditions').find(
    (condition) => textAt(condition, 'type') === 'Progressing',
  );
  if (textAt(progressing, 'reason') === 'ProgressDeadlineExceeded')
    throw new CommandError(`deployment ${name} exceeded its progress deadline`);
  const wanted = numberAt(object, 'spec', 'replicas');
  const [replicas, updated, available] = ['replicas', 'updatedReplicas', 'availableReplicas'].map((field) =>
    numberAt(object, 'status', field),
  );
  const waiting = (words: string): { text: string; finished: boolean } => ({
    text: `Waiting for deployment ${name} rollout to finish: ${words}...\n`,
    finished: false,
  });
  if (at(object, 'spec', 'replicas') !== undefined && (updated ?? 0) < wanted)
    return waiting(`${updated ?? 0} out of ${wanted} new replicas have been updated`);
  if ((replicas ?? 0) > (updated ?? 0))
    return waiting(`${(replicas ?? 0) - (updated ?? 0)} old replicas are pending termination`);
  if ((available ?? 0) < (updated ?? 0))
    return waiting(`${available ?? 0} of ${updated ?? 0} updated replicas are available`);
  return { text: `deployment ${name} successfully rolled out\n`, finished: true };
}

function daemonSet(object: ApiObject): { readonly text: string; readonly finished: boolean } {
  const name = JSON.stringify(textAt(object, 'metadata', 'name'));
  if (textAt(object, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate')
    throw new CommandError('rollout status is only available for RollingUpdate strategy type');
  if (numberAt(object, 'metadata', 'generation') > numberAt(object, 'status', 'observedGeneration'))
    return { text: 'Waiting for daemon set spec update to be observed...\n', finished: false };
  const desired = numberAt(object, 'status', 'desiredNumberScheduled');
  const updated = numberAt(object, 'status', 'updatedNumberScheduled');
  const available = numberAt(object, 'status', 'numberAvailable');
  const waiting = (words: string): { text: string; finished: boolean } => ({
    text: `Waiting for daemon set ${name} rollout to finish: ${words}...\n`,
    finished: false,
  });
  if (updated < desired) return waiting(`${updated} out of ${desired} new pods have been updated`);
  if (available < desired) return waiting(`${available} of ${desired} updated pods are available`);
  return { text: `daemon set ${name} successfully rolled out\n`, finished: true };
}

function statefulSet(object: ApiObject): { readonly text: string; readonly finished: boolean } {
  if (textAt(object, 'spec', 'updateStrategy', 'type') !== 'RollingUpdate')
    throw new CommandError('rollout status is only available for RollingUpdate strategy type');
  const observed = numberAt(object, 'status', 'observedGeneration');
  if (observed === 0 || numberAt(object, 'metadata', 'generation') > observed)
    return { text: 'Waiting for statefulset spec update to be observed...\n', finished: false };
  const wanted = numberAt(object, 'spec', 'replicas');
  const ready = numberAt(object, 'status', 'readyReplicas');
  const updated = numberAt(object, 'status', 'updatedReplicas');
  if (ready < wanted) return { text: `Waiting for ${wanted - ready} pods to be ready...\n`, finished: false };
  const partition = at(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition');
  if (at(object, 'spec', 'updateStrategy', 'rollingUpdate') !== undefined) {
    if (typeof partition === 'number' && updated < wanted - partition)
      return {
        text: `Waiting for partitioned roll out to finish: ${updated} out of ${wanted - partition} new pods have been updated...\n`,
        finished: false,
      };
    return { text: `partitioned roll out complete: ${updated} new pods have been updated...\n`, finished: true };
  }
  const next = textAt(object, 'status', 'updateRevision');
  if (next !== textAt(object, 'status', 'currentRevision'))
    return {
      text: `waiting for statefulset rolling update to complete ${updated} pods at revision ${next}...\n`,
      finished: false,
    };
  const current = numberAt(object, 'status', 'currentReplicas');
  return {
    text: `statefulset rolling update complete ${current} pods at revision ${textAt(object, 'status', 'currentRevision')}...\n`,
    finished: true,
  };
}
