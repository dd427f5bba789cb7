import type { Deployment, Pod } from '../../../../../src/engine/kubernetes/objects/kinds';
import { podTemplate, type TestCluster } from './cluster';

/** What tests of control loops look at beyond the ordinary; reasons and words are those of v1.35's pkg/controller. */

export const named = (pods: readonly Pod[]): readonly string[] => pods.map(({ metadata }) => metadata.name ?? '');
export const alive = (cluster: TestCluster): readonly Pod[] =>
  cluster.pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);

/** Events about objects of a kind, oldest first: `reason: message`, with the random ends of names cut off. */
export function told(cluster: TestCluster, kind: string): readonly string[] {
  return cluster.events
    .filter(({ involvedObject }) => involvedObject.kind === kind)
    .map(({ reason = '', message = '' }) => `${reason}: ${message}`);
}

export function rollOut(cluster: TestCluster, image: string, more: Partial<Deployment['spec']> = {}): void {
  cluster.change('deployments.apps', 'web', (old): Deployment => ({
    ...old,
    spec: { ...(old.spec as NonNullable<Deployment['spec']>), template: podTemplate('web', image), ...more },
  }));
}
