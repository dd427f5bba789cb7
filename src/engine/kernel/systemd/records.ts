import type { CowMap } from '../../state/cow-map';
import type { Owned } from '../../state/epoch';
import type { HostId } from '../records';

/** What systemd of a host remembers (systemd 252), and its journal. Unit files are files of the host; systemd reads them at daemon-reload. */

/** A unit's file as it was read last: sections' settings in their order, repeated keys included. */
export interface UnitFile {
  /** `/lib/systemd/system/kubelet.service` */
  readonly path: string;
  /** Files under `NAME.d`, in the order they were read. */
  readonly dropIns: readonly string[];
  readonly settings: readonly (readonly [section: string, key: string, value: string])[];
  /** Text of file and drop-ins, to tell whether they changed on disk. */
  readonly text: string;
}

export type ActiveState = 'active' | 'inactive' | 'failed' | 'activating' | 'deactivating';

export interface UnitRecord {
  /** With its suffix: `kubelet.service`. */
  readonly name: string;
  readonly file: UnitFile;
  readonly active: ActiveState;
  /** running, exited, dead, failed, auto-restart, listening, mounted … */
  readonly sub: string;
  readonly mainPid?: number;
  /** When it became active, and when inactive. */
  readonly activeUs?: number;
  readonly inactiveUs?: number;
  /** Of the process that ended last: `exited` with a status, or `killed` by a signal. */
  readonly ended?: {
    readonly pid: number;
    readonly code: 'exited' | 'killed';
    readonly status: number;
    readonly startedUs: number;
    readonly endedUs: number;
    readonly argv: readonly string[];
  };
  /** How often `Restart=` has started it again. */
  readonly restarts: number;
}

export interface JournalEntry {
  readonly atUs: number;
  /** SYSLOG_IDENTIFIER: `kubelet`, `systemd`, `sshd`. */
  readonly identifier: string;
  readonly pid: number | undefined;
  /** The unit it belongs to, `init.scope` for systemd's own lines about others. */
  readonly unit: string | undefined;
  /** The unit that a line of systemd's is about (UNIT=). */
  readonly about?: string;
  /** 0 (emerg) to 7 (debug). */
  readonly priority: number;
  readonly message: string;
  /** MESSAGE_ID of systemd's catalogue, for -x. */
  readonly catalog?:
    'unit-starting' | 'unit-started' | 'unit-stopping' | 'unit-stopped' | 'unit-failed' | 'process-exit';
}

export interface SystemRecord extends Owned {
  readonly host: HostId;
  units: CowMap<string, UnitRecord>;
  /** By number, from 0. */
  journal: CowMap<number, JournalEntry>;
  readonly bootId: string;
  readonly machineId: string;
}
