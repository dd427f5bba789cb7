import { fromBytes, toBytes } from '../http/bytes';
import { element, elements, oid, oidText, sequence, TAG } from './der';

/** Distinguished names: attributes in their order. */
export type Name = readonly { readonly type: string; readonly value: string }[];

/** Short names of attributes that OpenSSL knows, with their object identifiers. */
const TYPES: readonly (readonly [string, string])[] = [['CN', '2.5.4.3'], ['SN', '2.5.4.4'], ['serialNumber', '2.5.4.5'], ['C', '2.5.4.6'], ['L', '2.5.4.7'], ['ST', '2.5.4.8'], ['street', '2.5.4.9'], ['O', '2.5.4.10'], ['OU', '2.5.4.11'], ['title', '2.5.4.12'], ['GN', '2.5.4.42'], ['initials', '2.5.4.43'], ['emailAddress', '1.2.840.113549.1.9.1'], ['UID', '0.9.2342.19200300.100.1.1'], ['DC', '0.9.2342.19200300.100.1.25']]; // prettier-ignore
const BY_NAME = new Map(TYPES);
const BY_OID = new Map(TYPES.map(([name, id]) => [id, name]));
BY_NAME.set('commonName', '2.5.4.3').set('organizationName', '2.5.4.10').set('countryName', '2.5.4.6');

export function isNameType(word: string): boolean {
  return BY_NAME.has(word);
}

export function nameOf(attributes: readonly (readonly [type: string, value: string])[]): Name {
  return attributes.map(([type, value]) => ({ type: BY_NAME.get(type) ?? type, value }));
}

export function encodeName(name: Name): string {
  return sequence(
    ...name.map(({ type, value }) => {
      const tag = type === '2.5.4.6' || type === '2.5.4.5' ? TAG.printable : type === '1.2.840.113549.1.9.1' || type.endsWith('.100.1.25') ? TAG.ia5 : TAG.utf8; // prettier-ignore
      return element(TAG.set, sequence(oid(type), element(tag, toBytes(value))));
    }),
  );
}

/** Throws NotDer. */
export function readName(content: string): Name {
  return elements(content).flatMap((set) =>
    elements(set.content).flatMap((attribute) => {
      const [type, value] = elements(attribute.content);
      return type && value ? [{ type: oidText(type.content), value: fromBytes(value.content) }] : [];
    }),
  );
}

/** `CN = shop.example, O = shop`, as OpenSSL prints it; `CN=shop.example; O=shop` as curl does. */
export function nameText(name: Name, equals = ' = ', between = ', '): string {
  return name.map(({ type, value }) => `${BY_OID.get(type) ?? type}${equals}${value}`).join(between);
}

export function valuesOf(name: Name, type: string): readonly string[] {
  const id = BY_NAME.get(type);
  return name.filter((attribute) => attribute.type === id).map(({ value }) => value);
}
