import type { Process } from '../tool';
import { formatRoutes, type Columns } from './table';

const TABLE_MAIN = 254;

/** What route(8) and `netstat -r` show. */
interface RouteView {
  /** The columns, as a count of which two bits matter; see Columns. */
  readonly extend: number;
  readonly numeric: boolean;
  readonly fib: boolean;
  readonly cache: boolean;
}

/** Prints the main table, the cache that Linux no longer has, or both; returns the exit status. */
export function showRoutes(process: Process, view: RouteView): number {
  const columns = (view.extend & 3) as Columns;
  const netlink = process.netlink();
  let text = '';
  let status = 0;
  if (view.fib || !view.cache) {
    text += formatRoutes(netlink.routes(TABLE_MAIN), columns, view.numeric, process.files);
    // Before its first route a namespace's /proc/net/route is empty, and route misses the headings.
    if (!netlink.hasTable(TABLE_MAIN)) status = 1;
  }
  // Linux 3.6 removed the routing cache; its file remains, empty.
  if (view.cache) {
    text += `Kernel IP routing cache\n${CACHE_HEADERS[columns]}`;
    status = 0;
  }
  process.out(text);
  return status;
}

const CACHE_HEADERS: Readonly<Record<Columns, string>> = {
  0: '',
  1: 'Source          Destination     Gateway         Flags Metric Ref    Use Iface\n',
  2: 'Source          Destination     Gateway         Flags   MSS Window  irtt Iface\n',
  3: 'Source          Destination     Gateway         Flags Metric Ref    Use Iface    MSS   Window irtt  TOS HHRef HHUptod     SpecDst\n',
};
