import { analyseScript } from '../diagnostics/analysed';
import type { ShellScript } from '../syntax/shell-script';

/** Names that the lines of a cell above the cursor make: they are not in the lab yet, but will be when the line runs. */
export interface DeclaredNames {
  readonly devices: readonly string[];
  readonly namespaces: readonly string[];
  /** Addresses that are given to devices, as written. */
  readonly addresses: readonly string[];
  readonly variables: readonly string[];
}

/** What the commands of `script` in front of `offset` create. */
export function declaredNames(script: ShellScript, offset: number): DeclaredNames {
  const devices = new Set<string>();
  const namespaces = new Set<string>();
  const addresses = new Set<string>();
  const variables = new Set<string>();
  for (const { words, roles, command } of analyseScript(script)) {
    if (command.end >= offset) continue;
    for (const role of roles) {
      const text = words[role.index]?.value;
      if (text === undefined || role.role !== 'value') continue;
      const adds = role.path.at(-1) === 'add';
      if (role.type === 'new-device' && adds) devices.add(text);
      if (role.type === 'new-netns' && adds) namespaces.add(text);
      if (role.type === 'cidr' && adds) addresses.add(text);
    }
  }
  for (const { kind, text, end } of script.tokens) {
    if (kind === 'assignment' && end < offset) variables.add(text);
  }
  return { devices: [...devices], namespaces: [...namespaces], addresses: [...addresses], variables: [...variables] };
}
