import { KernelError } from '../../kernel/errno';
import type { Process } from '../../shell/process';

/** Runs `argv`, or says as a shell would that there is no such program; answers its status. */
export async function runOr(
  process: Process,
  argv: readonly string[],
  missing: (name: string) => string,
  where?: Parameters<Process['exec']>[1],
): Promise<number> {
  try {
    return await process.exec(argv, where);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    process.err(missing(argv[0] ?? ''));
    return 127;
  }
}
