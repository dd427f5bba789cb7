import 'mocha/mocha.js'; // the browser build: it runs in both extension hosts and sets the global `Mocha`
import { MARK, report } from './report';

declare const Mocha: new (options: Mocha.MochaOptions) => Mocha;

/** Mocha's own reporters write to a terminal or a page; here `report` is the reporter. */
class Silent {}

/** The entry point VS Code calls (extensionTestsPath). */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: Silent as unknown as Mocha.ReporterConstructor });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  // The suites use `describe` and `it` while they load, so they load after that. The bundle supplies this name (scripts/editor/suites.mjs).
  await import('virtual:suites');
  const failures = await new Promise<number>((done) => {
    const runner = mocha.run(done);
    report(runner, (event) => console.log(MARK + JSON.stringify(event)));
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}
