import type { HostId } from '../../../kernel/records';

/** One request to the API server. */
export interface ApiCall {
  /** Upper case. */
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: readonly (readonly [key: string, value: string])[];
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface ApiReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** What became of an answer that goes on. */
export type StreamEnd =
  /** The server ended it. */
  | { readonly type: 'ended' }
  /** `take` had enough. */
  | { readonly type: 'enough' }
  /** The deadline came, or the user. */
  | { readonly type: 'timeout' }
  /** The server said no. */
  | { readonly type: 'refused'; readonly reply: ApiReply };

/** How kubectl reaches an API server. In a lab: a TCP connection through its network; in tests: the handler itself. */
export interface ApiTransport {
  /** Throws ConnectionError. */
  request(call: ApiCall): Promise<ApiReply>;
  /**
   * An answer whose lines come while virtual time passes: a watch, a followed log. `take` is called with every line, without its end, and says
   * whether to go on. Throws ConnectionError.
   */
  stream(call: ApiCall, take: (line: string) => boolean, deadlineUs?: number): Promise<StreamEnd>;
  /** A connection of channels (exec, attach, port-forward): undefined when the transport has none. */
  session?(call: ApiCall): Promise<ApiSession | { readonly type: 'refused'; readonly reply: ApiReply }>;
}

/** A WebSocket of the subprotocol v5.channel.k8s.io: every message belongs to a channel. */
export interface ApiSession {
  readonly type: 'open';
  /** The next message; undefined when the other side has closed. */
  read(): Promise<{ readonly channel: number; readonly data: string } | undefined>;
  write(channel: number, data: string): void;
  close(): void;
  /** Where the command runs, when whoever types can be taken there (`exec -it POD -- sh`). */
  readonly host?: HostId;
}
