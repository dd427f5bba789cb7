import type { Pause } from '../script';

/** kubectl needs no time between commands. */
export const PAUSE: Pause = { prepare: [], pause: ':', argument: () => '' };
