export { SHELL_PID, type HostFiles, type Process, type Tool } from '../shell/process';
