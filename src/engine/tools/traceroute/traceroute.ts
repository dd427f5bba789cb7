import { exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import { TRACEROUTE } from './declaration';
import { readCommandLine } from './options';
import { TracerouteSession } from './session';

/** traceroute(1), Butskoy's "Modern traceroute for Linux" 2.1.2. */
export const traceroute: Program = {
  ...TRACEROUTE,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      async () => {
        const options = await readCommandLine(process);
        return options ? new TracerouteSession(process, options).run() : 0;
      },
    ),
};

/** The same program under the name that means IPv6. */
export const traceroute6: Program = { ...traceroute, name: 'traceroute6' };
