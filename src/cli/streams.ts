/** Standard output and error, safe against a reader that went away (`cka-net … | head`). */

function write(stream: NodeJS.WriteStream, text: string): void {
  if (text !== '' && !stream.destroyed) stream.write(text);
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(141);
    throw error;
  });
}

export function print(text: string): void {
  write(process.stdout, text);
}

export function printError(text: string): void {
  write(process.stderr, text);
}

/** All of standard input as text. */
export async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

/** A signal that fires on Ctrl-C; a second one ends the process. */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort('SIGINT'));
  process.once('SIGTERM', () => controller.abort('SIGTERM'));
  return controller.signal;
}
