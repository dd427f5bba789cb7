/** A part of the input that a message points at. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** What nft says against a command, and where. `others` are places that it underlines with tildes. */
export class NftError extends Error {
  constructor(
    message: string,
    readonly place: Place,
    readonly others: readonly Place[] = [],
  ) {
    super(message);
    this.name = 'NftError';
  }
}

/** Real, and not built. */
export class NotSimulated extends NftError {}

/** Refused by the kernel. */
export function refused(reason: string, place: Place): NftError {
  return new NftError(`Could not process rule: ${reason}`, place);
}

export const MISSING = 'No such file or directory';
export const EXISTS = 'File exists';
export const BUSY = 'Device or resource busy';
export const UNSUPPORTED = 'Operation not supported';

/** The message with the line it is about and markers under it (erec_print). `file` is undefined for a command line. */
export function report(text: string, file: string | undefined, { message, place, others }: NftError): string {
  const start = text.lastIndexOf('\n', Math.max(0, place.from - 1)) + 1;
  const begin = place.from < text.length && text[place.from] === '\n' && start > place.from ? 0 : start;
  const ending = text.indexOf('\n', Math.max(begin, place.from));
  const line = text.slice(begin, ending < 0 ? undefined : ending);
  const end = Math.max(place.to, place.from + 1);
  const marks = [...line, ...' '.repeat(Math.max(0, end - begin - line.length))].map((letter, at) => {
    const where = begin + at;
    if (where >= place.from && where < end) return '^';
    if (others.some(({ from, to }) => where >= from && where < to)) return '~';
    return letter === '\t' ? '\t' : ' ';
  });
  const number = text.slice(0, begin).split('\n').length;
  const [first, last] = [place.from - begin + 1, end - begin];
  const head = file === undefined ? '' : `${file}:${number}:${first}-${last}: `;
  return `${head}Error: ${message}\n${line}\n${marks.join('').trimEnd()}\n`;
}
