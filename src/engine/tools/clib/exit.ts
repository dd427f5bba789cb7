/** exit(3) from deep inside a program: unwinds to its `run`, which writes `message` to standard error and returns `status`. */
export class ExitError extends Error {
  constructor(
    readonly status: number,
    message = '',
  ) {
    super(message);
    this.name = 'ExitError';
  }
}

/** Runs a program's body; an ExitError ends it with its message on standard error and its status. */
export async function exitStatus(err: (text: string) => void, body: () => number | Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    if (error.message !== '') err(error.message);
    return error.status;
  }
}
