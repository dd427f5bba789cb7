import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { eachLine } from './applets';
import { banner } from './ping';

const USAGE = `Usage: nc [OPTIONS] HOST PORT  - connect
nc [OPTIONS] -l -p PORT [HOST] [PORT]  - listen

	-e PROG	Run PROG after connect (must be last)
	-l	Listen mode, for inbound connects
	-lk	With -e, provides persistent server
	-p PORT	Local port
	-s ADDR	Local address
	-w SEC	Timeout for connects and final net reads
	-i SEC	Delay interval for lines sent
	-n	Don't do DNS resolution
	-u	UDP mode
	-b	Allow broadcasts
	-v	Verbose
	-o FILE	Hex dump traffic
	-z	Zero-I/O mode (scanning)
`;

/** nc of BusyBox as Alpine and the image busybox build it, with the options of netcat 1.10 (networking/nc_bloaty.c). */
export async function busyboxNc(process: Process, full: Program): Promise<number> {
  const words = process.argv.slice(1);
  const letters = words.filter((word) => /^-[a-zA-Z]/.test(word)).join('');
  const wrong = [...letters].find((letter) => !/[-lkpwisnubvzoe\d]/.test(letter));
  if (words.length === 0 || wrong !== undefined) {
    const problem = wrong === undefined ? '' : `nc: invalid option -- '${wrong}'\n`;
    process.err(`${problem}${banner(process)}\n\n${USAGE}`);
    return 1;
  }
  const verbosity = letters.split('v').length - 1;
  const host = words.filter((word) => !word.startsWith('-')).at(-2) ?? '';
  const timedOut = /alpine|netshoot/.test(process.world.containers.get(process.host)?.config.image ?? '') ? 'Operation timed out' : 'Connection timed out'; // prettier-ignore
  // What it says of ends and failures depends on how often -v was given; the program underneath says all when asked once.
  const argv = ['nc', ...(letters.includes('l') && verbosity === 0 ? [] : ['-v']), ...words.map(withoutMany)];
  return full.run({
    ...process,
    argv,
    err: (text) =>
      process.err(
        eachLine(text, (line) => {
          const open = /^Connection to (\S+)(?: \(([^)]+)\))? (\d+) port .* succeeded!$/.exec(line);
          if (open) return verbosity > 0 ? `${open[1] ?? ''} (${open[2] ?? open[1] ?? ''}:${open[3] ?? ''}) open` : undefined; // prettier-ignore
          const failed = /^nc: connect to (\S+)(?: \(([^)]+)\))? port (\d+) \(\w+\) (?:failed|timed out): (.*)$/.exec(
            line,
          );
          if (failed) {
            const why = /in progress|timed out/.test(failed[4] ?? '') ? timedOut : (failed[4] ?? '');
            // A port that is closed is no news to who scans.
            if (verbosity === 0 || (verbosity === 1 && why === 'Connection refused')) return undefined;
            return `nc: ${failed[1] ?? ''} (${failed[2] ?? failed[1] ?? ''}:${failed[3] ?? ''}): ${why}`;
          }
          if (/getaddrinfo|Name or service not known/.test(line)) return `nc: bad address '${host}'`;
          const listening = /^(?:Listening|Bound) on (\S+) (\d+)$/.exec(line);
          if (listening) return `listening on ${/:/.test(listening[1] ?? '') ? `[${listening[1] ?? ''}]` : (listening[1] ?? '')}:${listening[2] ?? ''} ...`; // prettier-ignore
          return line;
        }),
      ),
  });
}

/** The program underneath knows -v once. */
function withoutMany(word: string): string {
  return /^-[a-zA-Z]+$/.test(word) ? word.replace(/v+/g, 'v') : word;
}
