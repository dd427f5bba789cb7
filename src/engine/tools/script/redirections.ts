import { KernelError, strerror } from '../../kernel/errno';
import type { Sink } from '../../kernel/service-records';
import type { RedirectionNode } from '../../shell/ast-nodes';
import type { HostFileSystem } from '../../shell/files/host-file-system';
import { resolvePath } from '../../shell/files/path';
import { expandText, type Scope } from './expand';

/** Where a command reads from and prints to when redirections say so, as dash opens files and complains. */

/** What redirections are looked at with. */
export interface Opening {
  readonly scope: Scope;
  readonly files: HostFileSystem;
  readonly cwd: string;
}

interface Sinks {
  readonly out: Sink;
  readonly err: Sink;
}

/** What a command reads: of here-documents and files the last one, and `stdin` without any. */
export function inputOf(redirections: readonly RedirectionNode[], stdin: string, opening: Opening): string {
  let text = stdin;
  for (const { operator, target } of redirections) {
    if (target.type === 'HereDoc') text = expandText(target.content, opening.scope);
    else if (operator === '<<<') text = `${expandText(target, opening.scope)}\n`;
    else if (operator === '<')
      text = textOf(opening.files, resolvePath(opening.cwd, expandText(target, opening.scope)));
  }
  return text;
}

/** The text of a file, empty when there is none. */
export function textOf(files: HostFileSystem, path: string): string {
  const content = files.isFile(path) ? files.read(path) : '';
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** Where output goes now; undefined when nothing was redirected, a message when a file cannot be opened. */
export function sinksOf(
  redirections: readonly RedirectionNode[],
  before: Sinks,
  opening: Opening,
): Sinks | undefined | string {
  let sinks: Sinks | undefined;
  for (const { operator, fd, target } of redirections) {
    if (target.type === 'HereDoc' || operator === '<<<') continue;
    const word = expandText(target, opening.scope);
    if (operator === '<') {
      if (!opening.files.lookup(resolvePath(opening.cwd, word))) return `can't open ${word}: no such file`;
      continue;
    }
    const current: Sinks = sinks ?? before;
    const sink = sinkOf(operator, word, current, opening);
    if (typeof sink === 'string') return sink;
    const both = operator.startsWith('&');
    sinks = { out: both || fd !== 2 ? sink : current.out, err: both || fd === 2 ? sink : current.err };
  }
  return sinks;
}

function sinkOf(operator: string, word: string, current: Sinks, { files, cwd }: Opening): Sink | string {
  if (operator.endsWith('&')) return word === '2' ? current.err : current.out;
  if (word === '/dev/null') return { to: 'nobody' };
  if (/^\/(dev\/stdout|proc\/(1|self)\/fd\/1)$/.test(word)) return current.out;
  if (/^\/(dev\/stderr|proc\/(1|self)\/fd\/2)$/.test(word)) return current.err;
  const path = resolvePath(cwd, word);
  try {
    const append = operator.endsWith('>>') && files.lookup(path) !== undefined;
    if (!append) files.write(path, '');
    return { to: 'file', path };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const why = error.errno === 'ENOENT' ? 'nonexistent directory' : strerror(error.errno);
    return `can't create ${word}: ${why}`;
  }
}
