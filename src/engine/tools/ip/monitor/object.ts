import { strerror } from '../../../kernel/errno';
import { words } from '../../grammar/declare';
import type { ClauseReader } from '../../grammar/clause-reader';
import type { Choice } from '../../grammar/types';
import { invalidArgument, notSimulated, usageError } from '../../iproute2/errors';
import { becomeService, servicePid } from '../../services/start';
import type { IpContext, IpRun } from '../context';
import { MONITOR_USAGE } from '../usage/monitor';
import { MONITOR } from './clauses';

/** `ip monitor` (ip/ipmonitor.c do_ipmonitor): goes on until it is killed. */
function monitor(ip: IpContext, reader: ClauseReader): Promise<number> {
  const given: { label: boolean; objects: string[]; ifindex?: number; file?: string } = { label: false, objects: [] };
  // The object has no verbs: its words follow at once.
  const options = reader.nested(MONITOR);
  while (options.next()) readParameter(ip, given, options);
  if (given.file !== undefined) {
    if (!ip.process.files.exists(given.file)) throw usageError(`Cannot fopen: ${strerror('ENOENT')}\n`);
    throw notSimulated('ip monitor file');
  }
  if (ip.settings.json) throw notSimulated('ip -json monitor');
  const { numeric, details, oneline, resolve, brief, stats } = ip.settings;
  ip.flush();
  return becomeService({ ...ip.process, netns: ip.netns }, servicePid(ip.process), {
    kind: 'monitor',
    label: given.label,
    objects: given.objects,
    ifindex: given.ifindex,
    settings: { numeric, details, oneline, resolve, brief, stats },
    notices: [],
  });
}

function readParameter(
  ip: IpContext,
  given: { label: boolean; objects: string[]; ifindex?: number; file?: string },
  { keyword, value }: ClauseReader,
): void {
  switch (keyword) {
    case 'file':
      given.file = value;
      return;
    case 'label':
    case 'all':
      given.label = true;
      return;
    case 'dev': {
      const link = ip.netlink.link(value);
      if (!link) throw invalidArgument('Device does not exist\n', value);
      given.ifindex = link.ifindex;
      return;
    }
    case 'all-nsid':
      throw notSimulated('ip monitor all-nsid');
    case 'help':
      throw usageError(MONITOR_USAGE);
    case '':
      throw usageError(`Argument "${value}" is unknown, try "ip monitor help".\n`);
    default:
      given.objects.push(keyword);
  }
}

export const monitorObject: Choice<IpRun> = {
  name: 'monitor',
  words: words('watch what changes', '변화를 지켜봄'),
  body: { clause: MONITOR },
  run: monitor,
};
