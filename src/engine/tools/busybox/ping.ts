import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { eachLine } from './applets';

const USAGE = `Usage: ping [OPTIONS] HOST

Send ICMP ECHO_REQUESTs to HOST

	-4,-6		Force IP or IPv6 name resolution
	-c CNT		Send only CNT pings
	-s SIZE		Send SIZE data bytes in packets (default 56)
	-i SECS		Interval
	-A		Ping as soon as reply is received
	-t TTL		Set TTL
	-I IFACE/IP	Source interface or IP address
	-W SEC		Seconds to wait for the first response (default 10)
			(after all -c CNT packets are sent)
	-w SEC		Seconds until ping exits (default:infinite)
			(can exit earlier with -c CNT)
	-q		Quiet, only display output at start/finish
	-p HEXBYTE	Payload pattern
`;

/** ping of BusyBox (networking/ping.c): the packets are the same, the words are not. */
export async function busyboxPing(process: Process, full: Program): Promise<number> {
  const words = process.argv.slice(1);
  if (words.length === 0) {
    process.err(`${banner(process)}\n\n${USAGE}`);
    return 1;
  }
  const host = words.at(-1) ?? '';
  const size = Number(words[words.indexOf('-s') + 1]) || 56;
  let summed = false;
  const status = await full.run({
    ...process,
    out: (text) =>
      process.out(
        eachLine(text, (line) => {
          // Nothing follows the sums when no answer came.
          if (summed && line === '') return undefined;
          summed ||= / packet loss/.test(line);
          return pingLine(line);
        }),
      ),
    err: (text) => {
      if (/Name or service not known|Temporary failure|No address associated|unknown host/.test(text))
        process.err(`ping: bad address '${host}'\n`); // prettier-ignore
      else if (/Network is unreachable/.test(text)) {
        process.out(`PING ${host} (${host}): ${size} data bytes\n`);
        process.err('ping: sendto: Network is unreachable\n');
      } else process.err(text);
    },
  });
  return status === 2 ? 1 : status;
}

function pingLine(line: string): string | undefined {
  const start = /^PING (\S+?) ?\(([^)]+)\)(?: from .*?:)? (\d+)(?:\(\d+\))? (?:data )?bytes/.exec(line);
  if (start) return `PING ${start[1] ?? ''} (${start[2] ?? ''}): ${start[3] ?? ''} data bytes`;
  const reply = /^(\d+) bytes from (?:\S+ \(([^)]+)\)|(\S+)): icmp_seq=(\d+) ttl=(\d+) time=([\d.]+) ms(.*)$/.exec(
    line,
  );
  if (reply) {
    const [, size = '', named, address, sequence = '', ttl = '', time = '', more = ''] = reply;
    return `${size} bytes from ${named ?? address ?? ''}: seq=${Number(sequence) - 1} ttl=${ttl} time=${Number(time).toFixed(3)} ms${more}`; // prettier-ignore
  }
  if (/^From .* icmp_seq=\d+ /.test(line)) return undefined;
  const sums =
    /^(\d+) packets transmitted, (\d+) received(?:, \+\d+ errors)?(?:, \+\d+ duplicates)?, ([\d.]+)% packet loss/.exec(
      line,
    );
  if (sums) return `${sums[1] ?? ''} packets transmitted, ${sums[2] ?? ''} packets received, ${Math.floor(Number(sums[3]))}% packet loss`; // prettier-ignore
  const round = /^rtt min\/avg\/max\/mdev = ([\d.]+)\/([\d.]+)\/([\d.]+)\/[\d.]+ ms/.exec(line);
  if (round) return `round-trip min/avg/max = ${round[1] ?? ''}/${round[2] ?? ''}/${round[3] ?? ''} ms`;
  return /^pipe \d+$/.test(line) ? undefined : line;
}

/** The first line of every usage: which BusyBox an image has. */
export function banner({ world, host }: Process): string {
  const image = world.containers.get(host)?.config.image ?? '';
  const tag = /(?:^|\/)busybox:(1\.\d+(?:\.\d+)?)/.exec(image)?.[1];
  return `BusyBox v${tag === undefined ? '1.37.0' : tag.split('.').length === 2 ? `${tag}.1` : tag} (2024-09-26 21:31:42 UTC) multi-call binary.`; // prettier-ignore
}
