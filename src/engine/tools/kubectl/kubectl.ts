import type { Program } from '../grammar/types';
import { kubectlGrammar } from './grammar';
import type { Connect } from './invocation';
import { runKubectl } from './run';

/** kubectl v1.35.2. `connect` is how it gets to an API server. */
export function kubectlProgram(connect: Connect): Program {
  return { ...kubectlGrammar(), run: (process) => runKubectl(process, connect) };
}
