/** The script that a `yaml` cell stands for: its text goes to kubectl as it is, on the simulator and on a real cluster alike. */
export function applyScript(manifest: string): string {
  const lines = new Set(manifest.split('\n'));
  let end = 'MANIFEST';
  while (lines.has(end)) end += '_';
  return `kubectl apply -f - <<'${end}'\n${manifest.replace(/\n*$/, '\n')}${end}\n`;
}
