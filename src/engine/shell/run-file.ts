import { KernelError } from '../kernel/errno';
import type { NodeInfo } from './files/host-file-system';
import { resolvePath } from './files/path';
import { RUN_FILE } from './internal-names';
import { inShellWords, type Speaker } from './messages';
import type { Process, Tool } from './process';

/** What running a file by its path needs of the shell. */
export interface FileHost {
  lookup(path: string): NodeInfo | undefined;
  /** How the shell names itself in front of its messages. */
  speaker(): Speaker;
}

/** `./script.sh`, `/usr/sbin/ip`: what the shell does with a command that has a slash in it. */
export function runFile(host: FileHost): Tool {
  return {
    name: RUN_FILE,
    run: async (process) => {
      const [, line = '', path = '', ...args] = process.argv;
      const refuse = (reason: string, status: number): number => {
        process.err(inShellWords(`bash: ${path}: ${reason}\n`, host.speaker(), Number(line) || 1));
        return status;
      };
      const node = lookup(host, process, path);
      if (node?.type === 'directory') return refuse('Is a directory', 126);
      if (node && (node.mode & 0o111) === 0) return refuse('Permission denied', 126);
      try {
        return await process.exec([path, ...args]);
      } catch (error) {
        if (error instanceof KernelError && error.errno === 'ENOENT') return refuse('No such file or directory', 127);
        throw error;
      }
    },
  };
}

function lookup(host: FileHost, process: Process, path: string): NodeInfo | undefined {
  return host.lookup(resolvePath(process.cwd, path));
}
