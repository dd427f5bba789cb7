import type { Match } from '../../../kernel/netfilter/model';
import { strtol } from '../../clib/numbers';
import { option, OptionChecks, type Extension, type Surroundings } from '../extension';
import { U32_HELP } from '../help-rare';

type U32 = Extract<Match, { match: 'u32' }>;
type Test = U32['tests'][number];

/** XT_U32_MAXSIZE */
const MOST = 10;
const UINT32_MAX = 0xffffffffn;

/** `-m u32` (extensions/libxt_u32.c). */
export const U32: Extension<Match> = {
  name: 'u32',
  help: U32_HELP,
  options: [
    option('--u32', 'TESTS', 'Numbers in the packet, like 6&0xFF=1: the byte at 9 is 1.', '패킷 안의 숫자입니다(예: 6&0xFF=1은 9번째 바이트가 1).', { invertible: true, mandatory: true }), // prettier-ignore
  ],
  load: (around) => {
    const checks = new OptionChecks(U32, around);
    let match: U32 = { match: 'u32', tests: [], inverted: false };
    return {
      take(given) {
        checks.note(given);
        match = { match: 'u32', tests: new Reader(given.value, around).tests(), inverted: given.inverted };
      },
      finish() {
        checks.finish();
        return match;
      },
    };
  },
};

/** u32_parse: tests one after the other, each a location, `=` and values. */
class Reader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly around: Surroundings,
  ) {}

  tests(): readonly Test[] {
    const tests: Test[] = [];
    for (;;) {
      if (tests.length >= MOST) this.complain('too many "&&"s');
      const location = this.location();
      const { values, more } = this.values();
      tests.push({ location, values });
      if (!more) return tests;
    }
  }

  private location(): Test['location'] {
    const parts: Test['location'][number][] = [];
    for (;;) {
      this.skipBlanks();
      const { next } = this;
      if (next === '') this.around.fail('u32: abrupt end of input after location specifier');
      if (next === '=') {
        if (parts.length === 0) this.complain('location spec missing');
        this.at++;
        return parts;
      }
      const operator = parts.length === 0 ? undefined : this.operator();
      parts.push({ ...(operator && { operator }), number: this.number() });
      if (parts.length > MOST) this.complain('too many operators');
    }
  }

  private operator(): '&' | '<<' | '>>' | '@' {
    const { next } = this;
    if (next !== '&' && next !== '<' && next !== '>' && next !== '@') this.complain('operator expected');
    this.at++;
    if (next === '&' || next === '@') return next;
    if (this.next !== next) this.complain(`a second '${next}' was expected`);
    this.at++;
    return next === '<' ? '<<' : '>>';
  }

  private values(): { readonly values: Test['values']; readonly more: boolean } {
    const values: { from: number; to: number }[] = [];
    for (;;) {
      this.skipBlanks();
      if (this.next === '') {
        if (values.length === 0) this.around.fail('u32: test ended with no value specified');
        return { values, more: false };
      }
      if (this.next === '&') {
        this.at++;
        if (this.next !== '&') this.complain("a second '&' was expected");
        if (values.length === 0) this.complain('value spec missing');
        this.at++;
        return { values, more: true };
      }
      if (values.length > 0) {
        if (this.next !== ',') this.complain('expected "," or "&&"');
        this.at++;
      }
      const from = this.number();
      this.skipBlanks();
      if (this.next === ':') {
        this.at++;
        values.push({ from, to: this.number() });
      } else values.push({ from, to: from });
      if (values.length > MOST) this.complain('too many ","s');
    }
  }

  private number(): number {
    const rest = this.text.slice(this.at);
    const { value, rest: left, empty } = strtol(rest, 0);
    if (empty || value < 0n || value > UINT32_MAX) this.complain('not a number or out of range');
    this.at = this.text.length - left.length;
    return Number(value);
  }

  private get next(): string {
    return this.text.charAt(this.at);
  }

  private skipBlanks(): void {
    while (/\s/.test(this.next)) this.at++;
  }

  private complain(problem: string): never {
    return this.around.fail(`u32: at char ${this.at}: ${problem}`);
  }
}

/** u32_dump */
function testsText({ tests }: U32): string {
  const hex = (value: number): string => `0x${value.toString(16)}`;
  return tests
    .map(({ location, values }) => {
      const where = location.map(({ operator = '', number }) => `${operator}${hex(number)}`).join('');
      const what = values.map(({ from, to }) => (from === to ? hex(from) : `${hex(from)}:${hex(to)}`)).join(',');
      return `${where}=${what}`;
    })
    .join('&&');
}

/** How listings and, with `save`, iptables-save show it. */
export function showU32(match: U32, save: boolean): string {
  const not = match.inverted ? ' !' : '';
  return save ? `${not} --u32 "${testsText(match)}"` : ` u32${not} "${testsText(match)}"`;
}
