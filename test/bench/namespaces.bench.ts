import { Bench } from 'tinybench';
import { emptyLab, runCell, type Lab } from './lab';
import { NAMESPACES, PREPARE, namespaceCommands } from './namespaces';
import { elapsedMs, startClock, printTable } from './report';
import { realMs } from './real';

const ROUNDS = 7;

/** The same commands, put together by the shell. */
const loopScript = `for i in $(seq 0 ${NAMESPACES - 1}); do
  a=$((1 + i / 256)); b=$((i % 256))
  ip netns add n$i
  ip link add v$i type veth peer name eth0 netns n$i
  ip link set v$i master br0
  ip link set v$i up
  ip addr add 10.$a.$b.1/24 dev v$i
  ip route add 172.$((15 + a)).$b.0/24 via 10.$a.$b.2
  ip link set v$i mtu 1400
done`;

const shellScript = namespaceCommands.map((command) => `ip ${command}`).join('\n');
const batchScript = `cat > batch.txt <<'END'\n${namespaceCommands.join('\n')}\nEND\n`;

void main();

async function main(): Promise<void> {
  const shell = await rounds(shellScript);
  const loop = await rounds(loopScript);
  const batch = await rounds('ip -batch batch.txt', batchScript);
  const lab = batch.lab;
  const links = (await runCell(lab, 'ip -br link')).trim().split('\n').length;
  const routes = (await runCell(lab, 'ip route')).trim().split('\n').length;
  console.log(
    `${namespaceCommands.length} commands; the lab has ${links} links and ${routes} routes in its root namespace`,
  );
  const fork = new Bench({ time: 500, warmupTime: 100 }).add('fork', () => {
    lab.fork();
  });
  await fork.run();
  const forkMs = fork.tasks[0]?.result.state === 'completed' ? fork.tasks[0].result.latency.p50 : Number.NaN;
  printTable([
    {
      what: `${namespaceCommands.length} commands through the shell`,
      simulatedMs: shell.ms,
      realMs: realTime(shellScript),
      goalMs: 500,
    },
    { what: 'the same in a for loop', simulatedMs: loop.ms, realMs: realTime(loopScript), goalMs: 500 },
    {
      what: `${namespaceCommands.length} commands through ip -batch`,
      simulatedMs: batch.ms,
      realMs: realTime('ip -batch batch.txt', batchScript),
      goalMs: 40,
    },
    { what: 'fork() of that lab', simulatedMs: forkMs, goalMs: 1 },
  ]);
}

/** The processor time of the quickest of some fresh labs, and the last of them. */
async function rounds(script: string, before = 'true'): Promise<{ readonly ms: number; readonly lab: Lab }> {
  let ms = Infinity;
  let lab = await emptyLab();
  for (let round = 0; round < ROUNDS; round++) {
    lab = await emptyLab();
    await runCell(lab, PREPARE + before);
    globalThis.gc?.();
    const started = startClock();
    await runCell(lab, script);
    ms = Math.min(ms, elapsedMs(started));
  }
  return { ms, lab };
}

/** Once: it takes seconds, and the links need seconds more to go. */
function realTime(script: string, before = 'true'): number | undefined {
  return realMs(
    `${PREPARE}${before}\nt0=\${EPOCHREALTIME/./}\n${script}\nt1=\${EPOCHREALTIME/./}\necho $((t1 - t0))\n`,
  );
}
