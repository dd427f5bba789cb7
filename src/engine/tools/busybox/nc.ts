import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { eachLine } from './applets';
import { banner } from './ping';

const USAGE = `Usage: nc [-iN] [-wN] [-l] [-p PORT] [-f FILE|IPADDR PORT] [-e PROG]

Open a pipe to IP:PORT or FILE

	-l	Listen mode, for inbound connects
		(use -ll with -e for persistent server)
	-p PORT	Local port
	-w SEC	Connect timeout
	-i SEC	Delay interval for lines sent
	-f FILE	Use file (ala /dev/ttyS0) instead of network
	-e PROG	Run PROG after connect
`;

/**
 * nc of BusyBox: Alpine builds it with the options of netcat 1.10 (networking/nc_bloaty.c), the image busybox without them (networking/nc.c: off by
 * default), so that there `-z`, `-v` and `-u` are wrong.
 */
export async function busyboxNc(process: Process, full: Program): Promise<number> {
  const words = process.argv.slice(1);
  const bare = /(?:^|\/)busybox(?::|$)/.test(process.world.containers.get(process.host)?.config.image ?? '');
  const letters = words.filter((word) => /^-[a-zA-Z]/.test(word)).join('');
  const wrong = [...letters].find((letter) => letter !== '-' && !/[lpwife\d]/.test(letter));
  if (words.length === 0 || (bare && wrong !== undefined)) {
    const problem = wrong === undefined ? '' : `nc: invalid option -- '${wrong}'\n`;
    process.err(`${problem}${banner(process)}\n\n${USAGE}`);
    return 1;
  }
  const verbose = letters.includes('v');
  const host = words.filter((word) => !word.startsWith('-')).at(-2) ?? '';
  const argv = verbose || letters.includes('l') ? process.argv : ['nc', '-v', ...words];
  return full.run({
    ...process,
    argv,
    err: (text) =>
      process.err(
        eachLine(text, (line) => {
          const open = /^Connection to (\S+)(?: \(([^)]+)\))? (\d+) port .* succeeded!$/.exec(line);
          if (open) return verbose ? `${open[1] ?? ''} (${open[2] ?? open[1] ?? ''}:${open[3] ?? ''}) open` : undefined; // prettier-ignore
          const failed = /^nc: connect to (\S+)(?: \(([^)]+)\))? port (\d+) \(\w+\) (?:failed|timed out): (.*)$/.exec(
            line,
          );
          if (failed) {
            const why = /in progress|timed out/.test(failed[4] ?? '') ? 'Operation timed out' : (failed[4] ?? '');
            return `nc: ${failed[1] ?? ''} (${failed[2] ?? failed[1] ?? ''}:${failed[3] ?? ''}): ${why}`;
          }
          if (/getaddrinfo|Name or service not known/.test(line)) return `nc: bad address '${host}'`;
          return /^(?:Listening on|Connection received)/.test(line) && !verbose ? undefined : line;
        }),
      ),
  });
}
