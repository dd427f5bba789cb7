import { at, isMap, listAt, mapAt, numberAt, textAt, type Json } from '../json/types';
import { goPlain } from '../printers/jsonpath/run';
import { rfc1123 } from '../time/ages';
import { quantities } from './parts';
import type { DescribeWriter } from './writer';

/** Containers of a Pod with their states, or of a template without. */
export function containers(
  w: DescribeWriter,
  title: string,
  list: readonly Json[],
  statuses: readonly Json[],
  indent: string,
  pod?: Json,
): void {
  w.write(0, `${indent}${title}:${list.length === 0 ? ' <none>' : ''}\n`);
  for (const container of list) {
    const status = statuses.find((one) => textAt(one, 'name') === textAt(container, 'name'));
    basics(w, container, status, indent);
    command(w, container);
    if (status) states(w, status);
    quantities(w, 2, 'Limits', at(container, 'resources', 'limits'));
    quantities(w, 2, 'Requests', at(container, 'resources', 'requests'));
    for (const [title, field] of [
      ['Liveness', 'livenessProbe'],
      ['Readiness', 'readinessProbe'],
      ['Startup', 'startupProbe'],
    ] as const) {
      const probe = at(container, field);
      if (isMap(probe)) w.field(title, probeText(probe), 2);
    }
    environmentFrom(w, container);
    environment(w, container, pod);
    mounts(w, container);
  }
}

function basics(w: DescribeWriter, container: Json, status: Json | undefined, indent: string): void {
  w.write(1, `${indent === '' ? '' : ' '}${textAt(container, 'name')}:\n`);
  if (status) w.field('Container ID', textAt(status, 'containerID'), 2);
  w.field('Image', textAt(container, 'image'), 2);
  if (status) w.field('Image ID', textAt(status, 'imageID'), 2);
  ports(w, container, 'Port', 'containerPort');
  ports(w, container, 'Host Port', 'hostPort');
  const seccomp = textAt(container, 'securityContext', 'seccompProfile', 'type');
  if (seccomp !== '') w.field('SeccompProfile', seccomp, 2);
}

function ports(w: DescribeWriter, container: Json, title: string, field: string): void {
  const text = listAt(container, 'ports')
    .map((port) => {
      const name = textAt(port, 'name');
      return `${numberAt(port, field)}/${textAt(port, 'protocol')}${name === '' ? '' : ` (${name})`}`;
    })
    .join(', ');
  if (text.includes(',')) w.field(`${title}s`, text, 2);
  else w.field(title, text === '' ? '<none>' : text, 2);
}

function command(w: DescribeWriter, container: Json): void {
  for (const [title, field] of [
    ['Command', 'command'],
    ['Args', 'args'],
  ] as const) {
    const words = listAt(container, field);
    if (words.length > 0) w.write(2, `${title}:\n`);
    for (const word of words) for (const line of goPlain(word).split('\n')) w.write(3, `${line}\n`);
  }
}

function states(w: DescribeWriter, status: Json): void {
  state(w, 'State', mapAt(status, 'state'));
  if (at(status, 'lastState', 'terminated') !== undefined) state(w, 'Last State', mapAt(status, 'lastState'));
  w.field('Ready', at(status, 'ready') === true ? 'True' : 'False', 2);
  w.field('Restart Count', numberAt(status, 'restartCount'), 2);
}

function state(w: DescribeWriter, title: string, value: Json): void {
  const terminated = at(value, 'terminated');
  if (at(value, 'running') !== undefined) {
    w.field(title, 'Running', 2);
    w.field('Started', rfc1123(textAt(value, 'running', 'startedAt')), 3);
  } else if (terminated !== undefined) {
    w.field(title, 'Terminated', 2);
    for (const [name, field] of [
      ['Reason', 'reason'],
      ['Message', 'message'],
    ] as const)
      if (textAt(terminated, field) !== '') w.field(name, textAt(terminated, field), 3);
    w.field('Exit Code', numberAt(terminated, 'exitCode'), 3);
    if (numberAt(terminated, 'signal') > 0) w.field('Signal', numberAt(terminated, 'signal'), 3);
    w.field('Started', rfc1123(textAt(terminated, 'startedAt') || '0001-01-01T00:00:00Z'), 3);
    w.field('Finished', rfc1123(textAt(terminated, 'finishedAt') || '0001-01-01T00:00:00Z'), 3);
  } else {
    w.field(title, 'Waiting', 2);
    const reason = textAt(value, 'waiting', 'reason');
    if (reason !== '') w.field('Reason', reason, 3);
  }
}

