import { unsigned } from '../../iproute2/address-words';
import type { IpContext } from '../context';

/** get_rt_realms_or_raw: `[FROM/]TO` by name or number, or both in one number; undefined when it is neither. */
export function readRealms(ip: IpContext, word: string): number | undefined {
  const slash = word.indexOf('/');
  if (slash >= 0) {
    const from = ip.realms.number(word.slice(0, slash));
    const to = ip.realms.number(word.slice(slash + 1));
    return from === undefined || to === undefined ? undefined : ((from << 16) | to) >>> 0;
  }
  return unsigned(word) ?? ip.realms.number(word);
}
