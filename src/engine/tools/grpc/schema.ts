/** Definitions of Protocol Buffers as google/protobuf/descriptor.proto has them, in their JSON form: what a `.proto` says and what reflection sends. */

export interface FieldDefinition {
  readonly name: string;
  readonly number: number;
  readonly label: 'LABEL_OPTIONAL' | 'LABEL_REQUIRED' | 'LABEL_REPEATED';
  /** `TYPE_STRING`. */
  readonly type: string;
  /** `.helloworld.HelloRequest` of messages and enums. */
  readonly typeName?: string;
  readonly oneofIndex?: number;
  readonly jsonName?: string;
  readonly proto3Optional?: boolean;
}

export interface MessageDefinition {
  readonly name: string;
  readonly field?: readonly FieldDefinition[];
  readonly nestedType?: readonly MessageDefinition[];
  readonly enumType?: readonly EnumDefinition[];
  readonly oneofDecl?: readonly { readonly name: string }[];
}

export interface EnumDefinition {
  readonly name: string;
  readonly value?: readonly { readonly name: string; readonly number?: number }[];
}

export interface MethodDefinition {
  readonly name: string;
  readonly inputType: string;
  readonly outputType: string;
  readonly clientStreaming?: boolean;
  readonly serverStreaming?: boolean;
}

export interface ServiceDefinition {
  readonly name: string;
  readonly method?: readonly MethodDefinition[];
}

export interface FileDefinition {
  readonly name: string;
  readonly package?: string;
  readonly dependency?: readonly string[];
  readonly messageType?: readonly MessageDefinition[];
  readonly enumType?: readonly EnumDefinition[];
  readonly service?: readonly ServiceDefinition[];
  readonly syntax?: string;
}

/** Something with a full name. */
export type Definition =
  | { readonly kind: 'message'; readonly name: string; readonly of: MessageDefinition; readonly parent?: string }
  | { readonly kind: 'enum'; readonly name: string; readonly of: EnumDefinition }
  | { readonly kind: 'service'; readonly name: string; readonly of: ServiceDefinition }
  | { readonly kind: 'method'; readonly name: string; readonly of: MethodDefinition }
  | { readonly kind: 'field'; readonly name: string; readonly of: FieldDefinition };

/** All that some files define, by full name. */
export type Definitions = ReadonlyMap<string, Definition>;

export function definitionsOf(files: readonly FileDefinition[]): Definitions {
  const found = new Map<string, Definition>();
  const enumeration = (scope: string, of: EnumDefinition): void => {
    const name = scope + of.name;
    found.set(name, { kind: 'enum', name, of });
  };
  const message = (scope: string, of: MessageDefinition, parent?: string): void => {
    const name = scope + of.name;
    found.set(name, { kind: 'message', name, of, ...(parent !== undefined && { parent }) });
    for (const field of of.field ?? []) found.set(`${name}.${field.name}`, { kind: 'field', name: `${name}.${field.name}`, of: field }); // prettier-ignore
    for (const each of of.nestedType ?? []) message(`${name}.`, each, name);
    for (const each of of.enumType ?? []) enumeration(`${name}.`, each);
  };
  for (const { package: home = '', messageType = [], enumType = [], service = [] } of files) {
    const scope = home === '' ? '' : `${home}.`;
    for (const each of messageType) message(scope, each);
    for (const each of enumType) enumeration(scope, each);
    for (const of of service) {
      const name = scope + of.name;
      found.set(name, { kind: 'service', name, of });
      for (const method of of.method ?? []) found.set(`${name}.${method.name}`, { kind: 'method', name: `${name}.${method.name}`, of: method }); // prettier-ignore
    }
  }
  return found;
}

/** Services with their full names, in the order of the files. */
export function servicesOf(files: readonly FileDefinition[]): readonly string[] {
  return files.flatMap(({ package: home = '', service = [] }) =>
    service.map(({ name }) => (home === '' ? name : `${home}.${name}`)),
  );
}

/** `my_field` → `myField`. */
export function jsonName(name: string): string {
  return name.replace(/_([a-z0-9])/gi, (_whole, letter: string) => letter.toUpperCase());
}
