import { usageProblem } from './session';

const MAX_WORDS = 30;

/** The words of a line of `ipset restore`: double quotes keep blanks together and nothing escapes them (build_argv in lib/ipset.c). */
export function splitLine(line: string): readonly string[] {
  const words: string[] = [];
  let [word, quoted] = ['', false];
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && /[ \r\n\t]/.test(letter)) {
      if (word !== '') words.push(word);
      word = '';
    } else word += letter;
    if (words.length >= MAX_WORDS) throw usageProblem('Line is too long to parse.');
  }
  if (quoted) throw usageProblem('Missing close quote!');
  if (word !== '') words.push(word);
  return words;
}
