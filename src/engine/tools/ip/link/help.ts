import type { ClauseReader } from '../../grammar/clause-reader';
import { usageError } from '../../iproute2/errors';
import type { IpContext } from '../context';
import { LINK_USAGE } from '../usage/link';
import { KNOWN_TYPES, linkType } from './types';

/** `ip link help [TYPE]`: a type's options on standard output, otherwise the usage and status 255. */
export function linkHelp(ip: IpContext, reader: ClauseReader): number {
  const [type, ...more] = reader.rest();
  if (type === undefined || more.length > 0) throw usageError(LINK_USAGE);
  const usage = linkType(type)?.usage;
  if (usage !== undefined) ip.out(usage);
  else if (KNOWN_TYPES.has(type)) {
    ip.err(`cka-net: link type ${type} is not simulated yet\n`);
    return 1;
  } else throw usageError(LINK_USAGE);
  return 0;
}
