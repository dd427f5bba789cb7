import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { CommandError, isNotFound } from '../../errors/errors';
import { isMap, textAt, type Json } from '../../json/types';
import type { Info } from '../../resources/info';

/** Waits until an object is gone, or another stands in its place. Throws CommandError when the time is over. */
export async function waitUntilGone(k: Invocation, info: Info, uid: string, deadlineUs: number): Promise<void> {
  const { mapping, namespace, name } = info;
  for (;;) {
    let version: string;
    try {
      const object = await k.client.json('GET', pathOf(mapping, namespace, name));
      if (uid !== '' && textAt(object, 'metadata', 'uid') !== uid) return;
      version = textAt(object, 'metadata', 'resourceVersion');
    } catch (error) {
      if (isNotFound(error)) return;
      throw error;
    }
    let gone = false;
    const end = await k.client.stream(
      pathOf(mapping, namespace),
      {
        query: { watch: true, fieldSelector: `metadata.name=${name}`, resourceVersion: version },
        deadlineUs,
      },
      (line) => {
        const event = JSON.parse(line) as Json;
        gone = isMap(event) && event.type === 'DELETED';
        return !gone;
      },
    );
    if (gone) return;
    if (end.type === 'timeout')
      throw new CommandError(`timed out waiting for the condition on ${mapping.name}/${name}`);
  }
}
