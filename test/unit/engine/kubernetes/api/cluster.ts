import { World } from '../../../../../src/engine/kernel/world';
import { addToken } from '../../../../../src/engine/kubernetes/api/auth/authenticate';
import { createCluster } from '../../../../../src/engine/kubernetes/api/bootstrap';
import type { ApiAnswer, ApiRequest, ApiResponse, OpenState } from '../../../../../src/engine/kubernetes/api/request';
import { handle } from '../../../../../src/engine/kubernetes/api/server';
import { nextWatchLines } from '../../../../../src/engine/kubernetes/api/watch';

/** Any JSON that a test looks into. */
export interface Loose {
  readonly [key: string]: Loose;
  readonly [index: number]: Loose;
}

/** The items of a list. */
export function items(body: Loose): readonly Loose[] {
  return body.items as unknown as readonly Loose[];
}

export interface Reply {
  readonly status: number;
  readonly body: Loose;
  readonly text: string;
  readonly headers: ReadonlyMap<string, string>;
}

export interface RequestOptions {
  readonly type?: string;
  readonly accept?: string;
  readonly token?: string;
  readonly agent?: string;
  /** Whom to impersonate. */
  readonly as?: string;
}

/** A cluster with nothing in it but what its API server makes, and an administrator who asks it. */
export class TestCluster {
  constructor(readonly world: World = freshWorld()) {}

  /** `path` may have a query; a body that is no string goes as JSON. */
  ask(method: string, path: string, body?: unknown, options: RequestOptions = {}): Reply {
    const answer = this.open(method, path, body, options);
    if (answer.kind === 'watch') throw new Error(`${path} opened a watch`);
    return reply(answer);
  }

  open(method: string, path: string, body?: unknown, options: RequestOptions = {}): ApiResponse {
    const [bare = '', query = ''] = path.split('?', 2);
    const {
      type = 'application/json',
      accept = 'application/json',
      token = 'secret',
      agent = 'kubectl/v1.35.2',
    } = options;
    const request: ApiRequest = {
      method,
      path: bare,
      query: [...new URLSearchParams(query)],
      headers: new Map([
        ['authorization', `Bearer ${token}`],
        ['content-type', type],
        ['accept', accept],
        ['user-agent', agent],
        ...(options.as === undefined ? [] : [['impersonate-user', options.as] as const]),
      ]),
      body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
    };
    return handle(this.world, request);
  }

  get(path: string, options?: RequestOptions): Reply {
    return this.ask('GET', path, undefined, options);
  }

  /** What a watch has to tell, parsed, and the watch to go on with. */
  news(watch: OpenState): { readonly events: readonly Loose[]; readonly next: OpenState | undefined } {
    const { lines, next } = nextWatchLines(this.world, watch);
    return { events: lines.map((line) => JSON.parse(line) as Loose), next };
  }

  watch(path: string, options?: RequestOptions): OpenState {
    const answer = this.open('GET', path, undefined, options);
    if (answer.kind !== 'watch') throw new Error(answer.body);
    return answer.watch;
  }

  fork(): TestCluster {
    return new TestCluster(this.world.fork());
  }
}

function freshWorld(): World {
  const world = new World();
  createCluster(world);
  addToken(world, 'secret', { username: 'admin', groups: ['system:masters', 'system:authenticated'] });
  return world;
}

function reply({ status, headers, body }: ApiAnswer): Reply {
  const json = (headers.get('content-type') ?? '').startsWith('application/json');
  return { status, headers, text: body, body: (json ? JSON.parse(body) : {}) as Loose };
}
