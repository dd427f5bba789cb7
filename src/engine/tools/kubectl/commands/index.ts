import type { Run } from '../invocation';
import { runCompletion, runPluginList } from './completion';
import { runGet } from './get/get';
import { runVersion } from './version';

/** What each command does, by its path. */
export const RUNS: ReadonlyMap<string, Run> = new Map<string, Run>([
  ['kubectl completion', runCompletion],
  ['kubectl get', runGet],
  ['kubectl plugin list', runPluginList],
  ['kubectl version', runVersion],
]);
