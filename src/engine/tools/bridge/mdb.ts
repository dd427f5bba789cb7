import type { ClauseReader } from '../grammar/clause-reader';
import type { IpContext } from '../ip/context';

const FAILED = 255;

/** `bridge mdb show`: no program in a lab joins a multicast group, and entries cannot be made, so that the table is always empty. */
export function showMdb(bridge: IpContext, reader: ClauseReader): number {
  let device: string | undefined;
  while (reader.next()) if (reader.keyword === 'dev') device = reader.value;
  if (device !== undefined && !bridge.netlink.link(device)) {
    bridge.noDevice(device);
    return FAILED;
  }
  const printer = bridge.printer();
  if (printer.isJson) {
    printer.openObject();
    printer.openArray('mdb');
    printer.closeArray();
    printer.openObject('router');
    printer.closeObject();
    printer.closeObject();
  }
  bridge.out(printer.finish());
  return 0;
}
