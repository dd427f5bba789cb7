import type { HostObservation, NetnsObservation } from '../../engine';

/** Where a command runs. */
export interface Where {
  readonly host: HostObservation;
  readonly netns: NetnsObservation;
}
