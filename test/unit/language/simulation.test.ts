import { beforeAll, describe, expect, it } from 'vitest';
import type { CellText } from '../../../src/language/diagnostics/cell';
import { checkBySimulating, foundBefore } from '../../../src/language/diagnostics/check';
import { openDryLab } from '../../../src/language/diagnostics/dry-lab';
import type { Problem } from '../../../src/language/diagnostics/problem';
import { NotebookSimulation, type CellRun } from '../../../src/language/diagnostics/simulation';
import type { ShellParser } from '../../../src/language/syntax/shell-parser';
import { testParser } from './parser';

let parser: ShellParser;
beforeAll(async () => {
  parser = await testParser();
});

const cell = (source: string): CellText => ({ source, host: undefined, expectFail: false, runs: true });
const signal = new AbortController().signal;
const codes = (found: readonly (readonly Problem[])[]): string[][] =>
  found.map((problems) => problems.map(({ facts }) => facts.code));

/** A notebook under the hands of somebody who types. */
class Typing {
  readonly simulation = new NotebookSimulation(parser, openDryLab, () => 0, 60_000);

  /** Which cells ran that had not run like this before. */
  async run(...sources: readonly string[]): Promise<readonly number[]> {
    const fresh: number[] = [];
    await this.simulation.run('router', sources.map(cell), signal, async (index, _: CellRun, isFresh) => {
      if (isFresh) fresh.push(index);
      return Promise.resolve();
    });
    return fresh;
  }
}

describe('after a keystroke only what may be different runs', () => {
  const route = 'ip route add default via 192.168.1.1';
  const back = 'ssh C ip route add default via 192.168.2.1';
  const ping = 'ping -c 1 -W 1 192.168.2.10';

  it.each([
    ['nothing, when nothing changed', [route, back, ping], []],
    ['the cell with a comment more', [`# out\n${route}`, back, ping], [0]],
    ['the cell with a command more that only looks', [`${route}\nip route`, back, ping], [0]],
    ['the cell with a command in front that only looks', [`ip link\n${route}`, back, ping], [0]],
    ['the cell in which a word is still missing', [`${route}\nip rou`, back, ping], [0]],
    ['the cells below one that changes the lab', [`${route}\nip addr add 10.0.0.1/8 dev lo`, back, ping], [0, 1, 2]],
    ['all below, when a cell asks how the one before ended', [`${route}\nip link`, back, 'echo $?'], [0, 1, 2]],
  ])('%s', async (_, after, expected) => {
    const typing = new Typing();
    expect(await typing.run(route, back, ping)).toEqual([0, 1, 2]);
    expect(await typing.run(...after)).toEqual(expected);
  });

  it('nothing, when the change is taken back', async () => {
    const typing = new Typing();
    await typing.run(route, back, ping);
    await typing.run(`${route}\nip addr add 10.0.0.1/8 dev lo`, back, ping);
    expect(await typing.run(route, back, ping)).toEqual([]);
    expect(await typing.run(`${route}\nip link`, back, ping)).toEqual([0]);
  });

  it('nothing else, when a statement is taken out that only looked', async () => {
    const typing = new Typing();
    await typing.run(`${route}\nip route\nip addr`, back, ping);
    expect(await typing.run(`${route}\nip addr`, back, ping)).toEqual([0]);
  });
});

describe('what is known is told at once', () => {
  it('first of the cell that is edited, what is known of the others standing meanwhile', async () => {
    const { simulation } = new Typing();
    const cells = ['ip route add default via 192.168.1.1', 'ip link show nosuch', 'ping -c 1 -W 1 192.168.2.10'];
    const before = await checkBySimulating(simulation, 'router', cells.map(cell), signal);
    expect(codes(before)).toEqual([[], ['command-fails'], ['return-route-missing']]);
    const edited = cells.with(1, 'ip addr add 10.0.0.1/24 dev nosuch').map(cell);
    expect(codes(foundBefore(simulation, edited))).toEqual([[], [], ['return-route-missing']]);
    const told: string[][][] = [];
    await checkBySimulating(simulation, 'router', edited, signal, (found) => told.push(codes(found)));
    expect(told[0]).toEqual([[], ['command-fails'], ['return-route-missing']]);
  });

  it('and moves with the text of the cell that is to blame', async () => {
    const { simulation } = new Typing();
    const drop = 'iptables -A OUTPUT -p icmp -j DROP';
    const ping = 'ping -c 1 -W 1 192.168.1.11';
    await checkBySimulating(simulation, 'router', [drop, ping].map(cell), signal);
    const [moved = []] = await checkBySimulating(simulation, 'router', [`# no pings\n${drop}`, ping].map(cell), signal);
    expect(moved.map(({ facts, start }) => [facts.code, start])).toEqual([['filter-drops', 20]]);
  });
});
