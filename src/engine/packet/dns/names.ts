import type { IpAddress } from '../ipv6-address';
import { ipv6Words } from '../ipv6-address';

/** Domain names in presentation form (RFC 1035, section 5.1): labels end in dots, and `\` hides what would not be a letter of a label. */

/** The labels of a name, one character per byte; undefined when it is none (an empty label, or one or all too long). */
export function labelsOf(name: string): readonly string[] | undefined {
  if (name === '.' || name === '') return [];
  const labels: string[] = [];
  let label = '';
  let length = 1;
  for (let i = 0; i < name.length; i++) {
    const character = name.charAt(i);
    if (character === '.') {
      if (label === '' || label.length > 63) return undefined;
      labels.push(label);
      length += label.length + 1;
      label = '';
    } else if (character === '\\') {
      const [digits] = /^\d{3}/.exec(name.slice(i + 1)) ?? [];
      if (digits !== undefined && Number(digits) > 255) return undefined;
      label += digits === undefined ? name.charAt(i + 1) : String.fromCharCode(Number(digits));
      i += digits === undefined ? 1 : 3;
    } else label += character;
  }
  if (label !== '') {
    labels.push(label);
    length += label.length + 1;
  }
  return label.length > 63 || length > 255 ? undefined : labels;
}

/** The presentation form of labels, with the last dot. */
export function nameOf(labels: readonly string[]): string {
  return labels.length === 0 ? '.' : labels.map((label) => `${escaped(label)}.`).join('');
}

function escaped(label: string): string {
  return label.replace(/[^!-~]|[."();@$\\]/g, (character) => {
    const code = character.charCodeAt(0);
    return code > 0x20 && code < 0x7f ? `\\${character}` : `\\${String(code).padStart(3, '0')}`;
  });
}

/** `www.example.com` → `www.example.com.` */
export function absolute(name: string): string {
  return name.endsWith('.') && !name.endsWith('\\.') ? name : `${name}.`;
}

/** Whether two absolute names are one: case does not matter. */
export function sameName(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}

/** Whether `name` is `zone` or below it; both absolute. */
export function inZone(name: string, zone: string): boolean {
  const [below, above] = [name.toLowerCase(), zone.toLowerCase()];
  return above === '.' || below === above || below.endsWith(`.${above}`);
}

/** The name under which a PTR record of an address stands (RFC 1035, section 3.5; RFC 3596, section 2.5). */
export function reverseName(address: IpAddress): string {
  if (typeof address === 'number') {
    return `${address & 255}.${(address >>> 8) & 255}.${(address >>> 16) & 255}.${address >>> 24}.in-addr.arpa.`;
  }
  const digits = ipv6Words(address).map((word) => word.toString(16).padStart(4, '0'));
  return `${[...digits.join('')].reverse().join('.')}.ip6.arpa.`;
}
