import { LAB_EPOCH_MS } from '../kernel/clock';
import { runUntil } from '../kernel/run';
import { unauthorized } from '../kubernetes/api/api-error';
import { addToken } from '../kubernetes/api/auth/authenticate';
import { createCluster } from '../kubernetes/api/bootstrap';
import type { ApiRequest, ApiResponse, OpenState } from '../kubernetes/api/request';
import { errorAnswer } from '../kubernetes/api/http/answer';
import { handle } from '../kubernetes/api/server';
import { createMissing } from '../kubernetes/bootstrap/create';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES } from '../kubernetes/bootstrap/rbac-policy';
import { nextWatchLines, type WatchNews } from '../kubernetes/api/watch';
import { openExec, type Exec, type ExecStreams } from './exec';
import { ForwardedConnection } from './forwarded-connection';
import type { Lab } from './lab';

/** A lab's API as a server outside the lab uses it; the lab's clock follows the real one. */
export interface OpenCluster {
  handle(request: ApiRequest): ApiResponse;
  nextWatchLines(watch: OpenState): WatchNews;
  /** Runs a program in a container that `handle` named for an exec. */
  exec(container: string, argv: readonly string[], streams: ExecStreams): Exec;
  /** Connects to a port of the network namespace that `handle` named for a port-forward. */
  connect(netns: number, port: number): ForwardedConnection;
  /** Lets the lab's clock follow the real one. */
  follow(): void;
}

export interface OpenClusterOptions {
  /** The bearer token of the administrator. */
  readonly token: string;
  /** The real clock, in milliseconds since 1970: the lab's clock follows it, so that ages are what a real client expects. */
  readonly nowMs: () => number;
}

/** The user of a kubeadm cluster's admin.conf. */
const ADMINISTRATOR = {
  username: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', 'system:authenticated'],
};

/** Of an API server without kubeadm's bindings. */
const MASTER = { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

/** How many events are run for one request, so that none waits long. */
const EVENTS_AT_ONCE = 20_000;

/** Opens the API of a lab for clients outside of it. A lab without a cluster gets an empty one. */
export function openCluster(lab: Lab, { token, nowMs }: OpenClusterOptions): OpenCluster {
  const { world } = lab;
  world.advanceTo((nowMs() - LAB_EPOCH_MS) * 1000);
  if (!world.cluster) {
    createCluster(world);
    // What every API server lets its users do (rbac/bootstrap-roles).
    createMissing(world, [...CLUSTER_ROLES, ...CLUSTER_ROLE_BINDINGS]);
  }
  addToken(world, token, world.nodes.size > 0 ? ADMINISTRATOR : MASTER);
  let followedMs = 0;
  const follow = (): void => {
    followedMs = nowMs();
    runUntil(world, () => false, Math.max(world.nowUs, (nowMs() - LAB_EPOCH_MS) * 1000), EVENTS_AT_ONCE);
  };
  return {
    handle(request) {
      follow();
      // Nobody comes in from outside without a token, though a kubeadm cluster lets anonymous clients ask for its health.
      if (!request.headers.has('authorization')) return errorAnswer(unauthorized());
      return handle(world, request);
    },
    nextWatchLines(watch) {
      // Many watches are asked at once: time passes for the first of them.
      if (nowMs() > followedMs) follow();
      return nextWatchLines(world, watch);
    },
    exec: (container, argv, streams) => openExec(lab, container, argv, streams),
    connect: (netns, port) => new ForwardedConnection(world, netns, port),
    follow,
  };
}
