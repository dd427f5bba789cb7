import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { iputilsVersion } from '../iputils/version';
import type { Process } from '../tool';
import { PING } from './declaration';
import { findDestination } from './destination';
import { readOptions } from './options';
import { PingSession, type PingSnapshot } from './session';
import { NODEINFO_USAGE, USAGE } from './texts';

/** ping(8) of iputils 20221126. */
export const ping: Program = {
  ...PING,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

/** The same program under the name that means IPv6. */
export const ping6: Program = {
  ...ping,
  name: 'ping6',
  // It complains under the name it was called by.
  run: (process) => ping.run({ ...process, err: (text) => process.err(text.replaceAll(/^ping: /gm, 'ping6: ')) }),
};

async function run(process: Process): Promise<number> {
  const { options: given, operands, error } = parseOptions(PING, process.argv.slice(1));
  // A name that ends in a digit says the family (ping.c main).
  const family = process.argv[0]?.endsWith('6') ? 'inet6' : process.argv[0]?.endsWith('4') ? 'inet' : undefined;
  if (given.some(({ flag, value }) => flag === 'N' && value === 'help')) {
    process.out(NODEINFO_USAGE);
    return 0;
  }
  const options = readOptions(given, process, family);
  if (error !== undefined) throw new ExitError(2, `ping: ${error}\n${USAGE}`);
  if (options.version) {
    process.out(iputilsVersion('ping'));
    return 0;
  }
  if (operands.length === 0) throw new ExitError(1, 'ping: usage error: Destination address required\n');
  const before = process.background?.resumed as PingSnapshot | undefined;
  if (before) return PingSession.resumed(process, options, before).run();
  if (options.verbose) process.err(`${socketLine(options.family)}\n\n`);
  const destination = await findDestination(process, operands, options);
  const inet6 = typeof destination.address === 'string';
  // Neither means anything to the other family.
  const foreign = inet6 ? options.nodeInformation && 'N' : options.ipOption;
  if (foreign) throw new ExitError(2, `cka-net: ping -${foreign} is not simulated yet\n`);
  return new PingSession(process, destination, options).run();
}

/** What -v says about the sockets: one per address family that is not excluded, raw because ping runs as root. */
function socketLine(family: 'inet' | 'inet6' | undefined): string {
  const none = '-1 (socktype: 0)';
  const raw = (fd: number): string => `${fd} (socktype: SOCK_RAW)`;
  const sock4 = family === 'inet6' ? none : raw(3);
  const sock6 = family === 'inet' ? none : raw(family === 'inet6' ? 3 : 4);
  const hint = family === undefined ? 'AF_UNSPEC' : family === 'inet' ? 'AF_INET' : 'AF_INET6';
  return `ping: sock4.fd: ${sock4}, sock6.fd: ${sock6}, hints.ai_family: ${hint}`;
}
