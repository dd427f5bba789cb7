import { exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import { TRACEPATH } from './declaration';
import { readCommandLine } from './options';
import { TracepathSession } from './session';

/** tracepath(8) of iputils 20221126 over IPv4. */
export const tracepath: Program = {
  ...TRACEPATH,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      async () => {
        const options = await readCommandLine(process);
        return options ? new TracepathSession(process, options).run() : 0;
      },
    ),
};
