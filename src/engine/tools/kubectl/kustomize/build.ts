import type { Process } from '../../tool';
import { CommandError } from '../errors/errors';

/** `kubectl kustomize` and -k. */
export function buildKustomization(process: Process, folder: string): string {
  throw new CommandError(`cka-net: kustomize ${folder} is not simulated yet`.concat(process.cwd === '' ? ' ' : ''));
}
