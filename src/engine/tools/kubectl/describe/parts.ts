import { isMap, listAt, mapAt, numberAt, textAt, textsAt, type Json } from '../json/types';
import { translateAge } from '../time/ages';
import type { DescribeWriter } from './writer';

const SKIPPED = new Set(['kubectl.kubernetes.io/last-applied-configuration']);
const LONGEST = 140;

/** `Labels:  a=b`, one a line. */
export function labels(w: DescribeWriter, title: string, value: Json | undefined): void {
  multiline(
    w,
    title,
    textsAt(value).map(([key, text]) => `${key}=${text}`),
  );
}

/** Lines under a title, aligned with the first. */
export function multiline(w: DescribeWriter, title: string, lines: readonly string[]): void {
  w.write(0, `${title}:\t`);
  if (lines.length === 0) w.write(0, '<none>\n');
  for (const [i, line] of lines.entries()) w.write(0, `${i === 0 ? '' : '\t'}${line}\n`);
}

/** `Annotations:  a: b`; what is long or has several lines stands below its key. */
export function annotations(w: DescribeWriter, title: string, value: Json | undefined): void {
  const entries = textsAt(value).filter(([key]) => !SKIPPED.has(key));
  w.write(0, `${title}:\t`);
  if (entries.length === 0) w.write(0, '<none>\n');
  for (const [i, [key, whole]] of entries.entries()) {
    if (i !== 0) w.write(0, '\t');
    const text = whole.replace(/\n$/, '');
    if (text.length + key.length + 2 <= LONGEST && !text.includes('\n')) {
      w.write(0, `${key}: ${text}\n`);
      continue;
    }
    w.write(0, `${key}:\n`);
    for (const line of text.split('\n'))
      w.write(0, `\t  ${line.length > LONGEST - 2 ? `${line.slice(0, LONGEST - 2)}...` : line}\n`);
  }
}

export function tolerations(w: DescribeWriter, title: string, list: readonly Json[]): void {
  const sorted = [...list].sort((a, b) =>
    textAt(a, 'key') < textAt(b, 'key') ? -1 : textAt(a, 'key') > textAt(b, 'key') ? 1 : 0,
  );
  multiline(
    w,
    title,
    sorted.map((one) => {
      const key = textAt(one, 'key');
      const value = textAt(one, 'value');
      const effect = textAt(one, 'effect');
      let text = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
      if (textAt(one, 'operator') === 'Exists' && value === '')
        text += key !== '' || effect !== '' ? ' op=Exists' : 'op=Exists';
      const seconds = isMap(one) ? one.tolerationSeconds : undefined;
      return typeof seconds === 'number' ? `${text} for ${seconds}s` : text;
    }),
  );
}

export function taintText(taint: Json): string {
  const [key, value, effect] = ['key', 'value', 'effect'].map((field) => textAt(taint, field));
  if (effect === '') return value === '' ? `${key}` : `${key}=${value}:`;
  return value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}

/** `ReplicaSet/web-abc`; empty without a controller. */
export function controller(object: Json): string {
  const owner = listAt(object, 'metadata', 'ownerReferences').find((one) => isMap(one) && one.controller === true);
  return owner === undefined ? '' : `${textAt(owner, 'kind')}/${textAt(owner, 'name')}`;
}

/** metav1.FormatLabelSelector. */
export function selectorText(selector: Json | undefined): string {
  const parts = textsAt(selector, 'matchLabels').map(([key, value]) => `${key}=${value}`);
  for (const expression of listAt(selector, 'matchExpressions')) {
    const key = textAt(expression, 'key');
    const values = listAt(expression, 'values')
      .map((value) => (typeof value === 'string' ? value : ''))
      .sort()
      .join(',');
    switch (textAt(expression, 'operator')) {
      case 'In':
        parts.push(`${key} in (${values})`);
        break;
      case 'NotIn':
        parts.push(`${key} notin (${values})`);
        break;
      case 'Exists':
        parts.push(key);
        break;
      default:
        parts.push(`!${key}`);
    }
  }
  return parts.length === 0 ? '<none>' : parts.sort().join(',');
}

/** Events, oldest first by when they were last seen; undefined leaves the section out. */
export function events(w: DescribeWriter, list: readonly Json[] | undefined): void {
  if (list === undefined) return;
  if (list.length === 0) {
    w.write(0, 'Events:\t<none>\n');
    return;
  }
  const at = (event: Json): string =>
    textAt(event, 'series', 'lastObservedTime') ||
    textAt(event, 'lastTimestamp') ||
    textAt(event, 'eventTime') ||
    textAt(event, 'firstTimestamp');
  const sorted = [...list].sort((a, b) => Date.parse(at(a)) - Date.parse(at(b)));
  w.write(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage\n');
  w.write(1, '----\t------\t----\t----\t-------\n');
  for (const event of sorted) {
    const message = textAt(event, 'message').trim();
    const path = textAt(event, 'involvedObject', 'fieldPath');
    const source = textAt(event, 'source', 'component') || textAt(event, 'reportingComponent');
    w.write(
      1,
      `${textAt(event, 'type')}\t${textAt(event, 'reason')}\t${eventAge(event, w.nowMs)}\t${source}\t${path === '' ? message : `${path}: ${message}`}\n`,
    );
  }
}

/** `5m (x3 over 10m)`. */
export function eventAge(event: Json, nowMs: number): string {
  const first = translateAge(textAt(event, 'eventTime') || textAt(event, 'firstTimestamp'), nowMs);
  const series = mapAt(event, 'series');
  if (Object.keys(series).length > 0)
    return `${translateAge(textAt(series, 'lastObservedTime'), nowMs)} (x${numberAt(series, 'count')} over ${first})`;
  const count = numberAt(event, 'count');
  return count > 1 ? `${translateAge(textAt(event, 'lastTimestamp'), nowMs)} (x${count} over ${first})` : first;
}

/** Quantities by name. */
export function quantities(w: DescribeWriter, level: number, title: string, value: Json | undefined): void {
  const list = textsAt(value);
  if (list.length > 0) w.write(level, `${title}:\n`);
  for (const [name, quantity] of list) w.write(level + 1, `${name}:\t${quantity}\n`);
}
