import { openNetfilter } from '../../kernel/netfilter/control';
import type { TableName as IptablesTable } from '../../kernel/netfilter/model';
import { openNftables } from '../../kernel/nftables/control';
import { keyText, type NftExpression, type NftTable } from '../../kernel/nftables/model';
import type { Process } from '../tool';
import { compatTable, isForeign, WARNING } from './compat';
import type { Draft, Named, TableName } from './draft';
import { jsonOf } from './json';
import { expressionText } from './print-rule';
import { setText, tableText, type Around, type Part } from './print-ruleset';
import type { Format } from './print-value';
import { MISSING, NftError, refused, type Place } from './problem';
import type { Reader } from './reader';
import { typesOf } from './read-expression';
import { readElements } from './read-value';
import { TYPE_WORDS } from './symbols';

const COMPAT: readonly (readonly [family: 'ip' | 'ip6', inet: 'inet' | 'inet6'])[] = [['ip', 'inet'], ['ip6', 'inet6']]; // prettier-ignore

/** Tables in the order they were made. */
function byAge(a: { readonly id: number }, b: { readonly id: number }): number {
  return a.id - b.id;
}

/** What `list`, `get`, `reset` and `describe` print. */
export class Lister {
  constructor(
    private readonly process: Pick<Process, 'world' | 'netns' | 'err'>,
    private readonly format: Format,
    private readonly json: boolean,
  ) {}

  private get around(): Around {
    const { world, netns } = this.process;
    const socket = openNftables(world, netns);
    return {
      nowUs: world.nowUs,
      counter: (id) => socket.counter(id),
      addedElements: (set) => socket.addedElements(set),
    };
  }

  /** `list table`, `chain`, `set`, `map`, `counter`; undefined when there is none. */
  one(draft: Draft, kind: string, tableName: TableName, name: Named | undefined, reset: boolean): string | undefined {
    const table = draft.find(tableName);
    if (!table) {
      if (kind === 'table') return this.compat(tableName);
      if (name && !this.isCompat(tableName)) throw new NftError(MISSING, tableName.place);
      return kind === 'chain' && name ? this.compat(tableName, name.text) : undefined;
    }
    if (kind === 'chain' && !table.chains.has(name?.text ?? '')) return undefined;
    if ((kind === 'set' || kind === 'map') && !table.sets.has(name?.text ?? '')) return undefined;
    if (kind === 'counter' && !table.counters.has(name?.text ?? '')) return undefined;
    const part: Part = kind === 'table' ? { kind: 'all' } : { kind: kind === 'map' ? 'set' : (kind as 'chain' | 'set' | 'counter'), name: name?.text ?? '' }; // prettier-ignore
    const text = this.json ? jsonOf([{ table, part }], this.format, this.around) : tableText(table, part, this.format, this.around); // prettier-ignore
    if (reset) this.reset(draft, table);
    return text;
  }

  /** `list ruleset`, `tables`, `chains`, `sets` … of one family or of all, in one table or in all. */
  many(draft: Draft, what: string, family: string | undefined, only: string | undefined, reset: boolean): string {
    const fits = (table: { readonly family: string; readonly name: string }): boolean =>
      (family === undefined || table.family === family) && (only === undefined || table.name === only);
    const tables = draft.all().filter(fits);
    if (what === 'hooks') return '';
    if (this.json) {
      const kind = what === 'ruleset' ? 'all' : what;
      return jsonOf(
        tables.map((table) => ({ table, part: { kind } as Part })),
        this.format,
        this.around,
      );
    }
    const compat = what === 'tables' || what === 'ruleset' || what === 'chains' ? this.compatTables().filter(fits) : [];
    if (what === 'tables')
      return [...compat, ...tables]
        .sort(byAge)
        .map((table) => `table ${table.family} ${table.name}\n`)
        .join('');
    const kind = what === 'ruleset' ? 'all' : what;
    if (!['all', 'chains', 'sets', 'maps', 'counters'].includes(kind)) return '';
    if (what === 'ruleset') for (const table of compat) if (table.foreign) this.process.err(WARNING(table.family, table.name)); // prettier-ignore
    const shown = kind === 'counters' ? tables.filter(({ counters }) => counters.size > 0) : tables;
    const text = [...compat, ...shown]
      .sort(byAge)
      .map((table) => ('text' in table ? table.text : tableText(table, { kind } as Part, this.format, this.around)))
      .join('');
    if (reset) for (const table of tables) this.reset(draft, table);
    return text;
  }

