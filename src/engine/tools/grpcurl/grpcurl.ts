import { KernelError } from '../../kernel/errno';
import { LAB_EPOCH_MS } from '../../kernel/clock';
import { ExitError, exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import { MessageError, decodeMessage, encodeMessage, type JsonObject } from '../grpc/message';
import type { Definition, Definitions } from '../grpc/schema';
import { codeName } from '../grpc/status';
import { toBytes } from '../http/bytes';
import type { Fields } from '../http2/frames';
import type { Process } from '../tool';
import { CallError, Connection, DialError } from './connection';
import { GRPCURL } from './declaration';
import { described, textOf } from './describe';
import { readOptions, VERSION, type Options } from './options';
import { fromFiles, fromServer, type Source } from './sources';

/** grpcurl(1): github.com/fullstorydev/grpcurl, version 1.9. */
export const grpcurl: Program = {
  ...GRPCURL,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

async function run(process: Process): Promise<number> {
  const options = readOptions(process.argv.slice(1), (text) => process.err(text));
  const { values, target, verb } = options;
  const protos = values.get('proto') ?? [];
  const files = protos.length > 0 ? fromFiles(process, protos, values.get('import-path') ?? []) : undefined;
  const connection = files && verb !== 'invoke' ? undefined : await dial(process, options);
  try {
    const source = files ?? fromServer(connection as Connection, metadataOf(options, 'H', 'reflect-header'));
    if (verb === 'list') await list(process, source, options.symbol);
    else if (verb === 'describe') await describe(process, source, options);
    else if (connection) return await invoke(process, source, connection, options);
    return 0;
  } catch (error) {
    // What no service can be found for, on a server that cannot tell.
    if (error instanceof CallError) throw new ExitError(1, `Failed to ${verb} "${target}": ${error.message}\n`);
    throw error;
  } finally {
    connection?.close();
  }
}

async function dial(process: Process, { values, flags, target }: Options): Promise<Connection> {
  const one = (name: string): string | undefined => values.get(name)?.at(-1);
  const agent = one('user-agent');
  const cacert = one('cacert');
  try {
    const plain = flags.has('plaintext');
    return await Connection.dial(process, {
      target,
      authority: one('authority') ?? one('servername') ?? target,
      userAgent: `${agent === undefined ? '' : `${agent} `}grpcurl/v${VERSION} grpc-go/1.61.0`,
      tls: plain ? undefined : { trusted: cacert === undefined ? undefined : trusted(process, cacert), insecure: flags.has('insecure'), nowMs: LAB_EPOCH_MS + process.world.nowUs / 1000 }, // prettier-ignore
      dialSeconds: Number(one('connect-timeout') ?? 0) || 10,
      maxSeconds: one('max-time') === undefined ? undefined : Number(one('max-time')),
    });
  } catch (error) {
    if (error instanceof DialError) throw new ExitError(1, `Failed to dial target host "${target}": ${error.message}\n`); // prettier-ignore
    throw error;
  }
}

function trusted(process: Process, path: string): string {
  try {
    return process.files.read(path);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(1, `Failed to create TLS config: could not read ca certificate: open ${path}: no such file or directory\n`); // prettier-ignore
  }
}

function metadataOf({ values }: Options, ...names: readonly string[]): Fields {
  return names.flatMap((name) => values.get(name) ?? []).map((header) => {
    const colon = header.indexOf(':');
    const [key, value] = colon < 0 ? [header, ''] : [header.slice(0, colon), header.slice(colon + 1)];
    return [key.trim().toLowerCase(), toBytes(value.trim())] as const;
  }); // prettier-ignore
}

async function list(process: Process, source: Source, symbol: string): Promise<void> {
  if (symbol === '') {
    const services = await named('Failed to list services', () => source.services());
    process.out(services.length === 0 ? '(No services)\n' : services.map((name) => `${name}\n`).join(''));
    return;
  }
  const failed = `Failed to list methods for service "${symbol}"`;
  const found = await named(failed, () => source.find(symbol));
  const definition = found?.all.get(symbol);
  if (!found) throw new ExitError(1, `${failed}: Symbol not found: ${symbol}\n`);
  if (definition?.kind !== 'service') throw new ExitError(1, `${failed}: Service not found: ${symbol}\n`);
  const methods = (definition.of.method ?? []).map(({ name }) => `${symbol}.${name}\n`).sort();
  process.out(methods.length === 0 ? '(No methods)\n' : methods.join(''));
}

async function describe(process: Process, source: Source, { symbol, flags }: Options): Promise<void> {
  const symbols = symbol === '' ? await named('Failed to list services', () => source.services()) : [symbol];
  if (symbols.length === 0) process.out('Server returned an empty list of exposed services\n');
  for (const each of symbols) {
    const name = each.replace(/^\./, '');
    const failed = `Failed to resolve symbol "${name}"`;
    const found = await named(failed, () => source.find(name));
    const definition = found?.all.get(name);
    if (!found || !definition) throw new ExitError(1, `${failed}: Symbol not found: ${name}\n`);
    process.out(described(definition, found.proto3));
    if (flags.has('msg-template') && definition.kind === 'message') process.out(`\nMessage template:\n${JSON.stringify(decodeMessage(found.all, name, '', true), undefined, 2)}\n`); // prettier-ignore
  }
}

/** Does what may fail in a call, and says then what was wanted. */
async function named<T>(wanted: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ExitError || !(error instanceof Error)) throw error;
    throw new ExitError(1, `${wanted}: ${error.message}\n`);
  }
}

