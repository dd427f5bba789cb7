import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';
import { buildKustomization } from '../kustomize/build';

/** `kubectl kustomize`. */
export function runKustomize(k: Invocation): void {
  if (k.args.length > 1) throw new CommandError('specify one path to kustomization.yaml');
  const text = buildKustomization(k.process, k.args[0] ?? '.', (warning) => k.err(warning));
  const output = k.text('output');
  if (output === '') k.out(text);
  else k.process.files.write(output, text, 0o644);
}
