import { ExitError, exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import { allInterfaces, formatLong, formatShort } from '../ifconfig/show';
import { showRoutes } from '../route/show';
import { ROUTABLE_FAMILIES } from '../route/texts';
import type { Process } from '../tool';
import { NETSTAT } from './declaration';
import { readCommandLine, type NetstatOptions } from './options';
import { showSockets } from './sockets';
import { showStatistics } from './statistics';

/** netstat(8) of net-tools 2.10. */
export const netstat: Program = {
  ...NETSTAT,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

async function run(process: Process): Promise<number> {
  const options = readCommandLine(process);
  if (!options) return 0;
  const status = show(process, options, true);
  if (!options.flags.has('c')) return status;
  // -c: again every second, until somebody ends it.
  while (!process.signal.aborted) {
    await process.pace(1_000_000);
    if (!process.signal.aborted) show(process, options, false);
  }
  return 130;
}

function show(process: Process, options: NetstatOptions, first: boolean): number {
  const { flags } = options;
  if (flags.has('M')) throw new ExitError(1, "netstat: no support for `ip_masquerade' on this system.\n");
  if (flags.has('s')) {
    if (options.family === 'inet6') throw new ExitError(2, 'cka-net: netstat -s -6 is not simulated yet\n');
    showStatistics(process, options.byFamily ? undefined : options.protocols);
    return 0;
  }
  if (flags.has('r')) return routes(process, options);
  if (flags.has('i')) return interfaces(process, options, first);
  return showSockets(process, options);
}

/** -e swaps what route(8) calls its default and its -e. */
function routes(process: Process, { family, flags, extend }: NetstatOptions): number {
  if (family !== 'inet') {
    if (family === 'inet6') throw new ExitError(2, 'cka-net: netstat -r for inet6 is not simulated yet\n');
    throw new ExitError(
      1,
      `netstat: no support for \`AF ${family.toUpperCase()}' on this system.\n${ROUTABLE_FAMILIES}`,
    );
  }
  const cache = flags.has('C');
  const view = { numeric: flags.has('numeric-hosts'), fib: flags.has('F') || !cache, cache };
  return showRoutes(process, { ...view, extend: extend === 0 ? 2 : extend === 1 ? 1 : extend + 1 });
}

function interfaces(process: Process, { flags, extend }: NetstatOptions, first: boolean): number {
  const shown = allInterfaces(process.netlink().links()).filter(({ link }) => flags.has('a') || link.up);
  if (first) process.out('Kernel Interface table\n');
  process.out(extend > 0 ? shown.map(formatLong).join('') : formatShort(shown, 16));
  return 0;
}
