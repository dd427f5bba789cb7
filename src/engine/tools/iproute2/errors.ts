import { ExitError } from '../clib/exit';
import { strerror, type KernelError } from '../../kernel/errno';

/** Status of `exit(-1)`, iproute2's answer to a command line it cannot read. */
const EXIT_USAGE = 255;

/** A command line that is wrong: `message` on standard error, status 255. In a batch it ends the whole batch, as exit() does. */
export function usageError(message: string): ExitError {
  return new ExitError(EXIT_USAGE, message);
}

/** `invarg` of lib/utils.c. */
export function invalidArgument(problem: string, argument: string): ExitError {
  return usageError(`Error: argument "${argument}" is wrong: ${problem}\n`);
}

/** `duparg`: a parameter given twice. */
export function duplicateArgument(name: string, argument: string): ExitError {
  return usageError(`Error: duplicate "${name}": "${argument}" is the second value.\n`);
}

/** `duparg2`: a second word without keyword, which may as well be a misspelt keyword. */
export function duplicateOrGarbage(name: string, argument: string): ExitError {
  return usageError(`Error: either "${name}" is duplicate, or "${argument}" is a garbage.\n`);
}

/** `incomplete_command`. */
export function incompleteCommand(): ExitError {
  return usageError('Command line is not complete. Try option "help"\n');
}

/** What libnetlink prints for a refused request: the kernel's sentence if it sent one, else the errno. */
export function kernelErrorText(error: KernelError): string {
  if (error.extack !== undefined) return `Error: ${error.extack}${error.extack.endsWith('.') ? '' : '.'}\n`;
  return `RTNETLINK answers: ${strerror(error.errno)}\n`;
}

/** An option or value that the real tool has and the simulator does not. */
export function notSimulated(what: string): ExitError {
  return new ExitError(1, `cka-net: ${what} is not simulated yet\n`);
}
