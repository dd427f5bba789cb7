import type { Invocation } from '../../invocation';
import { CommandError } from '../../errors/errors';
import { textAt, withAt, type Json } from '../../json/types';
import { formatPrinter, qualified } from '../../printers/print-flags';
import { aligned } from '../../printers/tab-writer';
import { podTemplateText } from '../../describe/pod-template';
import { CAUSE, chosen, forEach, revisionsOf, type Revision } from './revisions';

/** `kubectl rollout history`. */
export async function runHistory(k: Invocation): Promise<void> {
  const wanted = k.flags.int('revision');
  if (wanted < 0) throw new CommandError(`revision must be a positive integer: ${wanted}`);
  const printer = formatPrinter(k);
  await forEach(await chosen(k), async (info) => {
    const revisions = await revisionsOf(k, info);
    if (printer) {
      const shown = wanted > 0 ? [revisionIn(revisions, wanted)] : revisions;
      for (const { owner } of shown) printer.print(owner);
      return;
    }
    let text = 'No rollout history found.';
    if (wanted > 0) text = podTemplateText(templateOf(revisionIn(revisions, wanted)));
    else if (revisions.length > 0)
      text = aligned(
        [
          ['REVISION', 'CHANGE-CAUSE'],
          ...revisions.map(({ number, cause }) => [String(number), cause === '' ? '<none>' : cause]),
        ],
        { minWidth: 0, padding: 2 },
      );
    const words = wanted > 0 ? `with revision #${wanted}` : '';
    k.out(`${qualified(info.object)} ${words}\n${text}\n`);
  });
}

function revisionIn(revisions: readonly Revision[], wanted: number): Revision {
  const one = revisions.find(({ number }) => number === wanted);
  if (!one) throw new CommandError('unable to find the specified revision');
  return one;
}

/** A revision's template with the hash of its ReplicaSet, and why it was made. */
function templateOf({ template, owner, cause }: Revision): Json {
  const hash = textAt(owner, 'spec', 'template', 'metadata', 'labels', 'pod-template-hash');
  const hashed = hash === '' ? template : withAt(template, ['metadata', 'labels', 'pod-template-hash'], hash);
  return cause === '' ? hashed : withAt(hashed, ['metadata', 'annotations', CAUSE], cause);
}
