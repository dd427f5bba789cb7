import type { ShellScript } from '../syntax/shell-script';
import type { Problem } from './problem';

/** `$ ip link`, `root@host:~# ip link`, `controlplane ~ ➜  ip link`. A lone `#` is a comment and cannot be told from one. */
const PROMPT =
  /^[ \t]*(\$|[\w.-]+@[\w.-]+:?[\w~/.-]*[$#]|\[[\w.-]+@[\w.-]+ [^\]]*\][$#]|[\w.-]+[ \t]+[~/][\w/.-]*[ \t]+[➜❯])[ \t]+(?=\S)/;

/** Prompts that were copied along with a command, at the beginning of lines. */
export function promptProblems({ source, tokens }: ShellScript): readonly Problem[] {
  const problems: Problem[] = [];
  const input = tokens.filter(({ kind }) => kind === 'here-document');
  let start = 0;
  for (const line of source.split('\n')) {
    const at = start;
    start += line.length + 1;
    const [whole, prompt] = PROMPT.exec(line) ?? [];
    if (whole === undefined || prompt === undefined || input.some((text) => text.start <= at && at < text.end))
      continue;
    const from = at + whole.indexOf(prompt);
    problems.push({
      start: from,
      end: from + prompt.length,
      severity: 'error',
      facts: { code: 'pasted-prompt', text: prompt },
      fixes: [{ kind: 'remove', text: prompt, edits: [{ start: at, end: at + whole.length, newText: '' }] }],
    });
  }
  return problems;
}

/** Whether `offset` is on a line with such a prompt: the shell misreads all of it, and so would other rules. */
export function onPromptLine(source: string, prompts: readonly Problem[], offset: number): boolean {
  return prompts.some(({ start }) => !source.slice(Math.min(start, offset), Math.max(start, offset)).includes('\n'));
}
