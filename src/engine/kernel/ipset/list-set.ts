import type { World } from '../world';
import { commentSize, entrySize, expired } from './extensions';
import { SetError, type ElementRequest, type ListData, type SetEntry, type SetRecord } from './model';
import { setType } from './types';

/** Lists of sets (net/netfilter/ipset/ip_set_list_set.c). */
export type ListSet = SetRecord & { readonly data: ListData };

const named = (members: readonly SetEntry[], name: string): number => members.findIndex(({ element }) => element.set === name); // prettier-ignore

/** list_set_uadd. Throws EXIST, REF_EXIST. */
export function addToList(
  world: World,
  { data }: ListSet,
  entry: SetEntry,
  { reference }: ElementRequest,
  overwrite: boolean,
): ListData {
  const members = data.members.filter((member) => !expired(world, member));
  const place = reference ? named(members, reference.name) : -1;
  if (reference && place < 0) throw new SetError('REF_EXIST');
  const same = named(members, entry.element.set ?? '');
  if (same >= 0) {
    if (!overwrite) throw new SetError('EXIST');
    return { ...data, members: members.with(same, entry) };
  }
  const at = reference ? place + (reference.before ? 0 : 1) : members.length;
  return { ...data, members: members.toSpliced(at, 0, entry) };
}

/** list_set_udel and list_set_utest: where a member is, if it stands beside the other one that was named. Throws EXIST, REF_EXIST. */
export function placeInList(world: World, { data }: ListSet, { set = '', reference }: ElementRequest): number {
  const at = named(data.members, set);
  const entry = data.members[at];
  if (!entry || expired(world, entry)) throw new SetError('EXIST');
  if (reference) {
    const neighbour = data.members[reference.before ? at + 1 : at - 1];
    if (neighbour?.element.set !== reference.name) throw new SetError('REF_EXIST');
  }
  return at;
}

/** What the list and its members take. */
export function listMemory(set: ListSet): number {
  const { baseSize, elementSize } = setType('list:set');
  const size = entrySize(set, elementSize.inet);
  return set.data.members.reduce((sum, member) => sum + size + commentSize(member), baseSize.inet);
}
