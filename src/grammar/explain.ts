import type { Language, WordRole } from './role';

const UNKNOWN: Readonly<Record<Language, string>> = { en: 'Not known here.', ko: '여기서는 모르는 말입니다.' };

/** A role as one sentence: the value's name in the manual in front, where it has one. */
export function roleText(role: WordRole, language: Language): string {
  const words = role.words?.[language] ?? UNKNOWN[language];
  const text = /[.!?。]$/.test(words) ? words : `${words}.`;
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return role.role === 'value' && role.name !== undefined ? `${role.name}: ${text}` : sentence;
}

/** The known word nearest to a misspelt one (at most two letters off, and less than half of it), or undefined. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let distance = Math.min(3, Math.ceil(word.length / 2));
  for (const candidate of known) {
    const d = editDistance(word, candidate, distance);
    if (d < distance) {
      distance = d;
      best = candidate;
    }
  }
  return best;
}

/** Damerau–Levenshtein distance (neighbouring letters swapped count once); stops counting at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, (before[j - 2] ?? 0) + 1);
      row.push(d);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? limit;
}
