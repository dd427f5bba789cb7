import { exitStatus, ExitError } from '../clib/exit';
import type { Program } from '../grammar/types';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Process } from '../tool';
import { DPKG } from './declarations';
import { installed, type Package } from './packages';

const HEAD = `Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
`;

/** dpkg(1) of dpkg 1.21, as far as it shows what is installed. */
export const dpkg: Program = {
  ...DPKG,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const { options, operands, error } = parseOptions(DPKG, process.argv.slice(1));
  if (error !== undefined) throw new ExitError(2, `dpkg: error: unknown option ${/'(.*)'/.exec(error)?.[1] ?? ''}\n`);
  const [action] = options;
  const all = installed(process.files);
  const matching = (pattern: string): readonly Package[] => {
    const regex = new RegExp(`^${pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`); // prettier-ignore
    return all.filter(({ name }) => regex.test(name));
  };
  switch (action?.flag) {
    case 'l': {
      const missing = operands.filter((pattern) => matching(pattern).length === 0);
      const found = operands.length === 0 ? all : operands.flatMap(matching);
      if (found.length > 0) process.out(table(found));
      for (const pattern of missing) process.err(`dpkg-query: no packages found matching ${pattern}\n`);
      return missing.length > 0 ? 1 : 0;
    }
    case 's':
      return about(process, operands, ({ name, version, words, held }) => `Package: ${name}\nStatus: ${held ? 'hold' : 'install'} ok installed\nArchitecture: amd64\nVersion: ${version}\nDescription: ${words}\n`, all); // prettier-ignore
    case 'get-selections':
      for (const { name, held } of operands.length === 0 ? all : operands.flatMap(matching))
        process.out(`${name.padEnd(40)}${held ? 'hold' : 'install'}\n`);
      return 0;
    case 'print-architecture':
      process.out('amd64\n');
      return 0;
    case 'version':
      process.out("Debian 'dpkg' package management program version 1.21.22 (amd64).\n");
      return 0;
    default:
      throw new ExitError(2, "dpkg: error: need an action option\n\nType dpkg --help for help about installing and deinstalling packages [*];\nUse 'apt' or 'aptitude' for user-friendly package management;\n"); // prettier-ignore
  }
}

function about(
  process: Process,
  names: readonly string[],
  text: (one: Package) => string,
  all: readonly Package[],
): number {
  // prettier-ignore
  let status = 0;
  for (const name of names) {
    const found = all.find((one) => one.name === name);
    if (found) process.out(text(found));
    else {
      process.err(`dpkg-query: package '${name}' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.\n`); // prettier-ignore
      status = 1;
    }
  }
  return status;
}

function table(packages: readonly Package[]): string {
  const widest = (least: number, texts: readonly string[]): number => Math.max(least, ...texts.map(({ length }) => length)); // prettier-ignore
  const widths = [
    widest(14, packages.map(({ name }) => name)),
    widest(12, packages.map(({ version }) => version)),
    12,
    widest(11, packages.map(({ words }) => words)),
  ]; // prettier-ignore
  const row = (mark: string, cells: readonly string[]): string =>
    `${mark} ${cells.map((cell, i) => (i === 3 ? cell : cell.padEnd(widths[i] ?? 0))).join(' ')}\n`;
  const rule = `+++-${widths.map((width) => '='.repeat(width)).join('-')}\n`;
  const rows = packages.map(({ name, version, words, held }) => row(held ? 'hi ' : 'ii ', [name, version, 'amd64', words])); // prettier-ignore
  return `${HEAD}${row('||/', ['Name', 'Version', 'Architecture', 'Description'])}${rule}${rows.join('')}`;
}
