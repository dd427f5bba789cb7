import { KernelError } from '../../kernel/errno';
import type { FdbFlush } from '../../kernel/netlink';
import { ExitError } from '../clib/exit';
import { atoi } from '../clib/numbers';
import type { ClauseReader } from '../grammar/clause-reader';
import { usageError } from '../iproute2/errors';
import type { IpContext } from '../ip/context';
import { FDB_USAGE } from './usage';

const FAILED = 255;
const STATES: Readonly<Record<string, FdbFlush['states'][number]>> = {
  permanent: 'permanent',
  static: 'static',
  dynamic: 'learned',
};

/** `bridge fdb flush`. */
export function flushFdb(bridge: IpContext, reader: ClauseReader): number {
  let device: string | undefined;
  let port: string | undefined;
  let vlan: number | undefined;
  let target: FdbFlush['target'] = 'self';
  let states: FdbFlush['states'] = ['permanent', 'static', 'learned'];
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'dev') device = value;
    else if (keyword === 'brport') port = value;
    else if (keyword === 'master') target = 'master';
    else if (keyword === 'vlan') vlan = atoi(value);
    else if (keyword === 'help') throw usageError(FDB_USAGE);
    else {
      const state = STATES[keyword.replace(/^no/, '')];
      if (state !== undefined) states = states.filter((one) => (one === state) !== keyword.startsWith('no'));
    }
  }
  if (device === undefined) throw new ExitError(FAILED, 'Device is a required argument.\n');
  const link = bridge.netlink.link(device);
  if (!link) throw new ExitError(FAILED, `Cannot find bridge device "${device}"\n`);
  if (port !== undefined && !bridge.netlink.link(port)) {
    throw new ExitError(FAILED, `Cannot find bridge port device "${port}"\n`);
  }
  if (vlan !== undefined && link.kind.type === 'vxlan') throw new KernelError('EINVAL', 'Unsupported attribute');
  bridge.netlink.flushFdb({ device, port, target, states, vlan });
  return 0;
}
