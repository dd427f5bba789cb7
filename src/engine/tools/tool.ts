export type { HostFiles, Process, Tool } from '../shell/process';
