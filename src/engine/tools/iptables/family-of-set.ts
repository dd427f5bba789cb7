import { openIpset } from '../../kernel/ipset/control';
import type { Process } from '../tool';
import type { FamilyOfSet } from './extension';

/** The family that rules may ask an IP set of this namespace for (get_set_byname in extensions/libxt_set.h). */
export function familyOfSet({ world, netns }: Process, name: string): FamilyOfSet | undefined {
  const set = openIpset(world, netns).find(name);
  return set?.family === 'unspec' ? 'both' : set?.family;
}
