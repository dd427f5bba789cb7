import { ExitError } from '../clib/exit';
import { strtol } from '../clib/numbers';

/** iputils_common.c strtol_or_err: status 1, and errno's text when the digits do not fit. */
export function strtolOrErr(program: string, text: string, min: bigint, max: bigint): number {
  const refuse = (why: string): ExitError => new ExitError(1, `${program}: invalid argument: '${text}'${why}\n`);
  const parsed = strtol(text);
  if (parsed.outOfRange) throw refuse(': Numerical result out of range');
  if (parsed.empty || parsed.rest !== '') throw refuse('');
  if (parsed.value < min || parsed.value > max) throw refuse(`: out of range: ${min} <= value <= ${max}`);
  return Number(parsed.value);
}
