import fc from 'fast-check';

/** A word of a command: always the same one, or one of many. An empty word is left out. */
export type Piece = string | fc.Arbitrary<string>;

/** The pieces in a row, with one blank between them. */
export function phrase(...pieces: readonly Piece[]): fc.Arbitrary<string> {
  return fc
    .tuple(...pieces.map((piece) => (typeof piece === 'string' ? fc.constant(piece) : piece)))
    .map((words) => words.filter((word) => word !== '').join(' '));
}

/** One of the pieces, each as likely as the others. */
export function oneOf(...pieces: readonly Piece[]): fc.Arbitrary<string> {
  return fc.oneof(...pieces.map((piece) => (typeof piece === 'string' ? fc.constant(piece) : piece)));
}

/** One of the pieces; the number is how often, compared with the others. */
export function weighted(...choices: readonly (readonly [weight: number, piece: Piece])[]): fc.Arbitrary<string> {
  return fc.oneof(
    ...choices.map(([weight, piece]) => ({
      weight,
      arbitrary: typeof piece === 'string' ? fc.constant(piece) : piece,
    })),
  );
}

/** The phrase in `percent` of all cases, else nothing. */
export function sometimes(percent: number, ...pieces: readonly Piece[]): fc.Arbitrary<string> {
  return weighted([percent, phrase(...pieces)], [100 - percent, '']);
}

/** A whole number as text. */
export function number(min: number, max: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map(String);
}
