import type { Process, Tool } from '../../shell/process';
import { resolvePath } from '../../shell/files/path';
import { runOr } from './run-program';

/**
 * chroot(8) of coreutils 9.1. The roots that a lab has are those of its hosts: a container that has its node's root mounted (`kubectl debug node/…` under
 * /host) can go there.
 */
export const chroot: Tool = {
  name: 'chroot',
  async run(process) {
    const [directory, ...command] = process.argv.slice(1).filter((word, index) => !(index === 0 && word === '--'));
    if (directory === undefined) {
      process.err("chroot: missing operand\nTry 'chroot --help' for more information.\n");
      return 125;
    }
    const path = resolvePath(process.cwd, directory);
    if (!process.files.isDirectory(path)) {
      const problem = process.files.exists(path) ? 'Not a directory' : 'No such file or directory';
      process.err(`chroot: cannot change root directory to '${directory}': ${problem}\n`);
      return 125;
    }
    const host = rootAt(process, path);
    if (host === undefined) {
      process.err(`cka-net: chroot to ${directory} is not simulated yet\n`);
      return 125;
    }
    if (command.length > 0)
      return runOr(
        process,
        command,
        (name) => `chroot: failed to run command '${name}': No such file or directory\n`,
        host === process.host ? {} : { host },
      );
    if (process.stdin !== '') return process.exec(['bash'], { host });
    process.enter(host, 'bash');
    return 0;
  },
};

/** The host whose root directory is seen under a path. */
function rootAt({ world, host }: Process, path: string): string | undefined {
  if (path === '/') return host;
  const guest = world.host(host).container;
  const mount = guest?.mounts.find(({ containerPath }) => containerPath === path);
  return mount?.hostPath === '/' ? guest?.node : undefined;
}
