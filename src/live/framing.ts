/**
 * How one long-lived bash is asked to run cells over its standard input, and how its answers are told apart. The cell's text travels in a
 * here-document, so that an unterminated quote is that cell's own error; marks that nobody can guess close each cell on both streams.
 */

const RECORD_SEPARATOR = '\u001e';
/** Copies of the shell's own streams: a cell's `exec >file` must not take the marks with it. */
const OUT = 198;
const ERR = 199;

/** The lines that make a new bash ready; it answers with mark 0, whose status field is the process group's number. */
export function greeting(token: string, initialise: readonly string[]): string {
  return [
    'PS1= PS2= PROMPT_COMMAND=',
    `exec ${OUT}>&1 ${ERR}>&2`,
    // What a cell may have set for itself must not be printed, or lost, between cells.
    '__cka_net_after() { local status=$?; PS1= PS2= PROMPT_COMMAND=; return $status; }',
    ...initialise,
    `{ read -r -a __cka_net_stat < /proc/$$/stat; } 2>/dev/null`,
    `${mark(token, 0, '${__cka_net_stat[4]:-0}')}; unset __cka_net_stat`,
    '',
  ].join('\n');
}

/** The lines that run a cell's text as if typed: `$?` is what the cell before left, and functions, variables and the directory stay. */
export function cellInput(token: string, serial: number, text: string, lastStatus: number): string {
  const end = `CKA_NET_${token}_${serial}`;
  const script = text.replaceAll('\r\n', '\n').replaceAll('\0', '');
  return [
    `exec 1>&${OUT} 2>&${ERR}`,
    `(exit ${lastStatus}); source /dev/stdin <<'${end}'; __cka_net_after`,
    script,
    end,
    // On a line of its own: an interrupt drops the rest of the line it hits.
    mark(token, serial, '$?'),
    '',
  ].join('\n');
}

/** Traced commands (`set -x`) must not show up here: hence standard error goes nowhere meanwhile. */
function mark(token: string, serial: number, status: string): string {
  const format = `\\036${token} ${serial} %s\\036`;
  return `{ printf '${format}' "${status}" >&${OUT}; printf '${format}' 0 >&${ERR}; } 2>/dev/null`;
}

/** Takes one of the shell's streams apart into text and marks. */
export class MarkedStream {
  private pending = '';
  private readonly pattern: RegExp;

  constructor(
    token: string,
    private readonly onText: (text: string) => void,
    private readonly onMark: (serial: number, status: number) => void,
  ) {
    this.pattern = new RegExp(`${RECORD_SEPARATOR}${token} (\\d+) (\\d*)${RECORD_SEPARATOR}`);
  }

  push(chunk: string): void {
    this.pending += chunk;
    for (let found = this.pattern.exec(this.pending); found; found = this.pattern.exec(this.pending)) {
      this.emit(this.pending.slice(0, found.index));
      this.pending = this.pending.slice(found.index + found[0].length);
      this.onMark(Number(found[1]), Number(found[2]));
    }
    // The start of a mark may be the end of this chunk. A mark is short: anything longer is the cell's own text.
    const start = this.pending.lastIndexOf(RECORD_SEPARATOR);
    const keep = start >= 0 && this.pending.length - start < 128 ? start : this.pending.length;
    this.emit(this.pending.slice(0, keep));
    this.pending = this.pending.slice(keep);
  }

  /** Hands out what is left when the stream has ended. */
  end(): void {
    this.emit(this.pending);
    this.pending = '';
  }

  private emit(text: string): void {
    if (text !== '') this.onText(text);
  }
}
