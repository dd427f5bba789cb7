import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';

/** `kubectl top node` and `top pod`: a lab has no metrics server, and the real kubectl says so. */
export async function runTop(k: Invocation): Promise<void> {
  const mapper = await k.mapper();
  if (!mapper.discovery.groups.some(({ name }) => name === 'metrics.k8s.io'))
    throw new CommandError('Metrics API not available');
  throw new CommandError(`cka-net: ${k.path} is not simulated yet`);
}
