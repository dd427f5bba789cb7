import { Bench } from 'tinybench';
import { emptyLab, runCell } from './lab';
import { runReal } from './real';
import { median, printTable } from './report';

const PAIR = `ip netns add red; ip netns add blue
ip link add veth-red netns red type veth peer name veth-blue netns blue
ip -n red addr add 192.168.15.1/24 dev veth-red; ip -n blue addr add 192.168.15.2/24 dev veth-blue
ip -n red link set veth-red up; ip -n blue link set veth-blue up
`;
const PING = 'ip netns exec red ping -c1 192.168.15.2';
const REAL_PINGS = 100;

void main();

async function main(): Promise<void> {
  const lab = await emptyLab();
  await runCell(lab, PAIR);
  const bench = new Bench({ time: 2000, warmupTime: 500 }).add('ping', async () => {
    await runCell(lab, PING);
  });
  await bench.run();
  const task = bench.tasks[0];
  if (task?.result.state !== 'completed') throw new Error(`The benchmark did not complete: ${task?.result.state}`);
  const loop = `for ((i = 0; i < ${REAL_PINGS}; i++)); do
    t0=\${EPOCHREALTIME/./}; ${PING} > /dev/null; t1=\${EPOCHREALTIME/./}; echo $((t1 - t0))
  done\n`;
  const real = runReal(`${PAIR}sleep 0.5\n${loop}`)?.trim().split('\n').map(Number);
  const { latency } = task.result;
  printTable([
    { what: `${PING} (median)`, simulatedMs: latency.p50, realMs: real && median(real) / 1000, goalMs: 1 },
    {
      what: '… (99th percentile)',
      simulatedMs: latency.p99,
      realMs: real && (real.toSorted((a, b) => a - b)[REAL_PINGS - 1] ?? 0) / 1000,
    },
  ]);
}
