import { ExitError } from '../clib/exit';
import { addressOf, authorityKeyIdentifier, basicConstraints, extendedKeyUsage, KEY_PURPOSES, keyIdentifier, keyUsage, subjectAltName, subjectKeyIdentifier, type AltName, type Extension } from '../x509/extensions'; // prettier-ignore
import type { PublicKey } from '../x509/rsa';

/** Extensions as configuration files and `-addext` write them (crypto/x509/v3_conf.c): `subjectAltName=DNS:a,IP:10.0.0.1`. */

const USAGE_WORDS = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign', 'encipherOnly', 'decipherOnly']; // prettier-ignore

export interface Keys {
  readonly own: PublicKey;
  readonly issuer: PublicKey;
}

/** A section of `name = value` lines. */
export type Section = ReadonlyMap<string, string>;

/** `[ name ]` sections of a configuration file; those in front of the first are '' (conf(5)). */
export function sectionsOf(text: string): ReadonlyMap<string, Section> {
  const found = new Map<string, Map<string, string>>();
  let current = '';
  for (const line of text.replace(/\\\n/g, '').split('\n')) {
    const bare = line.replace(/#.*$/, '').trim();
    const [, section] = /^\[\s*([^\]]*?)\s*\]$/.exec(bare) ?? [];
    if (section !== undefined) current = section;
    const equals = bare.indexOf('=');
    if (equals < 0) continue;
    const into = found.get(current) ?? new Map<string, string>();
    found.set(current, into.set(bare.slice(0, equals).trim(), bare.slice(equals + 1).trim()));
  }
  return found;
}

/** The extensions of a section. Throws ExitError. */
export function extensionsOf(
  section: Section,
  keys: Keys,
  sections: ReadonlyMap<string, Section> = new Map(),
): readonly Extension[] {
  return [...section].map(([name, value]) => extensionOf(name, value, keys, sections));
}

export function extensionOf(
  name: string,
  text: string,
  { own, issuer }: Keys,
  sections: ReadonlyMap<string, Section> = new Map(),
): Extension {
  const words = text.split(',').map((word) => word.trim());
  const critical = words[0] === 'critical';
  const values = critical ? words.slice(1) : words;
  switch (name) {
    case 'basicConstraints': {
      const length = values.find((word) => word.startsWith('pathlen:'))?.slice(8);
      const isCa = values.some((word) => /^CA:true$/i.test(word));
      return basicConstraints(isCa, length === undefined ? undefined : Number(length), critical);
    }
    case 'keyUsage':
      return keyUsage(
        values.map((word) => place(USAGE_WORDS, word, name, text)),
        critical,
      );
    case 'extendedKeyUsage':
      return extendedKeyUsage(values.map((word) => KEY_PURPOSES.find(([, short]) => short === word)?.[0] ?? refuse(name, text)), critical); // prettier-ignore
    case 'subjectAltName':
      return subjectAltName(values.flatMap((word) => (word.startsWith('@') ? namedNames(sections.get(word.slice(1)) ?? refuse(name, text), name, text) : [altName(word, name, text)])), critical); // prettier-ignore
    case 'subjectKeyIdentifier':
      return subjectKeyIdentifier(own);
    case 'authorityKeyIdentifier':
      return authorityKeyIdentifier(keyIdentifier(issuer));
    default:
      return refuse(name, text);
  }
}

function place(list: readonly string[], word: string, name: string, text: string): number {
  const found = list.indexOf(word);
  return found < 0 ? refuse(name, text) : found;
}

/** `DNS.1 = a` of a section that `@section` names. */
function namedNames(section: Section, name: string, text: string): readonly AltName[] {
  return [...section].map(([key, value]) => altName(`${key.replace(/\.\d+$/, '')}:${value}`, name, text));
}

function altName(word: string, name: string, text: string): AltName {
  const [, type = '', value = ''] = /^(\w+):(.*)$/.exec(word) ?? [];
  if (type === 'IP') {
    const address = addressOf(value);
    return address === undefined ? refuse(name, text) : { type, value: address };
  }
  return type === 'DNS' || type === 'email' || type === 'URI' ? { type, value } : refuse(name, text);
}

function refuse(name: string, text: string): never {
  throw new ExitError(1, `Error adding extension ${name}=${text}\n`);
}

/** What `openssl req -x509` adds by the openssl.cnf of Debian: section v3_ca. */
export function selfSigned({ own, issuer }: Keys, more: readonly Extension[]): readonly Extension[] {
  const usual = [subjectKeyIdentifier(own), authorityKeyIdentifier(keyIdentifier(issuer)), basicConstraints(true)];
  return [...usual.filter(({ id }) => !more.some((each) => each.id === id)), ...more];
}
