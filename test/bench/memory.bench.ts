import { emptyLab, runCell } from './lab';
import { NAMESPACES, PREPARE, namespaceCommands } from './namespaces';

/** What 500 namespaces, with a veth, a bridge port, an address and a route each, take of the heap beyond an empty lab; garbage is collected first. */
const GOAL_MB = 60;

void main();

async function main(): Promise<void> {
  const lab = await emptyLab();
  await runCell(lab, PREPARE);
  const before = usedMb();
  await runCell(lab, namespaceCommands.map((command) => `ip ${command}`).join('\n'));
  console.log(`${NAMESPACES} namespaces: ${(usedMb() - before).toFixed(1)} MB (goal: at most ${GOAL_MB} MB)`);
  const forks = Array.from({ length: 10 }, () => lab.fork());
  console.log(`with ${forks.length} forks of that lab: ${(usedMb() - before).toFixed(1)} MB`);
}

function usedMb(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
