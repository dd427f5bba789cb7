import type { World } from '../world';
import { SetError, type ElementRequest, type SetEntry, type SetExtensions, type SetRecord } from './model';

const SECOND_US = 1_000_000;

/** ip_set_get_extensions: what an element is to remember; refuses what the set was not made for. */
export function extensionsOf(world: World, set: SetRecord, request: ElementRequest): SetExtensions {
  const { packets, bytes, comment, skbmark, skbprio, skbqueue, timeout } = request;
  if (timeout !== undefined && set.timeout === undefined) throw new SetError('TIMEOUT');
  if ((packets !== undefined || bytes !== undefined) && !set.counters) throw new SetError('COUNTER');
  if (comment !== undefined && !set.comment) throw new SetError('COMMENT');
  const info = skbmark !== undefined || skbprio !== undefined || skbqueue !== undefined;
  if (info && !set.skbinfo) throw new SetError('SKBINFO');
  const seconds = timeout ?? set.timeout ?? 0;
  return {
    packets: packets ?? 0,
    bytes: bytes ?? 0,
    ...(seconds > 0 && { expiresUs: world.nowUs + seconds * SECOND_US }),
    ...(comment !== undefined && comment !== '' && { comment }),
    ...(skbmark && { skbmark }),
    ...(skbprio !== undefined && { skbprio }),
    ...(skbqueue !== undefined && { skbqueue }),
    ...(request.nomatch && { nomatch: true }),
  };
}

/** Whether an element's time is over. */
export function expired(world: World, { expiresUs }: SetEntry): boolean {
  return expiresUs !== undefined && expiresUs <= world.nowUs;
}

/** Seconds an element has left, never 0 while it lives; 0: for ever (ip_set_timeout_get). */
export function secondsLeft(world: World, { expiresUs }: SetEntry): number {
  if (expiresUs === undefined) return 0;
  return Math.max(1, Math.floor((expiresUs - world.nowUs) / SECOND_US));
}

/** Bytes of an element with what it remembers (ip_set_elem_len): each extension lies where its alignment allows. */
export function entrySize({ counters, timeout, skbinfo, comment }: SetRecord, size: number): number {
  let length = size;
  const add = (bytes: number, alignment: number): void => {
    length = Math.ceil(length / alignment) * alignment + bytes;
  };
  if (counters) add(16, 8);
  if (timeout !== undefined) add(8, 8);
  if (skbinfo) add(16, 4);
  if (comment) add(8, 8);
  return length;
}

/** Bytes of a comment kept beside its element. */
export function commentSize({ comment }: SetEntry): number {
  return comment === undefined ? 0 : comment.length + 1 + COMMENT_HEADER;
}

const COMMENT_HEADER = 16;
