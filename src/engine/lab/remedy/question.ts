import type { World } from '../../kernel/world';
import type { Ipv4 } from '../../packet/address';
import type { PacketWalk } from '../../walk/step';
import type { WalkFailure } from '../../walk/failure';
import type { LabObservation } from '../observe';

/** What a remedy is looked for: a failure in a lab, and what was typed. */
export interface Question {
  readonly lab: LabObservation;
  /** The same lab, for what an observation leaves out; only read. */
  readonly world: World;
  readonly walks: readonly PacketWalk[];
  readonly failure: WalkFailure;
  /** Where the packet that was lost wanted to go. */
  readonly lost: Ipv4 | undefined;
  readonly script: string;
}
