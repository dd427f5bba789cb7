import type { Invocation } from '../../invocation';
import { pathOf } from '../../api/mapper';
import { marshal } from '../../json/go-json';
import type { ApiObject } from '../../json/types';
import { mergePatchBetween } from '../../patch/merge-patch';
import { twoWayPatch } from '../../patch/strategic';
import type { DryRun } from '../../printers/print-flags';
import type { Info } from '../../resources/info';
import { isBuiltIn } from '../manifests/built-in';

/** Sends what changed in an object as a patch: by the rules of its fields, or as plain JSON where kubectl does not know its type. */
export async function sendChange(k: Invocation, info: Info, changed: ApiObject, strategy: DryRun): Promise<ApiObject> {
  const { mapping, namespace, name, object } = info;
  const builtIn = isBuiltIn(mapping);
  const patch = builtIn ? twoWayPatch(object, changed, mapping.kind) : mergePatchBetween(object, changed);
  return k.client.json('PATCH', pathOf(mapping, namespace, name), {
    body: marshal(patch),
    contentType: builtIn ? 'application/strategic-merge-patch+json' : 'application/merge-patch+json',
    query: {
      fieldManager: k.flags.has('field-manager') ? k.text('field-manager') : undefined,
      dryRun: strategy === 'server' ? 'All' : undefined,
    },
  });
}
