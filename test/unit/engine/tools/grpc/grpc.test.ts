import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage, framed, unframed } from '../../../../../src/engine/tools/grpc/message';
import { ProtoError, readProto } from '../../../../../src/engine/tools/grpc/proto-file';
import { definitionsOf, type FileDefinition } from '../../../../../src/engine/tools/grpc/schema';
import { DESCRIPTOR, HEALTH, wellKnown, wellKnownFile } from '../../../../../src/engine/tools/grpc/well-known';
import { readMessage, writeMessage } from '../../../../../src/engine/tools/http2/frames';

const hex = (bytes: string): string => [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(''); // prettier-ignore

describe('messages of Protocol Buffers', () => {
  it('are the bytes that every other program sends', () => {
    // blog.salrashid.dev/articles/2022/grpc_healthcheck_curl: what protoc made of a health check.
    const request = encodeMessage(wellKnown(HEALTH), 'grpc.health.v1.HealthCheckRequest', {
      service: 'echo.EchoServer',
    });
    expect(hex(framed(request))).toBe('00000000110a0f6563686f2e4563686f536572766572');
    const answer = encodeMessage(wellKnown(HEALTH), 'grpc.health.v1.HealthCheckResponse', { status: 'SERVING' });
    expect(hex(answer)).toBe('0801');
    expect(unframed(framed(answer) + framed(''))).toEqual([answer, '']);
  });

  it('keep every kind of field', () => {
    const all = definitionsOf([
      readProto(
        `syntax = "proto3"; package p; // a remark
        enum Color { RED = 0; BLUE = 2; }
        message M { /* and another */
          message Inner { string s = 1; }
          int32 i = 1; sint64 z = 2; uint64 u = 3; bool b = 4; bytes y = 5; double d = 6; Color color = 7;
          repeated string names = 8; repeated int32 numbers = 9; Inner my_inner = 10; fixed32 f = 11;
        }`,
        'p.proto',
      ),
    ]);
    const value = { i: -7, z: '-9', u: '18446744073709551615', b: true, y: 'AQI=', d: 2.5, color: 'BLUE', names: ['a', 'ü'], numbers: [1, 300], myInner: { s: 'x' }, f: 5 }; // prettier-ignore
    expect(decodeMessage(all, 'p.M', encodeMessage(all, 'p.M', value))).toEqual(value);
    expect(() => encodeMessage(all, 'p.M', { nope: 1 })).toThrow('message type p.M has no known field named nope');
    expect(decodeMessage(all, 'p.M', '\x0a')).toBeUndefined();
  });

  it('carry definitions too, as reflection sends them', () => {
    const file = wellKnownFile(HEALTH);
    const name = 'google.protobuf.FileDescriptorProto';
    const bytes = encodeMessage(wellKnown(DESCRIPTOR), name, JSON.parse(JSON.stringify(file)) as never);
    const read = decodeMessage(wellKnown(DESCRIPTOR), name, bytes) as unknown as FileDefinition;
    expect([...definitionsOf([read]).keys()]).toEqual([...definitionsOf([file]).keys()]);
  });

  it('are refused with a place when a file of definitions is wrong', () => {
    expect(() => readProto('syntax = "proto3";\nmessage A {\n  string name 1;\n}', 'a.proto')).toThrow(ProtoError);
    expect(() => readProto('message A { string name = 1;', 'a.proto')).toThrow('a.proto:2:1: syntax error');
  });
});

describe('frames of HTTP/2', () => {
  const message = { stream: 1, fields: [[':path', '/x'], ['long', 'y'.repeat(5000)]] as const, body: 'b'.repeat(40_000), trailers: [['grpc-status', '0']] as const }; // prettier-ignore

  it('are read as they were written, whole or not at all', () => {
    const text = writeMessage(message);
    expect(readMessage(text)).toEqual({ message, length: text.length });
    expect(readMessage(text.slice(0, -1))).toBeUndefined();
  });

  it('are not what an answer of HTTP/1.1 begins with: nginx names its first three bytes', () => {
    expect(readMessage('HTTP/1.1 400 Bad Request\r\n')).toBe(4_740_180);
  });
});
