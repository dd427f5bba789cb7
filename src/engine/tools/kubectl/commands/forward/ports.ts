import { CommandError } from '../../errors/errors';
import { at, listAt, numberAt, textAt, type ApiObject, type Json } from '../../json/types';

/** A local port and the Pod's port behind it. */
export interface Forwarded {
  readonly local: number;
  readonly remote: number;
}

/** Ports as typed, with names and a Service's ports put into the Pod's numbers (pkg/cmd/portforward). Throws CommandError. */
export function forwardedPorts(words: readonly string[], object: ApiObject, pod: ApiObject): readonly Forwarded[] {
  const service = object.kind === 'Service' ? object : undefined;
  checkProtocols(words, service, pod);
  return words
    .map((word) => (service ? ofService(word, service, pod) : ofPod(word, pod)))
    .map((word) => parsePort(word));
}

function split(word: string): readonly [local: string, remote: string] {
  const parts = word.split(':');
  return parts.length === 2 ? [parts[0] ?? '', parts[1] ?? ''] : [parts[0] ?? '', parts[0] ?? ''];
}

function joined(local: string, remote: string): string {
  return local === remote ? remote : `${local}:${remote}`;
}

function isNumber(text: string): boolean {
  return /^[+-]?\d+$/.test(text);
}

function ofPod(word: string, pod: ApiObject): string {
  const [local, remote] = split(word);
  if (remote === '') throw new CommandError('remote port cannot be empty');
  const number = isNumber(remote) ? remote : String(containerPort(pod, remote));
  return local === remote ? number : `${local}:${number}`;
}

function ofService(word: string, service: ApiObject, pod: ApiObject): string {
  const [asked, remote] = split(word);
  const number = isNumber(remote) ? Number(remote) : servicePort(service, remote);
  const local = !isNumber(remote) && asked === remote ? String(number) : asked;
  const port = listAt(service, 'spec', 'ports').find((one) => numberAt(one, 'port') === number);
  if (!port)
    throw new CommandError(`Service ${textAt(service, 'metadata', 'name')} does not have a service port ${number}`);
  if (textAt(service, 'spec', 'clusterIP') === 'None') return joined(local, String(number));
  const target = at(port, 'targetPort');
  const found = typeof target === 'string' ? containerPort(pod, target) : numberAt(port, 'targetPort') || number;
  return joined(local, String(found));
}

function servicePort(service: ApiObject, name: string): number {
  const found = listAt(service, 'spec', 'ports').find((one) => textAt(one, 'name') === name);
  if (found) return numberAt(found, 'port') ?? 0;
  throw new CommandError(`Service '${textAt(service, 'metadata', 'name')}' does not have a named port '${name}'`);
}

function containerPort(pod: ApiObject, name: string): number {
  for (const port of portsOf(pod, ['containers', 'initContainers']))
    if (textAt(port, 'name') === name) return numberAt(port, 'containerPort') ?? 0;
  throw new CommandError(`Pod '${textAt(pod, 'metadata', 'name')}' does not have a named port '${name}'`);
}

function portsOf(pod: ApiObject, fields: readonly string[]): readonly Json[] {
  return fields.flatMap((field) => listAt(pod, 'spec', field)).flatMap((container) => listAt(container, 'ports'));
}

function checkProtocols(words: readonly string[], service: ApiObject | undefined, pod: ApiObject): void {
  const ports = service ? listAt(service, 'spec', 'ports') : portsOf(pod, ['containers']);
  const field = service ? 'port' : 'containerPort';
  const of = (protocol: string): ReadonlySet<number | undefined> =>
    new Set(ports.filter((one) => textAt(one, 'protocol') === protocol).map((one) => numberAt(one, field)));
  const udp = of('UDP');
  const tcp = of('TCP');
  for (const word of words) {
    const [, remote] = split(word);
    const named = (): number => (service ? servicePort(service, remote) : containerPort(pod, remote));
    const number = isNumber(remote) ? Number(remote) : remote === '' ? 0 : named();
    if (udp.has(number) && !tcp.has(number)) throw new CommandError(`UDP protocol is not supported for ${remote}`);
  }
}

/** parsePorts of client-go/tools/portforward. */
function parsePort(word: string): Forwarded {
  const parts = word.split(':');
  if (parts.length > 2) throw new CommandError(`invalid port format '${word}'`);
  const [first = '', second = first] = parts;
  const local = parts.length === 2 && first === '' ? '0' : first;
  const ports = { local: parseUint16(local, 'local'), remote: parseUint16(second, 'remote') };
  if (ports.remote === 0) throw new CommandError('remote port must be > 0');
  return ports;
}

function parseUint16(text: string, which: string): number {
  const problem = !/^\d+$/.test(text) ? 'invalid syntax' : Number(text) > 65_535 ? 'value out of range' : undefined;
  if (problem === undefined) return Number(text);
  throw new CommandError(
    `error parsing ${which} port '${text}': strconv.ParseUint: parsing ${JSON.stringify(text)}: ${problem}`,
  );
}

/** The addresses of --address, sorted, each with what it needs (parseAddresses). Throws CommandError. */
export function listenAddresses(
  words: readonly string[],
): readonly { readonly address: string; readonly all: boolean }[] {
  const found = new Map<string, boolean>();
  for (const word of words) {
    if (word === 'localhost')
      for (const address of ['127.0.0.1', '::1']) found.set(address, found.get(address) ?? true);
    else if (/^\d+(\.\d+){3}$/.test(word) || word.includes(':')) found.set(word, false);
    else throw new CommandError(`${word} is not a valid IP`);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([address, all]) => ({ address, all }));
}

/** What `%v` prints of the ports that could not be listened on. */
export function portsText(ports: readonly Forwarded[]): string {
  return `[${ports.map(({ local, remote }) => `{${local} ${remote}}`).join(' ')}]`;
}
