/** PEM (RFC 7468): labels and the bytes between them. */
export interface PemBlock {
  readonly label: string;
  readonly der: string;
}

export function pemText(label: string, der: string): string {
  return `-----BEGIN ${label}-----\n${(btoa(der).match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;
}

/** Every block of a text; one whose inside is no base64 is left out. */
export function pemBlocks(text: string): readonly PemBlock[] {
  const found: PemBlock[] = [];
  for (const [, label = '', body = ''] of text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----\r?\n([^-]*)-----END \1-----/g)) {
    try {
      found.push({ label, der: atob(body.replace(/\s/g, '')) });
    } catch {
      // Not base64: nobody can read it.
    }
  }
  return found;
}
