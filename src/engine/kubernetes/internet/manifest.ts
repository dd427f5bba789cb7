import type { Json } from '../../tools/kubectl/json/types';
import { yamlText } from '../../tools/kubectl/json/yaml-print';

/** Objects as a manifest. */
export function manifest(...objects: readonly Json[]): string {
  return objects.map((object) => yamlText(object)).join('---\n');
}