  private reset(draft: Draft, { counters, chains }: NftTable): void {
    const ids = [...counters.values()].map(({ id }) => id);
    for (const { rules } of chains.values()) {
      for (const { statements } of rules) for (const each of statements) if (each.statement === 'counter') ids.push(each.id); // prettier-ignore
    }
    draft.socket.resetCounters(ids);
  }

  private compatTables(): readonly {
    readonly family: 'ip' | 'ip6';
    readonly name: string;
    readonly id: number;
    readonly foreign: boolean;
    readonly text: string;
  }[] {
    const { format } = this;
    const { world, netns } = this.process;
    return COMPAT.flatMap(([family, inet]) => {
      const socket = openNetfilter(world, netns, inet);
      return socket.tables().map((table) => ({
        family,
        name: table.name,
        id: Math.min(...[...table.chains.values()].map((chain) => chain.id)),
        get foreign() {
          return isForeign(table);
        },
        get text() {
          return compatTable(family, table, socket, format) ?? '';
        },
      }));
    });
  }

  /** Whether iptables has made a table. */
  isCompat({ family, text }: TableName): boolean {
    const inet = COMPAT.find(([own]) => own === family)?.[1];
    const { world, netns } = this.process;
    return (
      inet !== undefined &&
      openNetfilter(world, netns, inet)
        .tables()
        .some(({ name }) => name === text)
    );
  }

  private compat({ family, text }: TableName, chain?: string): string | undefined {
    const { world, netns } = this.process;
    const inet = COMPAT.find(([own]) => own === family)?.[1];
    const socket = inet && openNetfilter(world, netns, inet);
    const table = socket?.tables().find(({ name }) => name === text);
    if (!socket || !table || (family !== 'ip' && family !== 'ip6')) return undefined;
    const listed = compatTable(family, table, socket, this.format, chain);
    if (listed !== undefined && isForeign(table)) this.process.err(WARNING(family, text));
    return listed;
  }

  /** `flush ruleset` takes the tables of iptables too. */
  flushCompat(family: string | undefined): void {
    const { world, netns } = this.process;
    for (const [own, inet] of COMPAT) {
      if (family !== undefined && family !== own) continue;
      const socket = openNetfilter(world, netns, inet);
      for (const { name } of socket.tables()) socket.deleteTable(name);
    }
  }

  /** Flushes a table of iptables, or a chain of it; false when there is none of that name. */
  flushCompatTable({ family, text }: TableName, chain: Named | undefined): boolean {
    const { world, netns } = this.process;
    const inet = COMPAT.find(([own]) => own === family)?.[1];
    const socket = inet && openNetfilter(world, netns, inet);
    const table = socket?.table(text as IptablesTable);
    if (!socket || !table) return false;
    if (chain && !table.chains.has(chain.text)) throw refused(MISSING, chain.place);
    const chains = new Map([...table.chains].map(([name, each]) => [name, chain && chain.text !== name ? each : { name, id: each.id, ...(each.hook && { hook: each.hook, policy: each.policy, counted: each.counted, absent: each.absent }), rules: [] }])); // prettier-ignore
    socket.commit({ ...table, chains });
    return true;
  }

  /** `get element`: those asked for that are there. */
  elementsOf(
    draft: Draft,
    tableName: TableName,
    setName: Named,
    reader: Reader,
    braces: number,
    place: Place,
    nowUs: number,
  ): string {
    // prettier-ignore
    const table = draft.need(tableName);
    const set = draft.needSet(table, setName);
    const back = reader.position;
    reader.moveTo(braces);
    const read = readElements(reader, { types: set.type }, nowUs);
    reader.moveTo(back);
    const all = [...set.elements.values(), ...draft.socket.addedElements(set)];
    const found = read.map(({ element }) => {
      const known = all.find(({ key }) => keyText(key) === keyText(element.key));
      if (!known) throw refused(MISSING, place);
      return known;
    });
    return `table ${table.family} ${table.name} {\n${setText(set, this.format, this.around, found)}}\n`;
  }

  describe(expression: NftExpression): string {
    const [type = 'integer'] = typesOf(expression);
    const [words, bits] = TYPE_WORDS.get(type) ?? [type, 32];
    const kind = expression.expr === 'payload' ? 'payload' : expression.expr;
    return `${kind} expression, datatype ${type} (${words}) (basetype integer), ${bits} bits\n`;
  }

  describeType(type: string): string {
    const known = TYPE_WORDS.get(type);
    return known ? `datatype ${type} (${known[0]}) (basetype integer), ${known[1]} bits\n` : `${expressionText({ expr: 'value', value: type, type: 'string' }, this.format)}\n`; // prettier-ignore
  }
}
