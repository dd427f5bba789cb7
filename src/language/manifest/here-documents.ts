import type { ShellScript, Span } from '../syntax/shell-script';

/** YAML inside a shell cell: what `kubectl apply -f - <<EOF` is given, or `cat > pod.yaml <<EOF` writes. */
export interface EmbeddedYaml extends Span {
  readonly text: string;
  /** The command applies it at once; otherwise it only goes into a file. */
  readonly applied: boolean;
}

const OPENING = /<<-?\s*(['"]?)([A-Za-z_][\w-]*)\1/;

/** Here-documents of a script that hold a manifest. */
export function embeddedYaml({ source }: Pick<ShellScript, 'source'>): readonly EmbeddedYaml[] {
  return hereDocuments(source).filter(({ text }) => /^\s*(apiVersion|kind):/m.test(text));
}

/** Every here-document of a script, by its lines. */
export function hereDocuments(source: string): readonly EmbeddedYaml[] {
  const found: EmbeddedYaml[] = [];
  if (!source.includes('<<')) return found;
  const lines = source.split('\n');
  let start = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const match = OPENING.exec(line);
    start += line.length + 1;
    if (!match || /^\s*#/.test(line)) continue;
    const end = lines.findIndex((each, j) => j > i && each.trim() === match[2]);
    const last = end < 0 ? lines.length : end;
    const body = lines.slice(i + 1, last);
    const text = body.map((each) => `${each}\n`).join('');
    const applied = /\b(kubectl|k)\b.*\b(apply|create|replace)\b/.test(line);
    found.push({ text, start, end: start + text.length, applied });
    start += text.length;
    i = last - 1;
  }
  return found;
}
