import type { NetnsId } from '../../kernel/records';
import type { Process, Tool } from '../../shell/process';
import { NSENTER_HELP } from './help-texts';
import { runOr } from './run-program';

const TRY = "Try 'nsenter --help' for more information.\n";
const KINDS = 'mount|uts|ipc|net|pid|user|cgroup|time';
/** Options that say nothing here: the other namespaces are one for all processes of a host. */
const IGNORED = new RegExp(
  `^(-[mupiUCTaFeZ]+|--(${KINDS.replace('net|', '')}|all|no-fork|preserve-credentials|follow-context)(=.*)?)$`,
);

/** nsenter(1) of util-linux 2.38.1: runs a program in the network namespace of a file or of a process. */
export const nsenter: Tool = {
  name: 'nsenter',
  async run(process) {
    const words = process.argv.slice(1);
    let file: string | undefined;
    let target: string | undefined;
    let net = false;
    for (let word = words[0]; word?.startsWith('-') && word.length > 1; word = words[0]) {
      words.shift();
      if (word === '--') break;
      if (word === '-h' || word === '--help') {
        process.out(NSENTER_HELP);
        return 0;
      }
      if (word === '-V' || word === '--version') {
        process.out('nsenter from util-linux 2.38.1\n');
        return 0;
      }
      const attached = /^(?:--net=|-n=?)(.+)$/.exec(word)?.[1];
      if (word === '-n' || word === '--net' || word === '-a' || word === '--all') net = true;
      else if (attached !== undefined && !/^[mupiUCT]+$/.test(attached)) file = attached;
      else if (attached !== undefined) net = true;
      else if (word === '-t' || word === '--target') target = words.shift() ?? '';
      else if (/^--target=|^-t\d/.test(word)) target = word.replace(/^--target=|^-t/, '');
      else if (/^-[mupiUCTaFeZn]+$/.test(word)) net ||= word.includes('n') || word.includes('a');
      else if (!IGNORED.test(word)) return refused(process, word);
    }
    if (target !== undefined && !/^\d+$/.test(target)) {
      process.err(`nsenter: failed to parse pid: '${target}'\n`);
      return 1;
    }
    if (net && target === undefined) {
      process.err('nsenter: neither filename nor target pid supplied for ns/net\n');
      return 1;
    }
    const path = file ?? (net ? `/proc/${target ?? ''}/ns/net` : undefined);
    const netns = path === undefined ? process.netns : netnsAt(process, path);
    if (netns === undefined) {
      process.err(`nsenter: cannot open ${path ?? ''}: No such file or directory\n`);
      return 1;
    }
    const command = words.length > 0 ? words : ['bash', '-c', process.stdin];
    return runOr(process, command, (name) => `nsenter: failed to execute ${name}: No such file or directory\n`, {
      netns,
    });
  },
};

function refused(process: Process, word: string): number {
  const problem = word.startsWith('--') ? `unrecognized option '${word}'` : `invalid option -- '${word.charAt(1)}'`;
  process.err(`nsenter: ${problem}\n${TRY}`);
  return 1;
}

/** The namespace that a file stands for: `/run/netns/NAME`, `/proc/PID/ns/net`. */
function netnsAt(process: Process, path: string): NetnsId | undefined {
  const name = /^(?:\/var)?\/run\/netns\/(.+)$/.exec(path)?.[1];
  if (name !== undefined) return process.world.host(process.host).netnsNames.get(name);
  const pid = /^\/proc\/(\d+|self)\/ns\/net$/.exec(path)?.[1];
  if (pid === 'self') return process.netns;
  return process.processes().find((candidate) => candidate.pid === Number(pid))?.netns;
}
