import { formatIpv4, ipv4, maskOf, networkOf } from '../../engine/packet/address';
import { analyseScript } from '../diagnostics/analysed';
import { judgeIpv4 } from '../diagnostics/literals';
import type { ShellScript } from '../syntax/shell-script';

/** A few words that the editor shows behind a place without their being there. */
export interface Hint {
  readonly offset: number;
  readonly text: string;
}

/** Behind networks the range that their hosts have. */
export function rangeHints(script: ShellScript): readonly Hint[] {
  return analyseScript(script).flatMap(({ words, roles }) =>
    roles.flatMap((role): readonly Hint[] => {
      const word = words[role.index];
      if (role.role !== 'value' || word?.value === undefined || !word.value.includes('/')) return [];
      const judged = judgeIpv4(word.value);
      if (judged.verdict !== 'fine' || judged.length === undefined || judged.length > 30 || judged.length === 0)
        return [];
      const network = networkOf(judged.address, judged.length);
      const last = (network | (~maskOf(judged.length) >>> 0)) >>> 0;
      return [{ offset: word.end, text: `${formatIpv4(ipv4(network + 1))} – ${shortened(network, last - 1)}` }];
    }),
  );
}

/** The last address without the bytes that it has in common with the first. */
function shortened(network: number, last: number): string {
  const [a, b] = [formatIpv4(ipv4(network)).split('.'), formatIpv4(ipv4(last)).split('.')];
  let same = 0;
  while (same < 3 && a[same] === b[same]) same++;
  return `${same > 0 ? '.' : ''}${b.slice(same).join('.')}`;
}

/** Programs whose packets can be explained. */
const ASKING: ReadonlySet<string> = new Set([
  'ping',
  'ping6',
  'curl',
  'wget',
  'dig',
  'nslookup',
  'nc',
  'traceroute',
  'tracepath',
]);

/** Statements above which the editor offers to explain their packets: those that ask another host for something. */
export function askingStatements(script: ShellScript): readonly { readonly index: number; readonly offset: number }[] {
  const found = new Set<number>();
  for (const { command, parts } of analyseScript(script)) {
    if (parts.some(({ program }) => ASKING.has(program))) found.add(command.statement);
  }
  return [...found].flatMap((index) => {
    const statement = script.statements[index];
    return statement ? [{ index, offset: statement.start }] : [];
  });
}
