import type { Invocation } from '../../invocation';
import { CommandError } from '../../errors/errors';
import { listAt, type ApiObject, type Json } from '../../json/types';
import { columnsOfFile, columnsOfSpec, CustomColumns } from '../../printers/custom-columns';
import { formatPrinter, nameLine, noPrinter } from '../../printers/print-flags';
import { TabWriter } from '../../printers/tab-writer';
import { sortObjects } from '../../printers/table';
import { isListObject } from '../../resources/files';
import type { Info } from '../../resources/info';
import { itemsOf } from '../../resources/select-arguments';
import { finish } from './get';

/** The formats that `get` has, as an error lists them. */
const ALLOWED =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml';

/** -o json, yaml, name, templates and custom columns: one object as itself, several as a List. */
export function printGeneric(k: Invocation, infos: readonly Info[], errors: readonly Error[], single: boolean): void {
  const print = printerOf(k);
  if (infos.length === 0 && (single || errors.length > 0)) {
    finish(k, errors);
    return;
  }
  const sortBy = k.text('sort-by');
  if (single && infos.length === 1) {
    const object = infos[0]?.object;
    if (object) print(object);
  } else {
    const lists = infos.filter(({ object }) => isListObject(object));
    let items = infos.flatMap((info) =>
      isListObject(info.object) ? itemsOf(info.mapping, info.object).map(({ object }) => object) : [info.object],
    );
    if (sortBy !== '') items = [...sortObjects(items, sortBy)];
    const version = lists.length === 1 && infos.length === 1 ? '' : '';
    print({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: version } });
  }
  finish(k, errors);
}

/** A printer for objects and lists. Throws CommandError. */
export function printerOf(k: Invocation): (object: ApiObject) => void {
  const output = k.text('output');
  const columns = customColumns(k, output);
  if (columns)
    return (object) => {
      const writer = new TabWriter((text) => k.out(text));
      const items: readonly Json[] = isListObject(object) ? listAt(object, 'items') : [object];
      writer.write(columns.lines(items));
      writer.flush();
    };
  if (output.toLowerCase() === 'name')
    return (object) => {
      k.out(nameLine(object, ''));
    };
  const printer = formatPrinter(k);
  if (!printer) throw noPrinter(output, ALLOWED);
  return (object) => printer.print(object);
}

function customColumns(k: Invocation, output: string): CustomColumns | undefined {
  if (output === 'custom-columns' || output.startsWith('custom-columns='))
    return new CustomColumns(columnsOfSpec(output.slice('custom-columns='.length)), k.bool('no-headers'));
  if (output === 'custom-columns-file' || output.startsWith('custom-columns-file=')) {
    const path = output.slice('custom-columns-file='.length);
    if (path === '') throw new CommandError('custom-columns format specified but no custom columns given');
    if (!k.process.files.exists(path))
      throw new CommandError(`error reading template ${path}, open ${path}: no such file or directory\n`);
    return new CustomColumns(columnsOfFile(k.process.files.read(path)), k.bool('no-headers'));
  }
  return undefined;
}
