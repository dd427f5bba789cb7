/**
 * The rules of names, and their messages: apimachinery's pkg/util/validation/validation.go and pkg/api/validate/content (v1.35). Each
 * function returns what is wrong, nothing when the value is right.
 */

const DNS_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_SUBDOMAIN = `${DNS_LABEL}(\\.${DNS_LABEL})*`;
const DNS_1035_LABEL = '[a-z]([-a-z0-9]*[a-z0-9])?';
const WILDCARD_SUBDOMAIN = `\\*\\.${DNS_SUBDOMAIN}`;
const LABEL_KEY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${LABEL_KEY})?`;
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const PERCENT = '[0-9]+%';
const HTTP_HEADER = '[-A-Za-z0-9]+';
const HTTP_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
const [dnsLabelRule, dnsSubdomainRule, dns1035Rule, wildcardRule] = [
  DNS_LABEL,
  DNS_SUBDOMAIN,
  DNS_1035_LABEL,
  WILDCARD_SUBDOMAIN,
].map(whole) as [RegExp, RegExp, RegExp, RegExp];
const labelKeyRule = whole(LABEL_KEY);
const labelValueRule = whole(LABEL_VALUE);
const configKeyRule = whole(CONFIG_KEY);
const percentRule = whole(PERCENT);
const httpHeaderRule = whole(HTTP_HEADER);
const httpPathRule = whole(HTTP_PATH);

/** How a broken regular expression is told: `… (e.g. 'a',  or 'b', regex used for validation is '…')`. */
function regexMessage(message: string, pattern: string, ...examples: readonly string[]): string {
  if (!examples.length) return `${message} (regex used for validation is '${pattern}')`;
  return `${message} (e.g. ${examples.map((example) => `'${example}', `).join(' or ')}regex used for validation is '${pattern}')`;
}

const tooManyCharacters = (max: number): string => `must be no more than ${max} characters`;
const tooManyBytes = (max: number): string => `must be no more than ${max} bytes`;
export const inclusiveRange = (low: number, high: number): string => `must be between ${low} and ${high}, inclusive`;

/** Length as Go counts it: bytes of UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) bytes += code >= 0x800 && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** A DNS label (RFC 1123). */
export function dnsLabel(value: string): string[] {
  const messages = byteLength(value) > 63 ? [tooManyCharacters(63)] : [];
  if (dnsLabelRule.test(value)) return messages;
  if (dnsSubdomainRule.test(value)) return [...messages, 'must not contain dots'];
  const rule =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
  return [...messages, regexMessage(rule, DNS_LABEL, 'my-name', '123-abc')];
}

/** A DNS subdomain (RFC 1123). */
export function dnsSubdomain(value: string): string[] {
  const messages = byteLength(value) > 253 ? [tooManyCharacters(253)] : [];
  if (dnsSubdomainRule.test(value)) return messages;
  const rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  return [...messages, regexMessage(rule, DNS_SUBDOMAIN, 'example.com')];
}

/** A DNS label that starts with a letter (RFC 1035): Services. */
export function dns1035Label(value: string): string[] {
  const messages = byteLength(value) > 63 ? [tooManyCharacters(63)] : [];
  if (dns1035Rule.test(value)) return messages;
  const rule =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
  return [...messages, regexMessage(rule, DNS_1035_LABEL, 'my-name', 'abc-123')];
}

/** `*.example.com`. */
export function wildcardSubdomain(value: string): string[] {
  const messages = byteLength(value) > 253 ? [tooManyCharacters(253)] : [];
  if (wildcardRule.test(value)) return messages;
  const rule =
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";
  return [...messages, regexMessage(rule, WILDCARD_SUBDOMAIN, '*.example.com')];
}

/** A label's key, or any other "qualified name": `name` or `example.com/name`. */
export function labelKey(value: string): string[] {
  const rule =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  const ruleText = regexMessage(rule, LABEL_KEY, 'MyName', 'my.name', '123-abc');
  const parts = value.split('/');
  if (parts.length > 2) {
    return [`a valid label key ${ruleText} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const messages: string[] = [];
  const [name = '', prefix] = parts.reverse();
  if (prefix === '') messages.push('prefix part must be non-empty');
  else if (prefix !== undefined)
    messages.push(...subdomainOfContent(prefix).map((message) => `prefix part ${message}`));
  if (name === '') messages.push('name part must be non-empty');
  else if (byteLength(name) > 63) messages.push(`name part ${tooManyBytes(63)}`);
  if (!labelKeyRule.test(name)) messages.push(`name part ${ruleText}`);
  return messages;
}

/** A label's value. */
export function labelValue(value: string): string[] {
  const messages = byteLength(value) > 63 ? [tooManyBytes(63)] : [];
  if (labelValueRule.test(value)) return messages;
  const rule =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [...messages, regexMessage(rule, LABEL_VALUE, 'MyValue', 'my_value', '12345')];
}

/** Environment variables since v1.34: any printable ASCII but `=`. */
export function environmentName(value: string): string[] {
  if (value === '') return ['environment variable name must be non-empty'];
  if (/^[\x20-\x3c\x3e-\x7e]*$/.test(value)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** A key of a ConfigMap or a Secret. */
export function configKey(value: string): string[] {
  const messages = byteLength(value) > 253 ? [tooManyCharacters(253)] : [];
  if (!configKeyRule.test(value)) {
    const rule = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
    messages.push(regexMessage(rule, CONFIG_KEY, 'key.name', 'KEY_NAME', 'key-name'));
  }
  if (value === '.') messages.push("must not be '.'");
  else if (value === '..') messages.push("must not be '..'");
  else if (value.startsWith('..')) messages.push("must not start with '..'");
  return messages;
}

/** A name that may stand as one segment of a URL's path (RBAC): apimachinery, pkg/api/validation/path. */
export function pathSegment(value: string): string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%'].filter((char) => value.includes(char)).map((char) => `may not contain '${char}'`);
}

/** The number of a port. */
export function portNumber(port: number): string[] {
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? [] : [inclusiveRange(1, 65535)];
}

/** The name of a container's port. */
export function portName(port: string): string[] {
  const messages = byteLength(port) > 15 ? [tooManyCharacters(15)] : [];
  if (!/^[-a-z0-9]+$/.test(port))
    messages.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(port)) messages.push('must contain at least one letter (a-z)');
  if (port.includes('--')) messages.push('must not contain consecutive hyphens');
  if (port.startsWith('-') || port.endsWith('-')) messages.push('must not begin or end with a hyphen');
  return messages;
}

export function percentText(value: string): string[] {
  if (percentRule.test(value)) return [];
  return [
    regexMessage("a valid percent string must be a numeric string followed by an ending '%'", PERCENT, '1%', '93%'),
  ];
}

export function httpHeaderName(value: string): string[] {
  if (httpHeaderRule.test(value)) return [];
  return [
    regexMessage("a valid HTTP header must consist of alphanumeric characters or '-'", HTTP_HEADER, 'X-Header-Name'),
  ];
}

/** Why `value` is no path of a URL (RFC 3986). */
export function httpPath(value: string): string[] {
  return httpPathRule.test(value) ? [] : [regexMessage('Invalid path', HTTP_PATH)];
}

/** pkg/api/validate/content counts bytes where the older package says characters. */
function subdomainOfContent(value: string): string[] {
  return dnsSubdomain(value).map((message) => (message === tooManyCharacters(253) ? tooManyBytes(253) : message));
}
