import { KernelError } from '../../../kernel/errno';
import type { ClauseReader } from '../../grammar/clause-reader';
import { unsigned } from '../../iproute2/address-words';
import { duplicateArgument, invalidArgument, usageError } from '../../iproute2/errors';
import type { IpContext, IpRun } from '../context';
import { pathOf, SETTINGS, TABLES, type NeighbourSetting } from './settings';

const BY_NAME: ReadonlyMap<string, NeighbourSetting> = new Map(SETTINGS.flat().map((entry) => [entry.name, entry]));
/** What only whole tables have, and only in the first namespace of a machine. */
const OF_TABLE: ReadonlySet<string> = new Set(['thresh1', 'thresh2', 'thresh3', 'gc_int']);

interface Given {
  table?: string;
  device?: string;
  ofTable: boolean;
  readonly changes: [NeighbourSetting, number][];
}

/** ipntable_modify (ip/ipntable.c) and neightbl_set (net/core/neighbour.c). */
export const changeTable: IpRun = (ip, reader) => {
  const given: Given = { ofTable: false, changes: [] };
  while (reader.next()) {
    const status = readParameter(ip, given, reader);
    if (status !== 0) return status;
  }
  const { table, device } = given;
  if (table === undefined) throw usageError('Error: argument "NAME" is required\n');
  if (!given.ofTable && given.changes.length === 0) {
    throw usageError('Not enough information: changeable attributes required.\n');
  }
  const [family] = TABLES.find(([of, name]) => name === table && (ip.settings.family ?? of) === of) ?? [];
  if (family === undefined || device === undefined || given.ofTable) throw new KernelError('ENOENT');
  for (const [{ key, unitMs }, value] of given.changes) {
    const units = unitMs === undefined ? value : Math.trunc(value / unitMs);
    ip.netlink.setSysctl(pathOf(family, device, key), String(units));
  }
  return 0;
};

function readParameter(ip: IpContext, given: Given, { keyword, value }: ClauseReader): number {
  if (keyword === 'name') {
    if (given.table !== undefined) throw duplicateArgument('NAME', value);
    given.table = value;
    return 0;
  }
  if (keyword === 'dev') {
    if (!ip.netlink.hasLink(value)) return ip.noDevice(value);
    given.device = value;
    return 0;
  }
  if (keyword === '') throw invalidArgument('unknown', value);
  const number = unsigned(value);
  if (number === undefined) throw invalidArgument(`"${keyword}" value is invalid`, value);
  const known = BY_NAME.get(keyword);
  if (known) given.changes.push([known, number]);
  else given.ofTable ||= OF_TABLE.has(keyword);
  return 0;
}
