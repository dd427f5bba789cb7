import type { Program } from '../grammar/types';
import { busyboxWget } from './busybox';
import { WGET } from './declaration';
import { gnuWget } from './gnu';
import { readOptions } from './options';

/** wget: BusyBox' in images that are made of it, GNU's elsewhere. */
export const wget: Program = {
  ...WGET,
  run: (process) => {
    const options = readOptions(process.argv.slice(1));
    const { container } = process.world.host(process.host);
    return container?.sh === 'ash' ? busyboxWget(process, options) : gnuWget(process, options);
  },
};
