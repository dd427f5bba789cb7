import { createRecorder, findRemedy, type PacketWalk, type Remedy } from '../engine';
import { explainWalks, packetLines, verdictOf, type WalkLanguage } from '../engine/walk/explain';
import { proxyTrouble } from '../engine/walk/proxy';
import { walkJson } from '../engine/walk/json';
import { outlineWalks, type OutlineNode } from '../engine/walk/outline';
import { openLab } from './open-lab';
import { quote } from './quote';
import { interruptSignal, print, printError } from './streams';
import { parseArgs, UsageError } from './usage';

/**
 * `cka-net walk`: runs SCRIPT, then COMMAND, and prints the walk of the packets that COMMAND sent, the one that matters first, and why it ended as it
 * did. With `--json` one object: `{command, exitCode, verdict, explanation: {en, ko}, remedy, packets}`, the packets in the order they were
 * sent with their typed steps.
 */
export async function walk(args: readonly string[]): Promise<number> {
  const { values, flags, operands } = parseArgs(args, {
    values: ['--lab', '-c', '--lang'],
    flags: ['--json'],
    stopAtOperand: true,
  });
  if (operands.length === 0)
    throw new UsageError('which command? For example: cka-net walk --lab relay ping -c1 192.168.2.5');
  const language = values.get('--lang') ?? 'en';
  if (language !== 'en' && language !== 'ko') throw new UsageError(`--lang is en or ko, not ${language}`);
  const lab = await openLab(values.get('--lab') ?? 'empty');
  const signal = interruptSignal();
  const setup = values.get('-c');
  const streams = { stdout: () => undefined, stderr: printError, signal, pace: 'virtual' as const };
  if (setup !== undefined) {
    const { exitCode } = await lab.run(setup, { ...streams, scriptName: 'bash' });
    if (signal.aborted) return exitCode;
  }
  const before = lab.fork();
  const recorder = createRecorder();
  lab.world.recorder = recorder;
  const command = operands.length === 1 ? (operands[0] ?? '') : operands.map(quote).join(' ');
  const { exitCode } = await lab.run(command, streams);
  const walks = recorder.walks();
  const remedy =
    (exitCode === 0 && !proxyTrouble(walks) ? undefined : await findRemedy(before, command, undefined, signal)) ?? [];
  print(flags.has('--json') ? json(command, exitCode, walks, remedy) : text(walks, remedy, language));
  return exitCode;
}

function json(command: string, exitCode: number, walks: readonly PacketWalk[], remedy: readonly Remedy[]): string {
  const explanation = { en: explainWalks(walks, 'en', remedy), ko: explainWalks(walks, 'ko', remedy) };
  const packets = walks.map((each) => ({ ...each, summary: packetLines(each, 'en').summary }));
  const verdict = walkJson(verdictOf(walks));
  return `${JSON.stringify({ command, exitCode, verdict, explanation, remedy, packets: walkJson(packets) })}\n`;
}

function text(walks: readonly PacketWalk[], remedy: readonly Remedy[], language: WalkLanguage): string {
  const nodes = outlineWalks(walks, language).map((node) => nodeText(node, ''));
  return `${nodes.join('')}\n${explainWalks(walks, language, remedy)}\n`;
}

function nodeText({ title, steps, children }: OutlineNode, indent: string): string {
  const below = children.map((child) => nodeText(child, `${indent}  `)).join('');
  return `${indent}${title}\n${steps.map((step) => `${indent}  ${step}\n`).join('')}${below}`;
}
