import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** `@ngrok/webernetes`, the nearest thing to a cluster in a process, measured beside ours. scripts/bench.mjs bundles it where it is installed. */

const BUNDLE = path.resolve('.cache/bench/webernetes.mjs');
const POLL_MS = 5;
const PATIENCE_MS = 120_000;

/** What is used of it. */
interface Peer {
  readonly Cluster: new () => PeerCluster;
  readonly BaseImage: new () => object;
}

interface PeerCluster {
  init(): Promise<void>;
  apply(objects: readonly object[]): Promise<unknown>;
  registerImage(image: unknown): void;
  close(): Promise<void>;
  readonly api: {
    readonly appsv1: {
      readNamespacedDeployment(of: {
        readonly name: string;
        readonly namespace: string;
      }): Promise<{ readonly status?: { readonly readyReplicas?: number } }>;
    };
  };
}

interface Process {
  waitUntilKilled(): Promise<number>;
}

/** Milliseconds on the wall from `apply` of a Deployment until all its Pods are ready: it lives on real timers. Undefined where it is not installed. */
export async function peerReadyMs(replicas: number): Promise<number | undefined> {
  if (!existsSync(BUNDLE)) return undefined;
  const { Cluster, BaseImage } = (await import(pathToFileURL(BUNDLE).href)) as Peer;
  class Idle extends BaseImage {
    static readonly imageName = 'idle';
    static readonly imageVersion = '1';
    readonly defaultCommand = ['idle'];
    exec(process: Process): Promise<number> {
      return process.waitUntilKilled();
    }
  }
  const cluster = new Cluster();
  cluster.registerImage(Idle);
  await cluster.init();
  const labels = { app: 'web' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'idle', image: 'idle:1' }] } };
  const spec = { replicas, selector: { matchLabels: labels }, template };
  const started = performance.now();
  try {
    await cluster.apply([
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default' }, spec },
    ]);
    while (performance.now() - started < PATIENCE_MS) {
      const { status } = await cluster.api.appsv1.readNamespacedDeployment({ name: 'web', namespace: 'default' });
      if (status?.readyReplicas === replicas) return performance.now() - started;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return undefined;
  } finally {
    await cluster.close();
  }
}
