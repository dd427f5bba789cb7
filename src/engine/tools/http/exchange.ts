import { KernelError, type ErrnoName } from '../../kernel/errno';
import { connectTcp, tcpSocket } from '../../kernel/tcp/calls';
import type { Ipv4 } from '../../packet/address';
import type { Process } from '../tool';

/** How an attempt to connect ended: a socket, the error, or that its time was over. */
export type Connected =
  | { readonly type: 'open'; readonly socket: number }
  | { readonly type: 'failed'; readonly errno: ErrnoName }
  | { readonly type: 'timeout'; readonly socket: number };

/** connect(2) that waits; the kernel itself gives up after a while when there is no deadline. */
export async function openConnection(
  process: Process,
  to: { readonly address: Ipv4; readonly port: number },
  options: NonNullable<Parameters<typeof connectTcp>[3]>,
  deadlineUs = Infinity,
): Promise<Connected> {
  const { world, netns } = process;
  try {
    const socket = connectTcp(world, netns, to, options);
    await process.wait(() => tcpSocket(world, socket).state !== 'SYN-SENT', deadlineUs);
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

/** Lets time pass until `done()` holds; without a deadline only the user ends it. True when it held. */
export async function waitFor(process: Process, done: () => boolean, deadlineUs = Infinity): Promise<boolean> {
  if (deadlineUs !== Infinity) return process.wait(done, deadlineUs);
  await process.wait(done, process.world.nowUs + PATIENCE_US);
  while (!done() && !process.signal.aborted) await process.pace(1_000_000);
  return done();
}
