import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';
import { apiVersionOf } from '../api/mapper';
import { isMap, listAt, mapAt, textAt, type Json } from '../json/types';
import { eventAge } from '../describe/parts';
import { formatPrinter } from '../printers/print-flags';
import { TabWriter } from '../printers/tab-writer';

/** `kubectl events` (pkg/cmd/events). */
export async function runEvents(k: Invocation): Promise<void> {
  const all = k.bool('all-namespaces');
  const wanted = k.flags.list('types').map((type) => type.toLowerCase());
  for (const type of wanted)
    if (!['normal', 'warning'].includes(type)) throw new CommandError('valid --types are Normal or Warning');
  const namespace = k.namespace;
  const fieldSelector = await forSelector(k);
  const path = all ? '/api/v1/events' : `/api/v1/namespaces/${namespace}/events`;
  const printer = formatPrinter(k);
  const list = await k.client.json('GET', path, { query: { fieldSelector, limit: 500 } });
  const fits = (event: Json): boolean => wanted.length === 0 || wanted.includes(textAt(event, 'type').toLowerCase());
  const events = listAt(list, 'items').filter(fits);
  const writer = new TabWriter((text) => k.out(text));
  if (events.length === 0 && !k.bool('watch')) {
    k.err(all ? 'No events found.\n' : `No events found in ${namespace} namespace.\n`);
    return;
  }
  const sorted = [...events].sort((a, b) => Date.parse(timeOf(a)) - Date.parse(timeOf(b)));
  if (printer)
    printer.print({
      kind: 'EventList',
      apiVersion: 'v1',
      metadata: {},
      items: sorted.map((event) => ({ ...mapAt(event), kind: 'Event', apiVersion: 'v1' })),
    });
  else {
    if (!k.bool('no-headers')) writer.write(`${all ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`);
    for (const event of sorted) writer.write(row(k, event, all));
    writer.flush();
  }
  if (!k.bool('watch')) return;
  await k.client.stream(
    path,
    { query: { watch: true, fieldSelector, resourceVersion: textAt(list, 'metadata', 'resourceVersion') } },
    (line) => {
      const change = JSON.parse(line) as Json;
      if (!isMap(change) || change.type === 'DELETED' || change.type === 'BOOKMARK') return true;
      const event = mapAt(change, 'object');
      if (!fits(event)) return true;
      if (printer) printer.print(event);
      else {
        writer.write(row(k, event, all));
        writer.flush();
      }
      return true;
    },
  );
}

function timeOf(event: Json): string {
  return (
    textAt(event, 'series', 'lastObservedTime') ||
    textAt(event, 'lastTimestamp') ||
    textAt(event, 'eventTime') ||
    textAt(event, 'firstTimestamp') ||
    textAt(event, 'metadata', 'creationTimestamp')
  );
}

function row(k: Invocation, event: Json, all: boolean): string {
  const object = `${textAt(event, 'involvedObject', 'kind')}/${textAt(event, 'involvedObject', 'name')}`;
  const cells = [
    eventAge(event, k.nowMs),
    textAt(event, 'type'),
    textAt(event, 'reason'),
    object,
    textAt(event, 'message').trim(),
  ];
  return `${(all ? [textAt(event, 'metadata', 'namespace'), ...cells] : cells).join('\t')}\n`;
}

/** --for TYPE/NAME. Throws CommandError. */
async function forSelector(k: Invocation): Promise<string> {
  const text = k.text('for');
  if (text === '') return '';
  const [type = '', name] = text.split('/');
  if (name === undefined || name === '') throw new CommandError('--for must be in resource/name form');
  const mapping = (await k.mapper()).forArgument(type);
  return `involvedObject.kind=${mapping.kind},involvedObject.apiVersion=${apiVersionOf(mapping)},involvedObject.name=${name}`;
}
