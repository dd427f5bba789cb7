/** Linux's signals in the order of their numbers, from 1 (arch/x86/include/uapi/asm/signal.h); 32 and 33 belong to the C library. */
export const SIGNALS: readonly string[] = [
  'HUP', 'INT', 'QUIT', 'ILL', 'TRAP', 'ABRT', 'BUS', 'FPE', 'KILL', 'USR1', 'SEGV', 'USR2', 'PIPE', 'ALRM', 'TERM', 'STKFLT',
  'CHLD', 'CONT', 'STOP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'XCPU', 'XFSZ', 'VTALRM', 'PROF', 'WINCH', 'IO', 'PWR', 'SYS',
]; // prettier-ignore

/** Names → numbers, with the second names that programs take. */
export const SIGNAL_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...SIGNALS.map((name, index) => [name, index + 1] as const),
  ['POLL', 29],
  ['IOT', 6],
  ['CLD', 17],
]);

/** The number that a word names: `9`, `KILL`, `SIGKILL`, in any case; undefined when it is no signal. 0 is one: it only asks. */
export function signalNumber(word: string): number | undefined {
  if (/^\d+$/.test(word)) return Number(word) <= 64 ? Number(word) : undefined;
  return SIGNAL_NUMBERS.get(word.toUpperCase().replace(/^SIG/, ''));
}
