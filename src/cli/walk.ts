import { createRecorder, findRemedy } from '../engine';
import { explainWalks, formatWalks } from '../engine/walk/explain';
import { openLab } from './open-lab';
import { quote } from './quote';
import { interruptSignal, print, printError } from './streams';
import { parseArgs, UsageError } from './usage';

/** `cka-net walk`: runs SCRIPT, then COMMAND, and prints the walk of the packets that COMMAND sent. */
export async function walk(args: readonly string[]): Promise<number> {
  const { values, operands } = parseArgs(args, { values: ['--lab', '-c', '--lang'], stopAtOperand: true });
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
  for (const packet of formatWalks(walks, language)) {
    print(`${packet.summary}\n`);
    for (const step of packet.steps) print(`  ${step}\n`);
  }
  const remedy = exitCode === 0 ? undefined : await findRemedy(before, command, undefined, signal);
  print(`\n${explainWalks(walks, language, remedy)}\n`);
  return exitCode;
}
