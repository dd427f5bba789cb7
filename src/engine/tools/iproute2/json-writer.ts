/** JSON as iproute2 writes it (lib/json_writer.c): its own spacing, one array per command, a newline at the end. */
export class JsonWriter {
  private out = '';
  private depth = 0;
  private separator = '';

  constructor(private readonly pretty: boolean) {}

  name(key: string): void {
    this.endOfRecord();
    this.endOfLine();
    this.separator = '';
    this.out += quote(key) + (this.pretty ? ': ' : ':');
  }

  openObject(): void {
    this.begin('{');
  }

  closeObject(): void {
    this.end('}');
  }

  openArray(): void {
    this.begin('[');
    if (this.pretty) this.out += ' ';
  }

  closeArray(): void {
    if (this.pretty && this.separator !== '') this.out += ' ';
    this.separator = '';
    this.end(']');
  }

  value(value: string | number | boolean | null): void {
    this.endOfRecord();
    this.out += typeof value === 'string' ? quote(value) : String(value);
  }

  /** A number already formatted. */
  raw(text: string): void {
    this.endOfRecord();
    this.out += text;
  }

  /** Everything written, with the final newline. */
  finish(): string {
    return `${this.out}\n`;
  }

  private begin(bracket: string): void {
    this.endOfRecord();
    this.out += bracket;
    this.depth++;
    this.separator = '';
  }

  private end(bracket: string): void {
    this.depth--;
    if (this.separator !== '') this.endOfLine();
    this.out += bracket;
    this.separator = ',';
  }

  private endOfRecord(): void {
    this.out += this.separator;
    this.separator = ',';
  }

  private endOfLine(): void {
    if (this.pretty) this.out += `\n${'    '.repeat(this.depth)}`;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
  '\b': '\\b',
  '\\': '\\\\',
  '"': '\\"',
};

function quote(text: string): string {
  return `"${text.replace(/[\t\n\r\f\b\\"]/g, (c) => ESCAPES[c] ?? c)}"`;
}
