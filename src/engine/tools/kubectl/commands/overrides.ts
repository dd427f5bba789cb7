import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';
import { isMap, type ApiObject, type Json } from '../json/types';
import { applyJsonPatch } from '../patch/json-patch';
import { mergePatch } from '../patch/merge-patch';
import { strategicMerge } from '../patch/strategic';

/** --overrides and --override-type of `run` and `expose` (cmdutil.OverrideOptions). Throws CommandError. */
export function withOverrides(k: Invocation, object: ApiObject): ApiObject {
  const text = k.text('overrides');
  if (text === '') return object;
  let patch: Json;
  try {
    patch = JSON.parse(text) as Json;
  } catch {
    throw new CommandError(`invalid character '${text.trim().charAt(0)}' looking for beginning of value`);
  }
  switch (k.text('override-type')) {
    case 'json':
      return applyJsonPatch(object, patch) as ApiObject;
    case 'strategic':
      return strategicMerge(object, patch, object.kind ?? '') as ApiObject;
    case 'merge':
    case '':
      if (!isMap(patch)) throw new CommandError('json: cannot unmarshal into Go value of type map[string]interface {}');
      return mergePatch(object, patch) as ApiObject;
    default:
      throw new CommandError(`invalid override type: ${k.text('override-type')}`);
  }
}
