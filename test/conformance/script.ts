/** How a conformance script is cut into commands, and how one bash reports on each of them. */

/** What one command printed and returned. */
export interface CommandResult {
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined when the shell ended before the command did (`exit`). */
  readonly exitCode: number | undefined;
}

/**
 * The commands of a script. Every line is a command, except that one which opens something it does not close (a heredoc, a quote, a function,
 * loop or condition, a backslash) goes on to the next blank line. Lines that start with `#` outside such a command are comments.
 */
export function splitScript(script: string): readonly string[] {
  const commands: string[] = [];
  let open: string[] | undefined;
  for (const line of [...script.split('\n'), '']) {
    const blank = line.trim() === '';
    if (open === undefined) {
      if (blank || line.startsWith('#')) continue;
      if (opens(line)) open = [line];
      else commands.push(line);
    } else if (blank) {
      commands.push(open.join('\n'));
      open = undefined;
    } else {
      open.push(line);
    }
  }
  return commands;
}

function opens(line: string): boolean {
  if (/<<-?\s*['"\\]?\w/.test(line) && !line.includes('<<<')) return true;
  if (/(\\|\{|\(|\||&&)$/.test(line.trimEnd())) return true;
  if (/^(for|while|until|if|case)\b/.test(line) && !/\b(done|fi|esac)\b/.test(line)) return true;
  return count(line.replaceAll(/"[^"]*"/g, ''), "'") % 2 === 1 || count(line.replaceAll(/'[^']*'/g, ''), '"') % 2 === 1;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

const MARK = /@@cka (\d+) (\d+)@@\n/g;

/** What a driver script does between two commands: bash lines that come before the first one, the line after each and its argument, `$2`. */
export interface Pause {
  readonly prepare: readonly string[];
  readonly pause: string;
  readonly argument: (command: string) => string;
}

/** A short sleep lets the real kernel's link state work run, which a person's typing would give it time for. */
const SHORT_SLEEP: Pause = { prepare: [], pause: 'sleep 0.05', argument: () => '' };

/**
 * One shell script that runs the commands in order in the same shell and prints a mark with the command's number and exit status on both
 * streams after each.
 */
export function driverScript(commands: readonly string[], { prepare, pause, argument }: Pause = SHORT_SLEEP): string {
  const end = [
    '__cka_end() {',
    '  local status=$?',
    `  ${pause}`,
    `  printf '@@cka %d %d@@\\n' "$1" "$status"`,
    `  printf '@@cka %d %d@@\\n' "$1" "$status" >&2`,
    '  return $status',
    '}',
  ].join('\n');
  return [
    ...prepare,
    end,
    '__cka_end 0',
    ...commands.map((command, index) => `${command}\n__cka_end ${index + 1} ${argument(command)}`),
    '',
  ].join('\n');
}

/** Takes the two streams of a driver script apart again. */
export function resultsOf(commands: readonly string[], stdout: string, stderr: string): readonly CommandResult[] {
  const out = pieces(stdout);
  const err = pieces(stderr);
  return commands.map((command, index) => {
    const mine = out.get(index + 1);
    return {
      command,
      stdout: mine?.text ?? '',
      stderr: err.get(index + 1)?.text ?? '',
      exitCode: mine?.status,
    };
  });
}

function pieces(stream: string): ReadonlyMap<number, { text: string; status: number | undefined }> {
  const found = new Map<number, { text: string; status: number | undefined }>();
  let start = 0;
  let last = 0;
  for (const mark of stream.matchAll(MARK)) {
    last = Number(mark[1]);
    found.set(last, { text: stream.slice(start, mark.index), status: Number(mark[2]) });
    start = mark.index + mark[0].length;
  }
  if (start < stream.length) found.set(last + 1, { text: stream.slice(start), status: undefined });
  return found;
}
