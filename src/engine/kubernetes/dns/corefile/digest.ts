import type { ServerBlock } from './parse';
import { sha512 } from '../../node/cni/sha512';

/** The sum that the plugin reload logs: of the parsed Corefile in the form that Go's encoding/json gives it (plugin/reload/reload.go: parse). */
export function configurationDigest(blocks: readonly ServerBlock[]): string {
  const value = blocks.map(({ keys, directives }) => ({
    Keys: keys,
    Tokens: Object.fromEntries(
      [...directives.keys()]
        .sort()
        .map((name) => [
          name,
          (directives.get(name) ?? []).map(({ file, line, text }) => ({ File: file, Line: line, Text: text })),
        ]),
    ),
  }));
  // Go writes these as escapes, so that JSON can stand in HTML.
  return sha512(
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
}
