/** What may be a name, a label and a key, and what is said of one that may not (apimachinery's pkg/api/validate/content). */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_WORDS =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const SUBDOMAIN_WORDS =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const LABEL_1035_WORDS =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
const LABEL_KEY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_KEY_WORDS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
const LABEL_VALUE = `(${LABEL_KEY})?`;
const LABEL_VALUE_WORDS =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

const whole = (pattern: string): RegExp => new RegExp(`^${pattern}$`);
const LABEL_PATTERN = whole(LABEL);
const SUBDOMAIN_PATTERN = whole(SUBDOMAIN);
const LABEL_1035_PATTERN = whole(LABEL_1035);
const LABEL_KEY_PATTERN = whole(LABEL_KEY);
const LABEL_VALUE_PATTERN = whole(LABEL_VALUE);

/** content.RegexError. */
export function patternError(words: string, pattern: string, ...examples: readonly string[]): string {
  const used = `regex used for validation is '${pattern}')`;
  if (examples.length === 0) return `${words} (${used}`;
  return `${words} (e.g. ${examples.map((example) => `'${example}', `).join('or ')}${used}`;
}

/** content.MaxLenError. */
export function tooLongError(length: number): string {
  return `must be no more than ${length} bytes`;
}

/** validation.InclusiveRangeError. */
export function rangeError(least: number, most: number): string {
  return `must be between ${least} and ${most}, inclusive`;
}

/** Bytes of a string in UTF-8, which is how Go counts. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

export function dnsLabelErrors(value: string): readonly string[] {
  const errors = value.length > 63 ? [tooLongError(63)] : [];
  if (LABEL_PATTERN.test(value)) return errors;
  const dots = SUBDOMAIN_PATTERN.test(value);
  return [...errors, dots ? 'must not contain dots' : patternError(LABEL_WORDS, LABEL, 'my-name', '123-abc')];
}

export function dnsSubdomainErrors(value: string): readonly string[] {
  const errors = value.length > 253 ? [tooLongError(253)] : [];
  if (SUBDOMAIN_PATTERN.test(value)) return errors;
  return [...errors, patternError(SUBDOMAIN_WORDS, SUBDOMAIN, 'example.com')];
}

export function dns1035LabelErrors(value: string): readonly string[] {
  const errors = value.length > 63 ? [tooLongError(63)] : [];
  if (LABEL_1035_PATTERN.test(value)) return errors;
  return [...errors, patternError(LABEL_1035_WORDS, LABEL_1035, 'my-name', 'abc-123')];
}

/** path.IsValidPathSegmentName. */
export function pathSegmentErrors(value: string): readonly string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].filter((char) => value.includes(char)).map((char) => `may not contain '${char}'`);
}

/** content.IsLabelKey, also known as a qualified name. */
export function labelKeyErrors(value: string): readonly string[] {
  const parts = value.split('/');
  const keyError = patternError(LABEL_KEY_WORDS, LABEL_KEY, 'MyName', 'my.name', '123-abc');
  if (parts.length > 2) {
    return [`a valid label key ${keyError} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const [prefix, name = ''] = parts.length === 2 ? parts : [undefined, parts[0]];
  const errors: string[] = [];
  if (prefix === '') errors.push('prefix part must be non-empty');
  else if (prefix !== undefined) errors.push(...dnsSubdomainErrors(prefix).map((error) => `prefix part ${error}`));
  if (name === '') errors.push('name part must be non-empty');
  else if (byteLength(name) > 63) errors.push(`name part ${tooLongError(63)}`);
  if (!LABEL_KEY_PATTERN.test(name)) errors.push(`name part ${keyError}`);
  return errors;
}

export function labelValueErrors(value: string): readonly string[] {
  const errors = byteLength(value) > 63 ? [tooLongError(63)] : [];
  if (LABEL_VALUE_PATTERN.test(value)) return errors;
  return [...errors, patternError(LABEL_VALUE_WORDS, LABEL_VALUE, 'MyValue', 'my_value', '12345')];
}
