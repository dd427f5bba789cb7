import { JsonWriter } from './json-writer';

/** What iproute2 colours (lib/color.c). */
export type Colour = 'ifname' | 'mac' | 'inet' | 'inet6' | 'up' | 'down';

export interface PrinterFormat {
  readonly json: boolean;
  readonly pretty: boolean;
  readonly oneline: boolean;
  /** Undefined: no colours. */
  readonly palette?: Readonly<Record<Colour, string>>;
}

const CLEAR = '\x1b[0m';
const DARK: Readonly<Record<Colour, string>> = {
  ifname: '\x1b[1;36m',
  mac: '\x1b[1;33m',
  inet: '\x1b[1;35m',
  inet6: '\x1b[1;94m',
  up: '\x1b[1;32m',
  down: '\x1b[1;31m',
};
const LIGHT: Readonly<Record<Colour, string>> = {
  ifname: '\x1b[36m',
  mac: '\x1b[33m',
  inet: '\x1b[35m',
  inet6: '\x1b[34m',
  up: '\x1b[32m',
  down: '\x1b[31m',
};

/** Colours for the terminal's background, which COLORFGBG tells: light unless its last value is 0–6 or 8. */
export function paletteFor(colorfgbg: string | undefined): Readonly<Record<Colour, string>> {
  const background = colorfgbg?.includes(';') ? colorfgbg.slice(colorfgbg.lastIndexOf(';') + 1) : '';
  return /^([0-6]|8)$/.test(background) ? DARK : LIGHT;
}

/**
 * Writes records as text or as JSON, whichever was asked for, from the same calls (lib/json_print.c): `field` goes to both, `text` to text
 * only, `json` to JSON only.
 */
export class Printer {
  private out = '';
  private readonly writer: JsonWriter | undefined;
  /** What ends a line inside a record: a backslash with `-oneline`. */
  readonly lineEnd: string;

  constructor(private readonly format: PrinterFormat) {
    this.writer = format.json ? new JsonWriter(format.pretty) : undefined;
    this.lineEnd = format.oneline ? '\\' : '\n';
    this.writer?.openArray();
  }

  get isJson(): boolean {
    return this.writer !== undefined;
  }

  /** A value under `key` in JSON, `text` otherwise. */
  field(key: string, value: string | number | boolean | null, text: string, colour?: Colour): void {
    if (this.writer) this.json(key, value);
    else this.out += colour === undefined ? text : this.coloured(colour, text);
  }

  text(text: string, colour?: Colour): void {
    if (!this.writer) this.out += colour === undefined ? text : this.coloured(colour, text);
  }

  /** A number with two decimals, which JSON.stringify would shorten: `text` is written as it is. */
  decimal(key: string, hundredths: number, label: string, width: number): void {
    const text = (hundredths / 100).toFixed(2);
    if (this.writer) {
      this.writer.name(key);
      this.writer.raw(text);
    } else {
      this.out += `${label} ${text.padStart(width)} `;
    }
  }

  json(key: string, value: string | number | boolean | null): void {
    if (!this.writer) return;
    this.writer.name(key);
    this.writer.value(value);
  }

  /** An array of strings in JSON, each with `suffix` after it in text. */
  words(key: string, values: readonly string[], suffix: string): void {
    this.openArray(key);
    for (const value of values) {
      if (this.writer) this.writer.value(value);
      else this.out += value + suffix;
    }
    this.closeArray();
  }

  /** One value of an array; nothing in text. */
  element(value: string | number): void {
    this.writer?.value(value);
  }

  /** Ends a line inside a record; nothing in JSON. */
  newline(): void {
    this.text(this.lineEnd);
  }

  openObject(key?: string): void {
    if (key !== undefined) this.writer?.name(key);
    this.writer?.openObject();
  }

  closeObject(): void {
    this.writer?.closeObject();
  }

  openArray(key?: string): void {
    if (key !== undefined) this.writer?.name(key);
    this.writer?.openArray();
  }

  closeArray(): void {
    this.writer?.closeArray();
  }

  /** Everything printed. Call once, at the end. */
  finish(): string {
    if (!this.writer) return this.out;
    this.writer.closeArray();
    return this.writer.finish();
  }

  private coloured(colour: Colour, text: string): string {
    const { palette } = this.format;
    return palette ? `${palette[colour]}${text}${CLEAR}` : text;
  }
}
