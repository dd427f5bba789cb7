import fc from 'fast-check';
import type { CellText } from '../../../src/language/diagnostics/cell';
import { wordFragments, writtenFragments } from './corpus';

/** Cells of the corpus with letters and lines taken out, put in and swapped. */
export function mutatedCells(): fc.Arbitrary<CellText> {
  const seeds = [
    ...wordFragments(),
    ...writtenFragments('manifests.yaml', 'yaml'),
    ...writtenFragments('network.yaml', 'sh'),
  ].flatMap(({ cells }) => cells);

  return fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat({ max: 8 }),
          fc.constantFrom(
            '',
            '"',
            "'",
            '$(',
            '`',
            '|',
            '\n',
            '<<E',
            '{',
            '}',
            ':',
            ' - ',
            '\t',
            '&',
            '\u0000',
            '漢',
            '- ',
          ),
        ),
        { maxLength: 5 },
      ),
    )
    .map(([cell, changes]): CellText => {
      let source = cell.source;
      for (const [at, length, text] of changes) {
        const place = source.length === 0 ? 0 : at % source.length;
        source = source.slice(0, place) + text + source.slice(place + length);
      }
      return { ...cell, source };
    });
}
