import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';

/** `--raw` of create, replace and delete: one request with a file's text, or none (pkg/rawhttp). */
export async function sendRaw(k: Invocation, method: 'POST' | 'PUT' | 'DELETE'): Promise<boolean> {
  const raw = k.text('raw');
  if (raw === '') return false;
  const files = k.flags.list('filename');
  if (k.flags.has('edit') && k.bool('edit')) throw new CommandError('--raw and --edit are mutually exclusive');
  if (method === 'DELETE' ? files.length > 1 : files.length !== 1)
    throw new CommandError('--raw can only use a single local file or stdin');
  const [file = ''] = files;
  if (/^https?:\/\//.test(file)) throw new CommandError('--raw cannot read from a url');
  if (k.bool('recursive')) throw new CommandError('--raw and --recursive are mutually exclusive');
  if (k.flags.has('selector') && k.text('selector') !== '')
    throw new CommandError('--raw and --selector (-l) are mutually exclusive');
  if (k.text('output') !== '') throw new CommandError('--raw and --output are mutually exclusive');
  const [path, query] = rawAddress(raw);
  const body = file === '' ? '' : file === '-' ? k.process.stdin : k.readFile(file);
  k.out(await k.client.raw(path, query, method, body));
  return true;
}

/** An address as it was typed; parameters without a value stay. Throws CommandError. */
export function rawAddress(raw: string): readonly [path: string, query: readonly (readonly [string, string])[]] {
  if (!raw.startsWith('/') && !raw.includes('://'))
    throw new CommandError(`--raw must be a valid URL path: parse ${JSON.stringify(raw)}: invalid URI for request`);
  const [path = '', query = ''] = raw.split('?');
  const entries = query
    .split('&')
    .filter((part) => part !== '')
    .map((part): [string, string] => {
      const [key = '', value = ''] = part.split('=');
      return [decodeURIComponent(key), decodeURIComponent(value.replaceAll('+', ' '))];
    });
  return [path, entries];
}
