import type { Process, Tool } from '../../shell/process';
import { exitStatus, ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import { UNSHARE } from './declarations';
import { UNSHARE_HELP } from './help-texts';
import { runOr } from './run-program';

const TRY = "Try 'unshare --help' for more information.\n";

/**
 * unshare(1): runs a program in new namespaces. Only the network namespace is one here; it lives as long as the program and what it left
 * running. A new host name ends with the program.
 */
export const unshare: Tool = {
  name: 'unshare',
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

async function run(process: Process): Promise<number> {
  const { options, operands, error } = parseOptions(UNSHARE, process.argv.slice(1), 'first-operand');
  if (error !== undefined) throw new ExitError(1, `unshare: ${error}\n${TRY}`);
  const has = (flag: string): boolean => options.some((option) => option.flag === flag);
  if (has('V')) {
    process.out('unshare from util-linux 2.38.1\n');
    return 0;
  }
  if (has('h')) {
    process.out(UNSHARE_HELP);
    return 0;
  }
  if (options.some(({ flag, value }) => flag === 'net' && value !== undefined)) {
    throw new ExitError(2, 'cka-net: unshare --net=FILE is not simulated yet\n');
  }
  const command = operands.length > 0 ? operands : ['bash', '-c', process.stdin];
  const missing = (name: string): string => `unshare: failed to execute ${name}: No such file or directory\n`;
  const { world, host } = process;
  const { hostname } = world.host(host);
  const netns = has('n') || has('net') ? process.netlink().createNamespace() : undefined;
  try {
    return await runOr(process, command, missing, netns === undefined ? {} : { netns });
  } finally {
    if (has('u')) world.writeHost(host).hostname = hostname;
    if (netns !== undefined) process.netlink().releaseNamespace(netns);
  }
}
