import { TABLE_DEFAULT, TABLE_LOCAL, TABLE_MAIN } from './fib-table';

const TABLE_NAMES: ReadonlyMap<number, string> = new Map([
  [TABLE_LOCAL, 'local'],
  [TABLE_MAIN, 'main'],
  [TABLE_DEFAULT, 'default'],
]);

/** A routing table as /etc/iproute2/rt_tables names it. */
export function tableName(table: number): string {
  return TABLE_NAMES.get(table) ?? String(table);
}
