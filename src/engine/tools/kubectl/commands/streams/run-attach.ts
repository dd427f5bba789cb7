import type { Invocation } from '../../invocation';
import { CommandError } from '../../errors/errors';
import type { ApiObject } from '../../json/types';
import type { Place } from '../publish';

export interface AttachOptions {
  readonly remove: boolean;
  readonly restart: string;
  readonly place: Place;
}

/** `kubectl run -i`: creates the Pod, waits until it runs, attaches, and removes it with --rm. */
export function attachToRun(k: Invocation, pod: ApiObject, options: AttachOptions): Promise<number> {
  return Promise.reject(
    new CommandError(
      `cka-net: attaching to ${pod.kind ?? ''} of ${options.place.plural} is not simulated yet (${k.path})`,
    ),
  );
}
