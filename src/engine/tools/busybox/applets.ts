import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { arpLine, ipLine, netstatLine, routeLine, tracerouteLine } from './network-lines';
import { busyboxIfconfig } from './ifconfig';
import { busyboxNc } from './nc';
import { busyboxPing } from './ping';
import { busyboxPs } from './ps';

/** Programs that BusyBox has in words of its own (busybox 1.35–1.37), by name. */
const APPLETS: ReadonlyMap<string, (process: Process, full: Program) => Promise<number>> = new Map([
  ['ping', busyboxPing],
  ['ping6', busyboxPing],
  ['nc', busyboxNc],
  ['ps', busyboxPs],
  ['ifconfig', busyboxIfconfig],
  ['ip', byLine(ipLine)],
  ['route', (process, full) => (process.argv.some((word) => /^-\w*n/.test(word)) ? full.run(process) : byLine(routeLine)(process, full))], // prettier-ignore
  ['netstat', byLine(netstatLine)],
  ['traceroute', byLine(tracerouteLine)],
  ['arp', (process, full) => byLine(arpLine)({ ...process, argv: ['arp', '-a', ...process.argv.slice(1).filter((word) => !/^-[an]+$/.test(word))] }, full)], // prettier-ignore
]);

/** A program as it is in containers: in images made of BusyBox that one's, unless the image brings its own under /usr/bin. */
export function asInImages(program: Program): Program {
  const applet = APPLETS.get(program.name);
  if (!applet) return program;
  return {
    ...program,
    run: (process) => {
      const { container } = process.world.host(process.host);
      const own = container?.sh === 'ash' && !process.files.exists(`/usr/bin/${program.name}`);
      return own ? applet(process, program) : program.run(process);
    },
  };
}

/** Runs the full program and words its output line by line. */
function byLine(line: (text: string) => string | undefined): (process: Process, full: Program) => Promise<number> {
  return (process, full) => full.run({ ...process, out: (text) => process.out(eachLine(text, line)) });
}

/** Every whole line worded anew; undefined leaves it out. */
export function eachLine(text: string, line: (text: string) => string | undefined): string {
  return text
    .split(/(?<=\n)/)
    .map((whole) => {
      const said = line(whole.replace(/\n$/, ''));
      return said === undefined ? '' : said + (whole.endsWith('\n') ? '\n' : '');
    })
    .join('');
}
