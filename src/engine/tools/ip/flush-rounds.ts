import type { IpContext } from './context';

const MAX_ROUNDS = 10;

/** Whether a flush may go on for another round. */
export function matchesEveryRound(round: number): boolean {
  return round < MAX_ROUNDS;
}

/** What a flush says at its end with `-statistics`. */
export function reportRound(ip: IpContext, rounds: number): void {
  if (ip.settings.stats === 0) return;
  ip.out(
    rounds === 0 ? 'Nothing to flush.\n' : `*** Flush is complete after ${rounds} round${rounds > 1 ? 's' : ''} ***\n`,
  );
}
