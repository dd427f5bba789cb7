import type { HostId, NetnsId } from '../../../kernel/records';

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
  /** Whether an attach or a port-forward may be, and where in the lab it leads: undefined when the transport knows no such places. */
  grant?(call: ApiCall): Promise<Granted | { readonly type: 'refused'; readonly reply: ApiReply }>;
}

/**
 * What the server of a lab says to an attach or a port-forward. The bytes do not go through it, as they would inside the upgraded connection: kubectl
 * carries them itself.
 */
export interface Granted {
  readonly type: 'granted';
  readonly container?: HostId;
  readonly sandbox?: string;
  /** Where the Pod's ports are. */
  readonly netns?: NetnsId;
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
