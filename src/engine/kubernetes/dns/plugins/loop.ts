import { formatIp } from '../../../packet/ipv6-address';
import { nameOfRequest, typeOfRequest } from '../message';
import type { Plugin } from '../plugin';
import { isWithin, normalizedZones } from '../zones';
import { onlyOnce } from './once';

export interface LoopSettings {
  readonly zone: string;
}

const TYPE_HINFO = 13;
/** One's own question comes once; a third time it has gone round. */
const MOST = 2;

/**
 * The plugin loop: the server asks itself for a name nobody has; when the question comes back from where it was forwarded to, the program ends
 * (plugin/loop). What it remembers: `loop name N`, the two numbers of the name; `loop seen`; `loop off`.
 */
export const loop: Plugin<LoopSettings> = {
  name: 'loop',
  setup: (c) =>
    onlyOnce(c, () => {
      if (c.nextArg()) throw c.argError();
      const [key = '.'] = c.keys;
      return { zone: normalizedZones(key)[0] ?? '.' };
    }),
  serve({ zone }, request, turn, next) {
    if (typeOfRequest(request) !== TYPE_HINFO || turn.recall('loop off') === 1) return next(request);
    const name = nameOfRequest(request);
    if (!isWithin(name, zone) || name !== loopName(zone, (key) => turn.recall(key))) return next(request);
    const seen = (turn.recall('loop seen') ?? 0) + 1;
    const { address, port } = request.client;
    if (seen > MOST) {
      const from = typeof address === 'string' ? `[${formatIp(address)}]:${port}` : `${formatIp(address)}:${port}`;
      turn.fatal(`[FATAL] plugin/loop: Loop (${from} -> :${turn.recall('loop port') ?? 53}) detected for zone ${JSON.stringify(zone)}, see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO ${name}"`); // prettier-ignore
    }
    turn.remember('loop seen', seen, 'at-once');
    return next(request);
  },
};

/** `<random number>.<random number>.<zone>`; each number in two halves. */
export function loopName(zone: string, recall: (key: string) => number | undefined): string {
  const number = (index: number): string => {
    const high = BigInt(recall(`loop name ${index}`) ?? 0);
    return ((high << 32n) | BigInt(recall(`loop name ${index + 1}`) ?? 0)).toString();
  };
  return `${number(0)}.${number(2)}.${zone === '.' ? '' : zone}`;
}
