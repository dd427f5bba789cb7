import { KernelError, strerror } from '../../kernel/errno';
import { BatchLines } from '../iproute2/batch-lines';
import type { IpContext } from './context';

/**
 * `-batch FILE`: one command per line; the first failure ends it unless `-force`. A line that cannot be read ends it always, as the real tool
 * exits there (lib/utils.c do_batch).
 */
export async function runBatch(
  ip: IpContext,
  file: string,
  run: (words: readonly string[]) => number | Promise<number>,
): Promise<number> {
  const text = readFile(ip, file);
  if (text === undefined) return 1;
  const { family } = ip.settings;
  let status = 0;
  const lines = new BatchLines(text);
  for (let words = lines.next(); words; words = lines.next()) {
    if (ip.process.signal.aborted) return 130;
    ip.settings.family = family;
    const answer = run(words);
    const code = typeof answer === 'number' ? answer : await answer;
    if (code === 0) continue;
    ip.err(`Command failed ${file}:${lines.number}\n`);
    status = 1;
    if (!ip.settings.force) break;
  }
  if (lines.cutOff) ip.err('Missing continuation line\n');
  return status;
}

function readFile(ip: IpContext, file: string): string | undefined {
  if (file === '-') return ip.process.stdin;
  try {
    return ip.process.files.read(file);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    ip.err(`Cannot open file "${file}" for reading: ${strerror(error.errno)}\n`);
    return undefined;
  }
}
