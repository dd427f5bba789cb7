import type { Controller } from '../corefile/controller';
import { CorefileError } from '../corefile/error';

/** Reads a directive that a server block may have once. */
export function onlyOnce<C>(c: Controller, read: () => C): readonly C[] {
  let made: C | undefined;
  while (c.next()) {
    if (made !== undefined) throw new CorefileError('this plugin can only be used once per Server Block');
    made = read();
  }
  return made === undefined ? [] : [made];
}
