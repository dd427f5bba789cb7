import { ExitError } from '../clib/exit';
import { TRY } from './texts';

/** `--local-port PORT[-PORT]`: the first port of the range; 0 is none. Throws ExitError with curl's text. */
export function readPortWord(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, port = ''] = /^(\d+)(?: *-? *\d*)?$/.exec(text) ?? [];
  if (port === '' || Number(port) > 65_535) {
    throw new ExitError(2, `curl: option ${option}: expected a proper numerical parameter\n${TRY}`);
  }
  return Number(port) || undefined;
}
