import { readProto } from './proto-file';
import { definitionsOf, type Definitions, type FileDefinition } from './schema';

/** Files of definitions that every program of gRPC is built with, or that servers of the catalogue are; read when they are first needed. */

const TEXTS = {
  // github.com/grpc/grpc/blob/master/doc/health-checking.md
  'grpc/health/v1/health.proto': `syntax = "proto3"; package grpc.health.v1;
message HealthCheckRequest { string service = 1; }
message HealthCheckResponse {
  enum ServingStatus { UNKNOWN = 0; SERVING = 1; NOT_SERVING = 2; SERVICE_UNKNOWN = 3; }
  ServingStatus status = 1;
}
service Health {
  rpc Check(HealthCheckRequest) returns (HealthCheckResponse);
  rpc Watch(HealthCheckRequest) returns (stream HealthCheckResponse);
}`,
  // github.com/grpc/grpc/blob/master/doc/server-reflection.md
  'grpc/reflection/v1/reflection.proto': `syntax = "proto3"; package grpc.reflection.v1;
service ServerReflection { rpc ServerReflectionInfo(stream ServerReflectionRequest) returns (stream ServerReflectionResponse); }
message ServerReflectionRequest {
  string host = 1;
  oneof message_request { string file_by_filename = 3; string file_containing_symbol = 4; string list_services = 7; }
}
message ServerReflectionResponse {
  string valid_host = 1;
  ServerReflectionRequest original_request = 2;
  oneof message_response {
    FileDescriptorResponse file_descriptor_response = 4;
    ListServiceResponse list_services_response = 6;
    ErrorResponse error_response = 7;
  }
}
message FileDescriptorResponse { repeated bytes file_descriptor_proto = 1; }
message ListServiceResponse { repeated ServiceResponse service = 1; }
message ServiceResponse { string name = 1; }
message ErrorResponse { int32 error_code = 1; string error_message = 2; }`,
  // The numbers of google/protobuf/descriptor.proto.
  'google/protobuf/descriptor.proto': `syntax = "proto3"; package google.protobuf;
message FileDescriptorProto {
  string name = 1; string package = 2; repeated string dependency = 3; repeated DescriptorProto message_type = 4;
  repeated EnumDescriptorProto enum_type = 5; repeated ServiceDescriptorProto service = 6; string syntax = 12;
}
message DescriptorProto {
  string name = 1; repeated FieldDescriptorProto field = 2; repeated DescriptorProto nested_type = 3;
  repeated EnumDescriptorProto enum_type = 4; repeated OneofDescriptorProto oneof_decl = 8;
}
message FieldDescriptorProto {
  enum Type {
    NONE = 0; TYPE_DOUBLE = 1; TYPE_FLOAT = 2; TYPE_INT64 = 3; TYPE_UINT64 = 4; TYPE_INT32 = 5; TYPE_FIXED64 = 6; TYPE_FIXED32 = 7;
    TYPE_BOOL = 8; TYPE_STRING = 9; TYPE_GROUP = 10; TYPE_MESSAGE = 11; TYPE_BYTES = 12; TYPE_UINT32 = 13; TYPE_ENUM = 14;
    TYPE_SFIXED32 = 15; TYPE_SFIXED64 = 16; TYPE_SINT32 = 17; TYPE_SINT64 = 18;
  }
  enum Label { LABEL_NONE = 0; LABEL_OPTIONAL = 1; LABEL_REQUIRED = 2; LABEL_REPEATED = 3; }
  string name = 1; int32 number = 3; Label label = 4; Type type = 5; string type_name = 6;
  optional int32 oneof_index = 9; string json_name = 10; bool proto3_optional = 17;
}
message OneofDescriptorProto { string name = 1; }
message EnumDescriptorProto { string name = 1; repeated EnumValueDescriptorProto value = 2; }
message EnumValueDescriptorProto { string name = 1; int32 number = 2; }
message ServiceDescriptorProto { string name = 1; repeated MethodDescriptorProto method = 2; }
message MethodDescriptorProto { string name = 1; string input_type = 2; string output_type = 3; bool client_streaming = 5; bool server_streaming = 6; }`,
  // grpc-go's examples, which kic-test-grpc-server is made from.
  'examples/helloworld/helloworld/helloworld.proto': `syntax = "proto3"; package helloworld;
service Greeter { rpc SayHello (HelloRequest) returns (HelloReply) {} }
message HelloRequest { string name = 1; }
message HelloReply { string message = 1; }`,
  // github.com/moul/pb/blob/master/hello/hello.proto
  'hello.proto': `syntax = "proto2"; package hello;
service HelloService {
  rpc SayHello(HelloRequest) returns (HelloResponse);
  rpc LotsOfReplies(HelloRequest) returns (stream HelloResponse);
  rpc LotsOfGreetings(stream HelloRequest) returns (HelloResponse);
  rpc BidiHello(stream HelloRequest) returns (stream HelloResponse);
}
message HelloRequest { optional string greeting = 1; }
message HelloResponse { required string reply = 1; }`,
  // github.com/moul/pb/blob/master/addsvc/addsvc.proto
  'addsvc.proto': `syntax = "proto3"; package addsvc;
service Add {
  rpc Sum (SumRequest) returns (SumReply) {}
  rpc Concat (ConcatRequest) returns (ConcatReply) {}
}
message SumRequest { int64 a = 1; int64 b = 2; }
message SumReply { int64 v = 1; string err = 2; }
message ConcatRequest { string a = 1; string b = 2; }
message ConcatReply { string v = 1; string err = 2; }`,
} as const;

export type WellKnown = keyof typeof TEXTS;

const FILES = new Map<WellKnown, FileDefinition>();
const ALL = new Map<WellKnown, Definitions>();

export function wellKnownFile(name: WellKnown): FileDefinition {
  let file = FILES.get(name);
  if (!file) FILES.set(name, (file = readProto(TEXTS[name], name)));
  return file;
}

export function wellKnown(name: WellKnown): Definitions {
  let all = ALL.get(name);
  if (!all) ALL.set(name, (all = definitionsOf([wellKnownFile(name)])));
  return all;
}

export const HEALTH = 'grpc/health/v1/health.proto';
export const REFLECTION = 'grpc/reflection/v1/reflection.proto';
export const DESCRIPTOR = 'google/protobuf/descriptor.proto';
export const HELLOWORLD = 'examples/helloworld/helloworld/helloworld.proto';
export const HELLO = 'hello.proto';
