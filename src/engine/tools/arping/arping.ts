import { ExitError, exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import { iputilsVersion } from '../iputils/version';
import { ARPING } from './declaration';
import { findPlace } from './place';
import { readOptions } from './options';
import { ArpingSession } from './session';

/** arping(8) of iputils 20221126. */
export const arping: Program = {
  ...ARPING,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      async () => {
        const options = readOptions(process.argv.slice(1));
        if (options === 'version') {
          process.out(iputilsVersion('arping'));
          return 0;
        }
        const place = await findPlace(process, options);
        if (!options.quiet) process.out(place.header);
        // The second half of main() looks at this after it printed where it asks.
        if (place.source === 0 && options.source === undefined && !options.detect) {
          throw new ExitError(2, 'arping: no source address in not-DAD mode\n');
        }
        return new ArpingSession(process, options, place).run();
      },
    ),
};
