import type { PacketWalk, Remedy } from '../../engine';
import { verdictOf } from '../../engine/walk/explain';

/** Why what a cell sends gets no answer; the walk says the rest. */
export const LOST_CODES = [
  'packet-lost',
  'route-missing',
  'return-route-missing',
  'forwarding-off',
  'device-down',
  'bridge-port-not-attached',
  'wrong-mask',
  'nat-missing',
  'filter-drops',
  'mtu-too-small',
  'nobody-listens',
  'routing-loop',
  'name-unresolved',
] as const;

export type LostCode = (typeof LOST_CODES)[number];

/** `ip addr add NEW dev eth0 && ip addr del OLD dev eth0`. */
export const EXCHANGE = /addr add (\S+) dev (\S+) && ip(?: -n \S+)? addr del (\S+) dev \2/;

/** The code for lost packets, by what ended them and by what was found to help. */
export function lostCode(walks: readonly PacketWalk[], remedy: readonly Remedy[]): LostCode {
  const tried = remedy.map(({ command }) => command).join('\n');
  const verdict = verdictOf(walks);
  if (verdict.code === 'name-unknown') return 'name-unresolved';
  if (verdict.code !== 'failed') return 'packet-lost';
  const [, next = '', , old = ''] = EXCHANGE.exec(tried) ?? [];
  if (next !== '' && next.split('/')[0] === old.split('/')[0]) return 'wrong-mask';
  if (/-j (MASQUERADE|SNAT)/.test(tried)) return 'nat-missing';
  if (/ link set \S+ master /.test(tried)) return 'bridge-port-not-attached';
  const { cause, which } = verdict.failure;
  switch (cause?.code) {
    case 'no-route':
      // The route went with the device that was switched off.
      if (/ link set \S+ up/.test(tried) && !/ route add /.test(tried)) return 'device-down';
      return which === 'answer' ? 'return-route-missing' : 'route-missing';
    case 'not-forwarding':
      return 'forwarding-off';
    case 'device-down':
    case 'no-carrier':
      return 'device-down';
    case 'rule':
    case 'policy':
      return 'filter-drops';
    case 'bridge-port':
      return 'bridge-port-not-attached';
    case 'too-big':
      return 'mtu-too-small';
    case 'no-socket':
      return 'nobody-listens';
    case 'routing-loop':
      return 'routing-loop';
    default:
      return / link set \S+ up/.test(tried) ? 'device-down' : 'packet-lost';
  }
}
