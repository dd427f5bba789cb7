import type { Invocation } from '../../invocation';
import { CommandError, isNotFound } from '../../errors/errors';
import { isMap, mapAt, textAt, type ApiObject, type Json } from '../../json/types';
import { pathOf } from '../../api/mapper';
import { TabWriter } from '../../printers/tab-writer';
import { printTable, tableOf, TablePrinter } from '../../printers/table';
import { isListObject } from '../../resources/files';
import { normalized, tuplesOf } from '../../resources/arguments';
import { select } from '../../resources/select';
import { itemsOf, mappingsOf } from '../../resources/select-arguments';
import type { SelectOptions } from '../../resources/select-options';
import { printerOf } from './generic';

/** `kubectl get -w`: the list, and then what changes, until the user or the server ends it. */
export async function watchResources(k: Invocation, options: SelectOptions, human: boolean): Promise<void> {
  const args = normalized(options.args ?? []);
  const tuples = tuplesOf(args);
  const types = tuples ? tuples.map(({ resource }) => resource).join(',') : (args[0] ?? '');
  const names = tuples ? tuples.map(({ name }) => name) : args.slice(1);
  if (types !== '') {
    const mappings = await mappingsOf(k, types);
    if (mappings.length > 1) throw new CommandError('you may only specify a single resource type');
  }
  if (names.length > 1)
    throw new CommandError('watch is only supported on individual resources and resource collections');
  const { infos, errors } = await select(k, { ...options, singleType: true, continueOnError: false });
  const [failed] = errors;
  if (failed) {
    if (isNotFound(failed) && k.bool('ignore-not-found')) return;
    throw failed;
  }
  const [info] = infos;
  if (!info) return;
  const { mapping } = info;
  const withEvents = k.bool('output-watch-events');
  const writer = new TabWriter((text) => k.out(text));
  const table = new TablePrinter({
    noHeaders: k.bool('no-headers'),
    wide: k.text('output') === 'wide',
    withNamespace: k.bool('all-namespaces') && mapping.namespaced,
    withKind: k.bool('show-kind'),
    showLabels: k.bool('show-labels'),
    columnLabels: k.flags.list('label-columns'),
    mapping,
  });
  const print = human ? undefined : printerOf(k);
  const show = (type: string, object: ApiObject): void => {
    if (!print) {
      printTable(table, tableOf(object, mapping, k.nowMs), writer, withEvents ? type : undefined);
      writer.flush();
    } else print(withEvents ? { object, type } : object);
  };
  if (!k.bool('watch-only')) {
    for (const { object } of infos) {
      if (human) show('ADDED', object);
      else if (isListObject(object)) for (const item of itemsOf(mapping, object)) show('ADDED', item.object);
      else show('ADDED', object);
    }
  }
  const version = textAt(infos.at(-1)?.object, 'metadata', 'resourceVersion');
  const name = info.name === '' ? names[0] : info.name;
  const path = pathOf(mapping, info.namespace);
  const field = name === undefined ? k.text('field-selector') : `metadata.name=${name}`;
  await k.client.stream(
    path,
    {
      query: {
        watch: true,
        resourceVersion: name === undefined || !human ? version : '0',
        labelSelector: k.text('selector'),
        fieldSelector: field,
      },
      ...(options.accept !== undefined && { accept: options.accept }),
    },
    (line) => {
      const event = JSON.parse(line) as Json;
      if (!isMap(event)) return true;
      const type = textAt(event, 'type');
      if (type === 'BOOKMARK') return true;
      const object = mapAt(event, 'object') as ApiObject;
      if (type === 'ERROR') throw new CommandError(`an error on the server: ${textAt(object, 'message')}`);
      show(type, object);
      return true;
    },
  );
}