function probeText(probe: Json): string {
  const number = (field: string): number => numberAt(probe, field);
  const words = `delay=${number('initialDelaySeconds')}s timeout=${number('timeoutSeconds')}s period=${number('periodSeconds')}s #success=${number('successThreshold')} #failure=${number('failureThreshold')}`;
  const exec = at(probe, 'exec', 'command');
  if (exec !== undefined) return `exec ${goPlain(exec)} ${words}`;
  const http = at(probe, 'httpGet');
  if (http !== undefined)
    return `http-get ${textAt(http, 'scheme').toLowerCase()}://${textAt(http, 'host')}:${textAt(http, 'port')}${textAt(http, 'path')} ${words}`;
  const tcp = at(probe, 'tcpSocket');
  if (tcp !== undefined) return `tcp-socket ${textAt(tcp, 'host')}:${textAt(tcp, 'port')} ${words}`;
  const grpc = at(probe, 'grpc');
  if (grpc !== undefined) return `grpc <pod>:${numberAt(grpc, 'port')} ${textAt(grpc, 'service')} ${words}`;
  return `unknown ${words}`;
}

function environmentFrom(w: DescribeWriter, container: Json): void {
  const list = listAt(container, 'envFrom');
  if (list.length === 0) return;
  w.write(2, 'Environment Variables from:\n');
  for (const entry of list) {
    const isConfig = at(entry, 'configMapRef') !== undefined;
    const reference = mapAt(entry, isConfig ? 'configMapRef' : 'secretRef');
    const prefix = textAt(entry, 'prefix');
    const from = `${isConfig ? 'ConfigMap' : 'Secret'}${prefix === '' ? '' : ` with prefix '${prefix}'`}`;
    w.write(3, `${textAt(reference, 'name')}\t${from}\tOptional: ${reference.optional === true}\n`);
  }
}

function environment(w: DescribeWriter, container: Json, pod: Json | undefined): void {
  const list = listAt(container, 'env');
  w.write(2, `Environment:${list.length === 0 ? '\t<none>' : ''}\n`);
  for (const entry of list) {
    const name = textAt(entry, 'name');
    const from = at(entry, 'valueFrom');
    if (from === undefined) {
      for (const [i, line] of textAt(entry, 'value').split('\n').entries())
        w.write(3, `${i === 0 ? `${name}:` : ''}\t${line}\n`);
      continue;
    }
    const field = at(from, 'fieldRef');
    const resource = at(from, 'resourceFieldRef');
    const secret = at(from, 'secretKeyRef');
    const config = at(from, 'configMapKeyRef');
    const optional = (reference: Json): boolean => at(reference, 'optional') === true;
    if (field !== undefined)
      w.write(
        3,
        `${name}:\t${pod === undefined ? '' : fieldValue(pod, textAt(field, 'fieldPath'))} (${textAt(field, 'apiVersion')}:${textAt(field, 'fieldPath')})\n`,
      );
    else if (resource !== undefined)
      w.write(
        3,
        `${name}:\t${resourceValue(container, textAt(resource, 'resource'))} (${textAt(resource, 'resource')})\n`,
      );
    else if (secret !== undefined)
      w.write(
        3,
        `${name}:\t<set to the key '${textAt(secret, 'key')}' in secret '${textAt(secret, 'name')}'>\tOptional: ${optional(secret)}\n`,
      );
    else if (config !== undefined)
      w.write(
        3,
        `${name}:\t<set to the key '${textAt(config, 'key')}' of config map '${textAt(config, 'name')}'>\tOptional: ${optional(config)}\n`,
      );
  }
}

/** The downward API's value of a Pod's field. */
function fieldValue(pod: Json, path: string): string {
  const key = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (key) return textAt(pod, 'metadata', key[1] ?? '', key[2] ?? '');
  return textAt(pod, ...path.split('.'));
}

function resourceValue(container: Json, path: string): string {
  const text = textAt(container, 'resources', ...path.split('.'));
  if (text !== '') return text;
  return path.startsWith('limits.cpu') || path.startsWith('limits.memory') ? 'node allocatable' : '0';
}

function mounts(w: DescribeWriter, container: Json): void {
  const list = [...listAt(container, 'volumeMounts')].sort((a, b) =>
    textAt(a, 'mountPath') < textAt(b, 'mountPath') ? -1 : 1,
  );
  w.write(2, `Mounts:${list.length === 0 ? '\t<none>' : ''}\n`);
  for (const mount of list) {
    const path = textAt(mount, 'subPath');
    const flags = [
      at(mount, 'readOnly') === true ? 'ro' : 'rw',
      ...(path === '' ? [] : [`path=${JSON.stringify(path)}`]),
    ];
    w.write(3, `${textAt(mount, 'mountPath')} from ${textAt(mount, 'name')} (${flags.join(',')})\n`);
  }
  const devices = listAt(container, 'volumeDevices');
  if (devices.length > 0) w.write(2, 'Devices:\n');
  for (const device of devices) w.write(3, `${textAt(device, 'devicePath')} from ${textAt(device, 'name')}\n`);
}
