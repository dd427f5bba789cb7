import { exitStatus } from '../clib/exit';
import { words } from '../grammar/declare';
import type { Choice, Program, Selection } from '../grammar/types';
import { usageError } from '../iproute2/errors';
import type { Process } from '../tool';
import { addressObject } from './address/object';
import { runBatch } from './batch';
import { defaultSettings, IpContext, type IpRun } from './context';
import { runCommand } from './dispatch';
import { linkObject } from './link/object';
import { neighborObject, neighbourObject } from './neighbour/object';
import { netnsObject } from './netns/object';
import { IP_OPTIONS, readIpOptions } from './options';
import { OTHER_OBJECTS } from './other-objects';
import { routeObject } from './route/object';
import { ruleObject } from './rule/object';
import { IP_USAGE } from './usage/ip';

const helpObject: Choice<IpRun> = {
  name: 'help',
  words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
  body: { clause: { parameters: [] } },
  run: () => {
    throw usageError(IP_USAGE);
  },
};

/** In the order ip.c compares them: `ip a` is address, `ip r` route, `ip n` neighbor, `ip l` link. */
const OBJECTS: { readonly select: Selection<IpRun> } = {
  select: {
    role: 'object',
    choices: [
      addressObject,
      OTHER_OBJECTS.addrlabel,
      OTHER_OBJECTS.maddress,
      routeObject,
      ruleObject,
      neighborObject,
      neighbourObject,
      ...OTHER_OBJECTS.later,
      linkObject,
      ...OTHER_OBJECTS.rest,
      netnsObject,
      ...OTHER_OBJECTS.last,
      helpObject,
      OTHER_OBJECTS.stats,
    ],
  },
};

/** ip(8) of iproute2 6.1. */
export const ip: Program<IpRun> = {
  name: 'ip',
  words: words(
    'show and change network devices, addresses, routes and namespaces',
    '네트워크 장치, 주소, 경로, 네임스페이스를 보고 바꿈',
  ),
  synopsis: 'ip [ OPTIONS ] OBJECT { COMMAND | help }',
  dialect: 'iproute2',
  options: IP_OPTIONS,
  body: OBJECTS,
  run,
};

async function run(process: Process): Promise<number> {
  const context = new IpContext(process, defaultSettings());
  const status = await exitStatus(
    (text) => context.err(text),
    () => main(context, process.argv.slice(1)),
  );
  context.flush();
  return status;
}

function main(context: IpContext, args: readonly string[]): number | Promise<number> {
  const { at, status } = readIpOptions(context, args);
  if (status !== undefined) return status;
  const { batchFile } = context.settings;
  if (batchFile !== undefined) return runBatch(context, batchFile, (line) => runCommand(context, OBJECTS, line));
  if (at >= args.length) throw usageError(IP_USAGE);
  return runCommand(context, OBJECTS, args.slice(at));
}
