import { KernelError, type ErrnoName } from '../../kernel/errno';
import { connectTcp, tcpSocket } from '../../kernel/tcp/calls';
import type { IpAddress } from '../../packet/ipv6-address';
import type { Process } from '../tool';

/** How an attempt to connect ended: a socket, the error, or that its time was over. */
export type Connected =
  | { readonly type: 'open'; readonly socket: number }
  | { readonly type: 'failed'; readonly errno: ErrnoName }
  | { readonly type: 'timeout'; readonly socket: number };

/** connect(2) that waits; the kernel itself gives up after a while when there is no deadline. */
export async function openConnection(
  process: Process,
  to: { readonly address: IpAddress; readonly port: number },
  options: NonNullable<Parameters<typeof connectTcp>[3]>,
  deadlineUs = Infinity,
  eachSecond?: () => void,
): Promise<Connected> {
  const { world, netns } = process;
  try {
    const socket = connectTcp(world, netns, to, options);
    const decided = (): boolean => tcpSocket(world, socket).state !== 'SYN-SENT';
    if (eachSecond) await waitFor(process, decided, deadlineUs, eachSecond);
    else await process.wait(decided, deadlineUs);
    const { state, error } = tcpSocket(world, socket);
    if (state === 'SYN-SENT') return { type: 'timeout', socket };
    if (error === undefined) return { type: 'open', socket };
    world.removeSocket(socket);
    return { type: 'failed', errno: error };
  } catch (error) {
    if (error instanceof KernelError) return { type: 'failed', errno: error.errno };
    throw error;
  }
}

/** Virtual time in which an answer comes that comes at all; who waits longer waits at the reader's pace. */
const PATIENCE_US = 5_000_000;
const SECOND_US = 1_000_000;

/**
 * Lets time pass until `done()` holds; without a deadline only the user ends it. True when it held. `eachSecond` is called at every full second in
 * between, for what a program shows while it waits.
 */
export async function waitFor(
  process: Process,
  done: () => boolean,
  deadlineUs = Infinity,
  eachSecond?: () => void,
): Promise<boolean> {
  const { world, signal } = process;
  const impatientUs = world.nowUs + PATIENCE_US;
  const firstUs = Math.min(deadlineUs, impatientUs);
  if (!eachSecond) await process.wait(done, deadlineUs === Infinity ? firstUs : deadlineUs);
  else {
    const untilUs = deadlineUs === Infinity ? firstUs : deadlineUs;
    for (let next = world.nowUs + SECOND_US; !done() && !signal.aborted && world.nowUs < untilUs; next += SECOND_US) {
      await process.wait(done, Math.min(next, untilUs));
      if (world.nowUs >= next && next < deadlineUs) eachSecond();
    }
  }
  while (deadlineUs === Infinity && !done() && !signal.aborted) {
    await process.pace(SECOND_US);
    eachSecond?.();
  }
  return done();
}
