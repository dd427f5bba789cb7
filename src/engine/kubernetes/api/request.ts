import type { ContainerId } from '../../kernel/containers/records';
import type { JsonObject } from './object';

/** A request as the API server gets it, whoever sends it: kubectl in the lab, the trees, or a real client over HTTP. */
export interface ApiRequest {
  /** Upper case. */
  readonly method: string;
  /** Without the query: `/api/v1/namespaces/default/pods`. */
  readonly path: string;
  readonly query: readonly (readonly [key: string, value: string])[];
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Text; one character a byte when the content type says protobuf. */
  readonly body: string;
}

/** A whole answer. */
export interface ApiAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * An answer that goes on: lines of JSON, one a change. It is data, so that a lab forks while it is open: ask `nextWatchLines(world, watch)`
 * for what happened since, with the watch that it returns, until that says it is over.
 */
export interface ApiWatch {
  readonly kind: 'watch';
  readonly status: 200;
  readonly headers: ReadonlyMap<string, string>;
  readonly watch: OpenState;
  /** What it begins with: text as it is, before the lines. */
  readonly begins?: string;
}

/** Where an answer that goes on has come to: a watch, or the log of a container that is followed. */
export type OpenState = WatchState | LogState;

export interface LogState {
  readonly followed: ContainerId;
  /** The number of the line that comes next. */
  readonly line: number;
  readonly timestamps: boolean;
}

export interface WatchState {
  readonly resource: { readonly group: string; readonly version: string; readonly plural: string };
  readonly namespace: string | undefined;
  readonly labelSelector: string;
  readonly fieldSelector: string;
  /** Changes after this resource version are still to be told. */
  readonly afterVersion: number;
  readonly bookmarks: boolean;
  /** When the last bookmark was sent, in virtual microseconds. */
  readonly bookmarkUs: number;
  /** How objects are told: whole, as meta/v1 PartialObjectMetadata, or as rows of Tables. */
  readonly as: 'object' | 'metadata' | 'table';
  /** What a row carries of its object. */
  readonly includeObject: 'None' | 'Metadata' | 'Object';
  /** The reader knows the columns of its Tables. */
  readonly columnsSent: boolean;
  /** What there was when the watch began and is to be told first; `initialEnds`: with a bookmark after it (sendInitialEvents). */
  readonly initial?: readonly { readonly verb: 'ADDED'; readonly object: JsonObject }[];
  readonly initialEnds?: boolean;
  /** Virtual microseconds at which the server ends it. */
  readonly endsAtUs: number | undefined;
}

export type ApiResponse = ApiAnswer | ApiWatch;