async function invoke(process: Process, source: Source, connection: Connection, options: Options): Promise<number> {
  const { symbol, values, flags } = options;
  const fail = (words: string): ExitError => new ExitError(1, `Error invoking method "${symbol}": ${words}\n`);
  const cut = symbol.includes('/') ? symbol.lastIndexOf('/') : symbol.lastIndexOf('.');
  const [service, name] = [symbol.slice(0, Math.max(0, cut)), symbol.slice(cut + 1)];
  if (service === '' || name === '') throw fail(`given method name "${symbol}" is not in expected format: 'service/method' or 'service.method'`); // prettier-ignore
  let found: Awaited<ReturnType<Source['find']>>;
  try {
    found = await source.find(service);
  } catch (error) {
    if (error instanceof CallError) throw fail(new CallError({ ...error.status, message: `failed to query for service descriptor "${service}": ${error.status.message}` }).message); // prettier-ignore
    throw fail(`failed to query for service descriptor "${service}": ${error instanceof Error ? error.message : ''}`);
  }
  if (found?.all.get(service)?.kind !== 'service') throw fail(`target server does not expose service "${service}"`);
  const method = found.all.get(`${service}.${name}`);
  if (method?.kind !== 'method') throw fail(`service "${service}" does not include a method named "${name}"`);
  const loud = flags.has('v') || flags.has('vv');
  if (loud) process.out(`\nResolved method descriptor:\n${textOf(method, found.proto3)}\n`);
  const requests = requestsOf(process, found.all, method, values.get('d')?.at(-1) ?? '', flags, fail);
  const metadata = metadataOf(options, 'H', 'rpc-header');
  if (loud) process.out(`\nRequest metadata to send:\n${metadataText(metadata)}\n`);
  const reply = await connection.call(`/${service}/${name}`, requests, metadata).catch((error: unknown) => {
    if (!(error instanceof CallError)) throw error;
    return { headers: [], messages: [], trailers: [], status: error.status };
  });
  if (loud) process.out(`\nResponse headers received:\n${metadataText(reply.headers)}\n`);
  for (const bytes of reply.messages) {
    if (flags.has('vv')) process.out(`\nEstimated response size: ${bytes.length} bytes\n`);
    if (loud) process.out('\nResponse contents:\n');
    const message = decodeMessage(found.all, method.of.outputType, bytes, flags.has('emit-defaults')) ?? {};
    process.out(`${JSON.stringify(message, undefined, 2)}\n`);
  }
  if (loud) {
    process.out(`\nResponse trailers received:\n${metadataText(reply.trailers)}\n`);
    const several = (count: number): string => (count === 1 ? '' : 's');
    const sent = values.has('d') ? requests.length : 0;
    process.out(`Sent ${sent} request${several(sent)} and received ${reply.messages.length} response${several(reply.messages.length)}\n`); // prettier-ignore
  }
  const { code, message } = reply.status;
  if (code === 0 || code === 'OK') return 0;
  const [text, number] = typeof code === 'number' ? [codeName(code), code] : [code, numberOf(code)];
  process.err(`ERROR:\n  Code: ${text}\n  Message: ${message}\n`);
  return 64 + number;
}

function numberOf(name: string): number {
  for (let number = 0; number < 17; number++) if (codeName(number) === name) return number;
  return 2;
}

/** The messages that are sent: those of -d, one after the other; none is an empty one where one is wanted. */
function requestsOf(
  process: Process,
  all: Definitions,
  method: Extract<Definition, { kind: 'method' }>,
  given: string,
  flags: ReadonlySet<string>,
  fail: (words: string) => ExitError,
): readonly string[] {
  const text = given === '@' ? process.stdin : given;
  const { inputType, clientStreaming } = method.of;
  try {
    const values = jsonValues(text);
    if (values.length > 1 && !clientStreaming) throw fail(`method "${method.name}" is a ${method.of.serverStreaming ? 'server-streaming' : 'unary'} RPC, but request data contained more than 1 message`); // prettier-ignore
    const found = values.map((value) => encodeMessage(all, inputType, flags.has('allow-unknown-fields') ? onlyKnown(all, inputType, value) : value)); // prettier-ignore
    return found.length === 0 && !clientStreaming ? [''] : found;
  } catch (error) {
    if (error instanceof MessageError) throw fail(`error getting request data: ${error.message}`);
    throw error;
  }
}

function onlyKnown(all: Definitions, type: string, value: JsonObject): JsonObject {
  const definition = all.get(type.replace(/^\./, ''));
  const fields = definition?.kind === 'message' ? (definition.of.field ?? []) : [];
  return Object.fromEntries(Object.entries(value).filter(([key]) => fields.some(({ name, jsonName }) => name === key || jsonName === key))); // prettier-ignore
}

/** JSON objects that stand one after the other (encoding/json: Decoder). */
function jsonValues(text: string): readonly JsonObject[] {
  const found: JsonObject[] = [];
  let start = -1;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (quoted) {
      if (letter === '\\') at++;
      else if (letter === '"') quoted = false;
    } else if (letter === '"' && depth > 0) quoted = true;
    else if (letter === '{') {
      if (depth++ === 0) start = at;
    } else if (letter === '}' && depth > 0) {
      if (--depth === 0) found.push(parsed(text.slice(start, at + 1)));
    } else if (depth === 0 && letter.trim() !== '') throw new MessageError(`invalid character '${letter}' looking for beginning of value`); // prettier-ignore
  }
  if (depth > 0) throw new MessageError('unexpected EOF');
  return found;
}

function parsed(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    const bare = /[{,]\s*([^\s"}{,])/.exec(text)?.[1] ?? text.slice(1, 2);
    throw new MessageError(`invalid character '${bare}' looking for beginning of object key string`);
  }
}

function metadataText(fields: Fields): string {
  if (fields.length === 0) return '(empty)';
  return [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([name, value]) => `${name}: ${value}`).join('\n'); // prettier-ignore
}
