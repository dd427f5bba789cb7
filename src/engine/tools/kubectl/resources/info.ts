import type { Mapping } from '../api/mapper';
import type { ApiObject } from '../json/types';

/** One resource that a command is about (cli-runtime: resource.Info). */
export interface Info {
  readonly mapping: Mapping;
  readonly namespace: string;
  readonly name: string;
  /** The object, or the list of them, as a manifest or the server has it. */
  readonly object: ApiObject;
  /** Where it was read: a file, `STDIN`; empty for what the server gave. */
  readonly source: string;
}
