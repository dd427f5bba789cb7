import type { ClauseReader } from '../grammar/clause-reader';
import { ExitError } from '../clib/exit';
import type { IpContext } from '../ip/context';

/** `bridge vlan show`: bridges here do not filter VLANs, so no port has any. */
export function showVlans(bridge: IpContext, reader: ClauseReader): number {
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword === 'dev' && !bridge.netlink.link(value)) {
      throw new ExitError(255, `Cannot find device "${value}"\n`);
    }
  }
  const printer = bridge.printer();
  printer.text(`${'port'.padEnd(18)}${'vlan-id'.padEnd(9)}\n`);
  bridge.out(printer.finish());
  return 0;
}
