import type { Invocation } from '../../invocation';
import { CommandError, StatusError } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import { textAt, type ApiObject } from '../../json/types';
import { printerFor } from '../../printers/print-flags';
import { nameArgument } from '../publish';

const KINDS: ReadonlyMap<string, string> = new Map([
  ['Node', 'v1'],
  ['Pod', 'v1'],
  ['Secret', 'v1'],
]);

/** `kubectl create token`: a TokenRequest; the token alone, without a line end where nobody watches. */
export async function createToken(k: Invocation): Promise<void> {
  const name = nameArgument(k);
  const duration = k.flags.duration('duration');
  if (duration < 0) throw new CommandError('--duration must be greater than or equal to 0');
  if (duration % 1000 !== 0) throw new CommandError('--duration cannot be expressed in units less than seconds');
  const kind = k.text('bound-object-kind');
  const bound = k.text('bound-object-name');
  if (kind === '' && bound !== '')
    throw new CommandError('--bound-object-name can only be set if --bound-object-kind is provided');
  if (kind !== '' && !KINDS.has(kind))
    throw new CommandError(`supported --bound-object-kind values are ${[...KINDS.keys()].join(', ')}`);
  if (kind !== '' && bound === '')
    throw new CommandError('--bound-object-name is required if --bound-object-kind is provided');
  const audiences = k.flags.list('audience');
  const uid = k.text('bound-object-uid');
  const request = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: {},
    spec: {
      audiences: audiences.length > 0 ? audiences : null,
      ...(duration > 0 && { expirationSeconds: duration / 1000 }),
      ...(kind !== '' && {
        boundObjectRef: { kind, apiVersion: KINDS.get(kind) ?? 'v1', name: bound, ...(uid !== '' && { uid }) },
      }),
    },
    status: { token: '', expirationTimestamp: null },
  };
  let answer: ApiObject;
  try {
    answer = await k.client.json('POST', `/api/v1/namespaces/${k.namespace}/serviceaccounts/${name}/token`, {
      body: marshal(request),
    });
  } catch (error) {
    if (error instanceof StatusError) throw new CommandError(`failed to create token: ${error.message}`);
    throw error;
  }
  if (k.text('output') !== '') printerFor(k, 'created').print(answer);
  else k.out(textAt(answer, 'status', 'token'));
}
