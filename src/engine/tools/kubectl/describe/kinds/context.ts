import type { Invocation } from '../../invocation';
import type { Json, JsonMap } from '../../json/types';
import type { DescribeWriter } from '../writer';

/** What a kind's description may ask for besides its object. */
export interface DescribeContext {
  readonly k: Invocation;
  readonly w: DescribeWriter;
  readonly object: JsonMap;
  /** Undefined when they are not wanted, or the server does not give them. */
  readonly events: readonly Json[] | undefined;
}

export type Describe = (context: DescribeContext) => Promise<void> | void;
