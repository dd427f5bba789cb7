import { runUntil } from '../../../../../src/engine/kernel/run';
import { World } from '../../../../../src/engine/kernel/world';
import { createCluster } from '../../../../../src/engine/kubernetes/api/bootstrap';
import { nowText } from '../../../../../src/engine/kubernetes/api/store';
import { clusterBehaviour } from '../../../../../src/engine/kubernetes/controllers/behaviour';
import { ControllerClient, type NewObject } from '../../../../../src/engine/kubernetes/controllers/client';
import type {
  Deployment,
  Event,
  Kinds,
  Pod,
  PodTemplate,
  Resource,
} from '../../../../../src/engine/kubernetes/objects/kinds';

/** A cluster of control loops without kubelets: tests play the kubelet where one is needed. */
export class TestCluster {
  readonly world: World;
  readonly api: ControllerClient;

  constructor(nodes: readonly string[] = ['node01', 'node02']) {
    this.world = new World(1, undefined, undefined, undefined, clusterBehaviour);
    createCluster(this.world);
    this.api = new ControllerClient(
      this.world,
      'test',
      { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] },
      'kubectl',
    );
    for (const name of nodes) this.addNode(name);
    this.run(0);
  }

  addNode(
    name: string,
    more: { readonly cpu?: string; readonly memory?: string; readonly labels?: Record<string, string> } = {},
  ): void {
    const node = this.api.create('nodes', '', {
      metadata: { name, labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...more.labels } },
    });
    const amounts = { cpu: more.cpu ?? '4', memory: more.memory ?? '8Gi', pods: '110' };
    this.api.updateStatus('nodes', node, (old) => ({
      ...old,
      status: { capacity: amounts, allocatable: amounts, conditions: [{ type: 'Ready', status: 'True' }] },
    }));
  }

  /** Lets everything happen that is due within some seconds. */
  run(seconds: number): void {
    runUntil(this.world, () => false, this.world.nowUs + seconds * 1_000_000);
  }

  create<R extends Resource>(resource: R, object: NewObject, namespace = 'default'): Kinds[R] {
    const made = this.api.create(resource, namespace, object);
    this.run(0);
    return made;
  }

  get<R extends Resource>(resource: R, name: string, namespace = 'default'): Kinds[R] {
    const object = this.api.get(resource, namespace, name);
    if (!object) throw new Error(`there is no ${resource} ${name}`);
    return object;
  }

  change<R extends Resource>(resource: R, name: string, change: (object: Kinds[R]) => Kinds[R]): void {
    this.api.update(resource, this.get(resource, name), change);
    this.run(0);
  }

  get pods(): readonly Pod[] {
    return this.api.list('pods', 'default');
  }

  /** What a kubelet would write of Pods that run, of all that have a node. */
  startPods(ready = true): void {
    for (const pod of this.pods) {
      if (!pod.spec?.nodeName || pod.metadata.deletionTimestamp !== undefined) continue;
      if (pod.status?.phase === 'Running' || pod.status?.phase === 'Succeeded') continue;
      this.setPodStatus(pod, { phase: 'Running', ready });
    }
    this.run(0);
  }

  setPodStatus(pod: Pod, { phase, ready }: { readonly phase: string; readonly ready: boolean }): void {
    const ip = `10.244.0.${(this.pods.indexOf(pod) % 250) + 2}`;
    this.api.updateStatus('pods', pod, (old) => ({
      ...old,
      status: {
        ...old.status,
        phase,
        podIP: ip,
        podIPs: [{ ip }],
        conditions: [
          ...(old.status?.conditions ?? []).filter(({ type }) => type !== 'Ready'),
          { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: nowText(this.world) },
        ],
      },
    }));
  }

  /** What a kubelet does with Pods that are being deleted. */
  finishDeletions(): void {
    for (const pod of this.pods) {
      if (pod.metadata.deletionTimestamp !== undefined) this.api.remove('pods', pod, { gracePeriodSeconds: 0 });
    }
    this.run(0);
  }

  /** Plays the kubelet until nothing changes any more. */
  settle(): void {
    for (let i = 0; i < 20; i++) {
      const { version } = this.world.writeCluster();
      this.run(1);
      this.startPods();
      this.finishDeletions();
      if (this.world.cluster?.version === version) return;
    }
  }

  /** Events about an object, the oldest first: `reason: message`. */
  eventsOf(name: string): readonly string[] {
    return this.events
      .filter((event) => event.involvedObject.name === name)
      .map((e) => `${e.reason ?? ''}: ${e.message ?? ''}`);
  }

  get events(): readonly Event[] {
    const created = ({ metadata }: Event): number => Number(metadata.uid ? metadata.resourceVersion : 0);
    return [...this.api.list('events')].sort((a, b) => created(a) - created(b));
  }
}

/** A Deployment of nginx. */
export function deployment(name: string, replicas: number, spec: Partial<Deployment['spec']> = {}): NewObject {
  return {
    metadata: { name, labels: { app: name } },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: podTemplate(name),
      ...spec,
    },
  };
}

export function podTemplate(name: string, image = 'nginx'): PodTemplate {
  return { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'nginx', image }] } };
}
