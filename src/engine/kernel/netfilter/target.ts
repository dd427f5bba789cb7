import { changeSets } from '../ipset/packet';
import type { World } from '../world';
import { update } from './conntrack';
import { hopsOf, serviceOf, withHops, withService } from './headers';
import { logPacket } from './log';
import type { Hook, Target } from './model';
import type { AnySkb } from './skb';

type Continuing =
  | Extract<
      Target,
      {
        target:
          | 'LOG'
          | 'MARK'
          | 'CONNMARK'
          | 'SET'
          | 'TTL'
          | 'HL'
          | 'TOS'
          | 'DSCP'
          | 'TCPMSS'
          | 'CLASSIFY'
          | 'NFLOG'
          | 'TRACE'
          | 'CHECKSUM'
          | 'AUDIT';
      }
    >
  | { readonly target: 'NOTRACK' };

/** Targets that change something about the packet and let it go on to the next rule. */
export function applyTarget(world: World, skb: AnySkb, hook: Hook, target: Continuing): void {
  switch (target.target) {
    case 'LOG':
      logPacket(world, skb, hook, target);
      return;
    case 'TTL':
    case 'HL': {
      const { action, value } = target;
      const next = action === 'set' ? value : hopsOf(skb.packet) + (action === 'inc' ? value : -value);
      skb.packet = withHops(skb.packet, next);
      return;
    }
    case 'TOS':
      skb.packet = withService(skb.packet, (serviceOf(skb.packet) & ~target.mask & 0xff) ^ target.value);
      return;
    case 'DSCP':
      skb.packet = withService(skb.packet, (serviceOf(skb.packet) & 3) | (target.value << 2));
      return;
    // Segments are never larger than what fits, checksums are always right, and nobody listens to the others.
    case 'TCPMSS':
    case 'CHECKSUM':
    case 'CLASSIFY':
    case 'NFLOG':
    case 'TRACE':
    case 'AUDIT':
      return;
    case 'SET':
      changeSets(world, skb, target);
      return;
    case 'NOTRACK':
      skb.untracked = true;
      return;
    case 'MARK':
      skb.mark = ((skb.mark & ~target.mask) ^ target.value) >>> 0;
      return;
    case 'CONNMARK': {
      const { tracked } = skb;
      if (!tracked) return;
      const { mark } = tracked.entry;
      if (target.action === 'restore') {
        skb.mark = ((skb.mark & ~target.nfmask) ^ (mark & target.ctmask)) >>> 0;
        return;
      }
      const next =
        target.action === 'set'
          ? (mark & ~target.mask) ^ target.value
          : (mark & ~target.ctmask) ^ (skb.mark & target.nfmask);
      update(world, skb.netns, tracked, { ...tracked.entry, mark: next >>> 0 });
    }
  }
}
