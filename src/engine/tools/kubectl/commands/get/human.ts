import { CommandError } from '../../errors/errors';
import type { Invocation } from '../../invocation';
import type { Info } from '../../resources/info';
import { TabWriter } from '../../printers/tab-writer';
import { printTable, sortRows, tableOf, TablePrinter, type Table } from '../../printers/table';
import { finish } from './get';

/** Tables, one after the other, with a blank line between those of different types. */
export function printTables(k: Invocation, infos: readonly Info[], failed: readonly Error[]): void {
  const errors = [...failed];
  const allNamespaces = k.bool('all-namespaces');
  const sortBy = k.text('sort-by');
  const withKind = new Set(infos.map(({ mapping }) => `${mapping.group}/${mapping.version}/${mapping.kind}`)).size > 1;
  let written = 0;
  let separate = false;
  const writer = new TabWriter((text) => {
    if (text === '') return;
    if (separate) k.out('\n');
    separate = false;
    written += text.length;
    k.out(text);
  });
  let printer: TablePrinter | undefined;
  let last = '';
  let allNamespaced = !allNamespaces;
  // Once a table had the column, those after it have it too: the real printers share their flags.
  let withNamespace = false;
  for (const { mapping, object } of infos) {
    const table = tableOf(object, mapping, k.nowMs);
    allNamespaced &&= mapping.namespaced;
    if (sortBy !== '' && !sorted(table, sortBy)) continue;
    const type = `${mapping.group}/${mapping.version}/${mapping.name}`;
    if (!printer || type !== last) {
      writer.flush();
      writer.forgetWidths();
      if (last !== '' && !k.bool('no-headers') && written > 0) separate = true;
      withNamespace ||= allNamespaces && mapping.namespaced;
      printer = new TablePrinter({
        noHeaders: k.bool('no-headers'),
        wide: k.text('output') === 'wide',
        withNamespace,
        withKind: withKind || k.bool('show-kind'),
        showLabels: k.bool('show-labels'),
        columnLabels: k.flags.list('label-columns'),
        mapping,
      });
      last = type;
    }
    printTable(printer, table, writer);
  }
  writer.flush();
  if (written === 0 && !k.bool('ignore-not-found') && errors.length === 0)
    k.err(allNamespaced ? `No resources found in ${k.namespace} namespace.\n` : 'No resources found\n');
  finish(k, errors);
}

/** A table that cannot be sorted is not printed at all: the real printer drops its error. */
function sorted(table: Table, sortBy: string): boolean {
  try {
    sortRows(table, sortBy);
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}
