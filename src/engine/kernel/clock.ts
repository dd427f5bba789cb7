/** The wall clock of a lab at virtual time 0. */
export const LAB_EPOCH_MS = Date.UTC(2026, 0, 1);
