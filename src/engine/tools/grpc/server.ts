import type { HttpAnswer, HttpRequest } from '../http/server';
import { decodeMessage, encodeMessage, framed, unframed, type JsonObject } from './message';
import { definitionsOf, servicesOf, type Definitions, type FileDefinition } from './schema';
import { codeNumber, encodeStatusMessage, type CodeName } from './status';
import { DESCRIPTOR, HEALTH, REFLECTION, wellKnown, wellKnownFile } from './well-known';

/** A server of gRPC as grpc-go's is (PROTOCOL-HTTP2.md): it finds the method by the path, and answers with messages and a status behind them. */

class GrpcError extends Error {
  constructor(
    readonly code: CodeName,
    message: string,
  ) {
    super(message);
  }
}

/** Answers all the requests of a call at once: messages, in their order. Throws GrpcError. */
export type Method = (requests: readonly JsonObject[], request: HttpRequest) => readonly JsonObject[];

export interface GrpcServer {
  readonly files: readonly FileDefinition[];
  /** By `package.Service/Method`; a method without an entry is not built in this server. */
  readonly methods: ReadonlyMap<string, Method>;
}

const ALL = new WeakMap<GrpcServer, Definitions>();

function definitions(server: GrpcServer): Definitions {
  let all = ALL.get(server);
  if (!all) ALL.set(server, (all = definitionsOf(server.files)));
  return all;
}

/** What the server answers to a request. */
export function answerGrpc(server: GrpcServer, request: HttpRequest): HttpAnswer {
  if (request.method !== 'POST') return aborted(405, 'Internal', `Received a HEADERS frame with :method "${request.method}" which should be POST`); // prettier-ignore
  if (request.stream === undefined || !request.headers.get('content-type')?.startsWith('application/grpc')) {
    return aborted(415, 'InvalidArgument', `invalid gRPC request content-type "${request.headers.get('content-type') ?? ''}"`); // prettier-ignore
  }
  const path = request.target.slice(1).replace(/\?.*$/s, '');
  const slash = path.lastIndexOf('/');
  const [service, name] = [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
  const all = definitions(server);
  const method = server.methods.get(path);
  const defined = all.get(`${service}.${name}`);
  if (!method || defined?.kind !== 'method') {
    const known = servicesOf(server.files).includes(service) ? `unknown method ${name} for service ${service}` : `unknown service ${service}`; // prettier-ignore
    return answer([], 'Unimplemented', slash < 0 ? `malformed method name: "${request.target}"` : known);
  }
  try {
    const { inputType, outputType } = defined.of;
    const requests = unframed(request.body).map((bytes) => {
      const message = decodeMessage(all, inputType, bytes);
      if (!message) throw new GrpcError('Internal', 'grpc: error unmarshalling request: proto: cannot parse invalid wire-format data'); // prettier-ignore
      return message;
    });
    return answer(
      method(requests, request).map((each) => framed(encodeMessage(all, outputType, each))),
      'OK',
    );
  } catch (error) {
    if (error instanceof GrpcError) return answer([], error.code, error.message);
    throw error;
  }
}

/** A request that is none of gRPC (earlyAbortStream of grpc-go). */
function aborted(status: number, code: CodeName, message: string): HttpAnswer {
  return { status, reason: '', headers: [['content-type', 'application/grpc'], ['grpc-status', String(codeNumber(code))], ['grpc-message', encodeStatusMessage(message)]], body: '' }; // prettier-ignore
}

function answer(messages: readonly string[], code: CodeName, message = ''): HttpAnswer {
  const type = ['content-type', 'application/grpc'] as const;
  const status = [
    ['grpc-status', String(codeNumber(code))],
    ['grpc-message', encodeStatusMessage(message)],
  ] as const;
  // A call without an answer is over with its headers ("Trailers-Only").
  if (messages.length === 0) return { status: 200, reason: 'OK', headers: [type, ...status], body: '', bytes: true };
  return { status: 200, reason: 'OK', headers: [type], body: messages.join(''), bytes: true, trailers: status };
}

/** The service of health checks: the statuses of services by name. */
function healthMethods(statusOf: (service: string) => string | undefined): ReadonlyMap<string, Method> {
  return new Map<string, Method>([
    [
      'grpc.health.v1.Health/Check',
      ([request]) => {
        const { service = '' } = request ?? {};
        const status = statusOf(typeof service === 'string' ? service : '');
        if (status === undefined) throw new GrpcError('NotFound', 'unknown service');
        return [{ status }];
      },
    ],
    [
      'grpc.health.v1.Health/Watch',
      () => {
        throw new GrpcError('Unimplemented', 'unimplemented');
      },
    ],
  ]);
}

/** A server that has also a service of reflection, which tells what it serves. */
export function withReflection({ files, methods }: GrpcServer): GrpcServer {
  const all = [...files, wellKnownFile(REFLECTION)];
  const method: Method = (requests) => requests.map((request) => ({ originalRequest: request, ...told(all, request) }));
  return { files: all, methods: new Map([...methods, [`${REFLECTION_SERVICE}/ServerReflectionInfo`, method]]) };
}

export const REFLECTION_SERVICE = 'grpc.reflection.v1.ServerReflection';

function told(files: readonly FileDefinition[], request: JsonObject): JsonObject {
  const { listServices, fileContainingSymbol: symbol, fileByFilename: wanted } = request;
  if (typeof listServices === 'string') return { listServicesResponse: { service: [...servicesOf(files)].sort().map((name) => ({ name })) } }; // prettier-ignore
  const holds = (file: FileDefinition): boolean =>
    typeof symbol === 'string' ? definitionsOf([file]).has(symbol) : file.name === wanted;
  const file = files.find(holds);
  if (file) return { fileDescriptorResponse: { fileDescriptorProto: [btoa(encodeMessage(wellKnown(DESCRIPTOR), 'google.protobuf.FileDescriptorProto', file as unknown as JsonObject))] } }; // prettier-ignore
  const what = typeof symbol === 'string' ? symbol : typeof wanted === 'string' ? wanted : '';
  return {
    errorResponse: {
      errorCode: codeNumber('NotFound'),
      errorMessage: `${typeof symbol === 'string' ? 'Symbol' : 'File'} not found: ${what}`,
    },
  };
}

/** A server of nothing but health checks. */
export function healthServer(statusOf: (service: string) => string | undefined): GrpcServer {
  return { files: [wellKnownFile(HEALTH)], methods: healthMethods(statusOf) };
}
