import { parseIpv4 } from '../../../packet/address';
import type { HttpRequest } from '../../http/server';
import type { Directive } from './configuration';

/** ngx_http_access_module: the first rule that fits decides. */
export function isAllowed(scopes: readonly (readonly Directive[])[], { client }: HttpRequest): boolean {
  const rules = scopes.map((block) => block.filter(({ words: [name] }) => name === 'allow' || name === 'deny')).find((found) => found.length > 0); // prettier-ignore
  for (const { words } of rules ?? []) {
    if (words[1] === 'all' || inRange(client, words[1] ?? '')) return words[0] === 'allow';
  }
  return true;
}

function inRange(client: string, range: string): boolean {
  const [network = '', length = '32'] = range.split('/');
  const [own, its] = [parseIpv4(client), parseIpv4(network)];
  if (own === undefined || its === undefined) return client === range;
  const mask = Number(length) === 0 ? 0 : (-1 << (32 - Number(length))) >>> 0;
  return (own & mask) >>> 0 === (its & mask) >>> 0;
}
