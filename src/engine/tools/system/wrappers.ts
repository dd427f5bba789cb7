import type { Tool } from '../../shell/process';
import { parseDuration } from './duration';
import { runOr } from './run-program';

/** Programs that run another program: sudo(8), ssh(1), timeout(1). */

const SUDO_USAGE =
  'usage: sudo -h | -K | -k | -V\nusage: sudo [-ABbEHnPS] [-u user] [VAR=value] [-i | -s] [command [arg ...]]\n';

/** One is root on every host, so sudo only drops its own options. */
export const sudo: Tool = {
  name: 'sudo',
  async run(process) {
    const words = process.argv.slice(1);
    let i = 0;
    for (; i < words.length; i++) {
      const word = words[i] ?? '';
      if (word === '--') {
        i++;
        break;
      }
      if (/^-[ugpCchrtT]$/.test(word)) i++;
      else if (!word.startsWith('-') && !/^[A-Za-z_]\w*=/.test(word)) break;
    }
    const command = words.slice(i);
    if (command.length === 0) {
      if (words.some((word) => word === '-i' || word === '-s' || word === '-v' || word === '-k')) return 0;
      process.err(SUDO_USAGE);
      return 1;
    }
    const status = await runOr(process, command, (name) => `sudo: ${name}: command not found\n`);
    return status === 127 ? 1 : status;
  },
};

/** Options of ssh(1) that take a value. */
const SSH_VALUED = 'BbcDEeFIiJLlmOopQRSWw';

export const ssh: Tool = {
  name: 'ssh',
  async run(process) {
    const words = process.argv.slice(1);
    let i = 0;
    for (; i < words.length && words[i]?.startsWith('-'); i++) {
      const last = words[i]?.at(-1) ?? '';
      if (words[i]?.length === 2 && SSH_VALUED.includes(last)) i++;
    }
    const target = words[i];
    if (target === undefined) {
      process.err(SSH_USAGE);
      return 255;
    }
    const host = target.slice(target.indexOf('@') + 1);
    if (!process.world.hosts.has(host)) {
      process.err(`ssh: Could not resolve hostname ${host.toLowerCase()}: Name or service not known\n`);
      return 255;
    }
    const command = words.slice(i + 1);
    // Without a command the shell session moves to the host itself; in a pipe there is nothing to type.
    if (command.length === 0) return process.stdin === '' ? 0 : process.exec(['bash', '-c', process.stdin], { host });
    // sshd hands the words, joined by blanks, to the login shell.
    return process.exec(['bash', '-c', command.join(' ')], { host });
  },
};

const SSH_USAGE = `usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-B bind_interface]
           [-b bind_address] [-c cipher_spec] [-D [bind_address:]port]
           [-E log_file] [-e escape_char] [-F configfile] [-I pkcs11]
           [-i identity_file] [-J [user@]host[:port]] [-L address]
           [-l login_name] [-m mac_spec] [-O ctl_cmd] [-o option] [-p port]
           [-Q query_option] [-R address] [-S ctl_path] [-W host:port]
           [-w local_tun[:remote_tun]] destination [command [argument ...]]
`;

const TRY_TIMEOUT = "Try 'timeout --help' for more information.\n";

/** Ends a program when a virtual time is over; status 124, or 128 + the signal with --preserve-status. */
export const timeout: Tool = {
  name: 'timeout',
  async run(process) {
    const words = process.argv.slice(1);
    let signal = 'TERM';
    let preserve = false;
    let i = 0;
    for (; i < words.length && words[i]?.startsWith('-'); i++) {
      const word = words[i] ?? '';
      if (word === '--') {
        i++;
        break;
      }
      if (word === '-s' || word === '--signal') signal = words[++i] ?? '';
      else if (word.startsWith('--signal=')) signal = word.slice(9);
      else if (/^-s./.test(word)) signal = word.slice(2);
      else if (word === '-k' || word === '--kill-after') i++;
      else if (word === '--preserve-status') preserve = true;
      else if (!/^(--kill-after=|-k|--foreground|-v|--verbose)/.test(word)) {
        process.err(
          word.startsWith('--')
            ? `timeout: unrecognized option '${word}'\n${TRY_TIMEOUT}`
            : `timeout: invalid option -- '${word.charAt(1)}'\n${TRY_TIMEOUT}`,
        );
        return 125;
      }
    }
    const [duration, ...command] = words.slice(i);
    if (duration === undefined || command.length === 0) {
      process.err(`timeout: missing operand\n${TRY_TIMEOUT}`);
      return 125;
    }
    const seconds = parseDuration(duration);
    if (seconds === undefined) {
      process.err(`timeout: invalid time interval ‘${duration}’\n${TRY_TIMEOUT}`);
      return 125;
    }
    const signalName = signal.replace(/^SIG/, '').toUpperCase();
    let timedOut = false;
    const status = await runOr(
      process,
      command,
      (name) => `timeout: failed to run command ‘${name}’: No such file or directory\n`,
      seconds === 0
        ? {}
        : {
            endsAtUs: process.world.nowUs + seconds * 1_000_000,
            endSignal: `SIG${signalName}`,
            timedOut: () => (timedOut = true),
          },
    );
    return timedOut && signalName !== 'KILL' && !preserve ? 124 : status;
  },
};
