import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { at, equal, mapAt, type ApiObject, type Json } from '../../json/types';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import { podTemplateText } from '../../describe/pod-template';
import { dryRun } from '../publish';
import { chosen, forEach, kindText, REVISION, revisionsOf, type Revision } from './revisions';

/** `kubectl rollout undo`. */
export async function runUndo(k: Invocation): Promise<void> {
  const wanted = k.flags.int('to-revision');
  const strategy = dryRun(k);
  await forEach(await chosen(k), async (info) => {
    const { mapping, name, object } = info;
    if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(mapping.kind))
      throw new CommandError(`no rollbacker has been implemented for ${kindText(info)}`);
    const revisions = await revisionsOf(k, info);
    const target = wanted > 0 ? revisions.find(({ number }) => number === wanted) : revisions.at(-2);
    if (!target) {
      if (wanted > 0) throw new CommandError(`unable to find specified revision ${wanted} in history`);
      throw new CommandError(
        mapping.kind === 'Deployment'
          ? `no rollout history found for deployment ${JSON.stringify(name)}`
          : 'no last revision to roll back to',
      );
    }
    if (strategy === 'client') {
      const [words, template] =
        mapping.kind === 'Deployment'
          ? ['', mapAt(target.owner, 'spec', 'template')]
          : ['will roll back to ', target.template];
      printerFor(k, `${words}${podTemplateText(template)} (dry run)`).print(object);
      return;
    }
    if (at(object, 'spec', 'paused') === true)
      throw new CommandError(
        "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
      );
    const current = mapAt(object, 'spec', 'template');
    if (equal(current, target.template)) {
      printerFor(k, `skipped rollback (current template already matches revision ${wanted})`).print(object);
      return;
    }
    const path = pathOf(mapping, info.namespace, name);
    const query = { dryRun: strategy === 'server' ? 'All' : undefined };
    if (mapping.kind === 'Deployment')
      await k.client.json('PATCH', path, {
        body: marshal(patchTo(target, object)),
        contentType: 'application/json-patch+json',
        query,
      });
    else
      await k.client.json('PATCH', path, {
        body: marshal(mapAt(target.owner, 'data')),
        contentType: 'application/strategic-merge-patch+json',
        query,
      });
    printerFor(k, dryRunWords('rolled back', strategy)).print(object);
  });
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Annotations that belong to a revision's own ReplicaSet, or to the Deployment as it is. */
const SKIPPED = new Set([
  REVISION,
  LAST_APPLIED,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

function patchTo(target: Revision, deployment: ApiObject): Json {
  const kept = Object.entries(mapAt(deployment, 'metadata', 'annotations')).filter(([key]) => SKIPPED.has(key));
  const inherited = Object.entries(mapAt(target.owner, 'metadata', 'annotations')).filter(([key]) => !SKIPPED.has(key));
  return [
    { op: 'replace', path: '/spec/template', value: target.template },
    { op: 'replace', path: '/metadata/annotations', value: Object.fromEntries([...kept, ...inherited]) },
  ];
}
