import { KernelError, strerror } from '../../kernel/errno';
import { ExitError } from '../clib/exit';
import { decodeMessage, encodeMessage, type Json, type JsonObject } from '../grpc/message';
import { ProtoError, readProto } from '../grpc/proto-file';
import { REFLECTION_SERVICE } from '../grpc/server';
import { definitionsOf, servicesOf, type Definitions, type FileDefinition } from '../grpc/schema';
import { codeName } from '../grpc/status';
import { DESCRIPTOR, REFLECTION, wellKnown } from '../grpc/well-known';
import type { Fields } from '../http2/frames';
import type { Process } from '../tool';
import { CallError, type Connection } from './connection';

/** Where grpcurl learns what there is to call: files, or the server itself (desc_source.go). */
export interface Source {
  readonly services: () => Promise<readonly string[]>;
  /** All that is defined in the file that has the symbol; undefined when there is none. Throws when nobody can tell. */
  readonly find: (symbol: string) => Promise<{ readonly all: Definitions; readonly proto3: boolean } | undefined>;
}

/** Files named by -proto, looked for in the folders of -import-path. */
export function fromFiles(process: Process, names: readonly string[], folders: readonly string[]): Source {
  const files = new Map<string, FileDefinition>();
  const read = (name: string): void => {
    if (files.has(name)) return;
    const paths = folders.length > 0 ? folders.map((folder) => `${folder.replace(/\/$/, '')}/${name}`) : [name];
    const path = paths.find((each) => process.files.exists(each));
    try {
      const file = readProto(process.files.read(path ?? paths[0] ?? name), name);
      files.set(name, file);
      for (const other of file.dependency ?? []) if (!other.startsWith('google/')) read(other);
    } catch (error) {
      const words = error instanceof ProtoError ? error.message : error instanceof KernelError ? `open ${path ?? name}: ${strerror(error.errno).toLowerCase()}` : undefined; // prettier-ignore
      if (words === undefined) throw error;
      throw new ExitError(1, `Failed to process proto source files.: could not parse given files: ${words}\n`);
    }
  };
  for (const name of names) read(name);
  const all = [...files.values()];
  const found = definitionsOf(all);
  return {
    services: () => Promise.resolve([...servicesOf(all)].sort()),
    find: (symbol) =>
      Promise.resolve(found.has(symbol) ? { all: found, proto3: all.every(({ syntax }) => syntax === 'proto3') } : undefined), // prettier-ignore
  };
}

class NoReflection extends Error {
  constructor() {
    super('server does not support the reflection API');
  }
}

/** The server's own service of reflection. */
export function fromServer(connection: Connection, metadata: Fields): Source {
  const ask = async (request: JsonObject): Promise<JsonObject> => {
    const all = wellKnown(REFLECTION);
    const bytes = encodeMessage(all, `${REFLECTION_SERVICE.replace('ServerReflection', '')}ServerReflectionRequest`, request); // prettier-ignore
    const { status, messages } = await connection.call(`/${REFLECTION_SERVICE}/ServerReflectionInfo`, [bytes], metadata); // prettier-ignore
    const [answer] = messages;
    if (answer === undefined) {
      if (status.code === 12) throw new NoReflection();
      throw new CallError({ ...status, code: typeof status.code === 'number' ? (codeName(status.code) as 'Unknown') : status.code }); // prettier-ignore
    }
    return decodeMessage(all, 'grpc.reflection.v1.ServerReflectionResponse', answer) ?? {};
  };
  const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
  const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
  const part = (value: Json | undefined): JsonObject =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  return {
    services: async () => {
      const answer = await ask({ listServices: '*' });
      return list(part(answer['listServicesResponse'])['service']).map((each) => textOf(part(each)['name'])).sort(); // prettier-ignore
    },
    find: async (symbol) => {
      const answer = await ask({ fileContainingSymbol: symbol });
      const files = list(part(answer['fileDescriptorResponse'])['fileDescriptorProto']).flatMap((text) => decodeMessage(wellKnown(DESCRIPTOR), 'google.protobuf.FileDescriptorProto', atob(textOf(text))) ?? []); // prettier-ignore
      if (files.length === 0) return undefined;
      const read = files as unknown as readonly FileDefinition[];
      return { all: definitionsOf(read), proto3: read.every(({ syntax }) => syntax === 'proto3') };
    },
  };
}
