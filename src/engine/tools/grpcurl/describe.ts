import type { Definition, EnumDefinition, FieldDefinition, MessageDefinition, MethodDefinition } from '../grpc/schema';

/** Definitions as `grpcurl describe` prints them (protoreflect's protoprint: compact, with full names). */

const KINDS: Readonly<Record<Definition['kind'], string>> = { message: 'a message', enum: 'an enum', service: 'a service', method: 'a method', field: 'a field' }; // prettier-ignore

export function described(definition: Definition, proto3: boolean): string {
  return `${definition.name} is ${KINDS[definition.kind]}:\n${textOf(definition, proto3)}\n`;
}

export function textOf(definition: Definition, proto3: boolean): string {
  switch (definition.kind) {
    case 'service':
      return `service ${definition.of.name} {\n${(definition.of.method ?? []).map((method) => `  ${methodText(method)}\n`).join('')}}`; // prettier-ignore
    case 'method':
      return methodText(definition.of);
    case 'message':
      return messageText(definition.of, '', proto3);
    case 'enum':
      return enumText(definition.of, '');
    case 'field':
      return fieldText(definition.of, proto3);
  }
}

function methodText({ name, inputType, outputType, clientStreaming, serverStreaming }: MethodDefinition): string {
  const of = (type: string, stream: boolean | undefined): string => `( ${stream ? 'stream ' : ''}${type} )`;
  return `rpc ${name} ${of(inputType, clientStreaming)} returns ${of(outputType, serverStreaming)};`;
}

function fieldText({ name, number, label, type, typeName, proto3Optional }: FieldDefinition, proto3: boolean): string {
  const kind = typeName ?? type.replace('TYPE_', '').toLowerCase();
  const mark =
    label === 'LABEL_REPEATED'
      ? 'repeated '
      : label === 'LABEL_REQUIRED'
        ? 'required '
        : !proto3 || proto3Optional
          ? 'optional '
          : '';
  return `${mark}${kind} ${name} = ${number};`;
}

function messageText(message: MessageDefinition, indent: string, proto3: boolean): string {
  const { name, field = [], nestedType = [], enumType = [], oneofDecl = [] } = message;
  const inner = `${indent}  `;
  const lines: string[] = [];
  const seen = new Set<number>();
  for (const each of field) {
    const { oneofIndex } = each;
    if (oneofIndex === undefined) lines.push(`${inner}${fieldText(each, proto3)}\n`);
    else if (!seen.has(oneofIndex)) {
      seen.add(oneofIndex);
      const own = field.filter((other) => other.oneofIndex === oneofIndex);
      lines.push(`${inner}oneof ${oneofDecl[oneofIndex]?.name ?? ''} {\n${own.map((other) => `${inner}  ${fieldText(other, true)}\n`).join('')}${inner}}\n`); // prettier-ignore
    }
  }
  for (const each of nestedType) lines.push(`${inner}${messageText(each, inner, proto3)}\n`);
  for (const each of enumType) lines.push(`${inner}${enumText(each, inner)}\n`);
  return `message ${name} {\n${lines.join('')}${indent}}`;
}

function enumText({ name, value = [] }: EnumDefinition, indent: string): string {
  return `enum ${name} {\n${value.map((each) => `${indent}  ${each.name} = ${each.number ?? 0};\n`).join('')}${indent}}`;
}
