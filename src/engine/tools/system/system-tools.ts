import type { Tool } from '../../shell/process';
import { date, sleep } from './clock';
import { id, uname } from './identity';
import { nsenter, ssh, sudo, timeout } from './wrappers';

/** Programs of the base system that touch the lab: its clock, its hosts, its namespaces. */
export const systemTools: readonly Tool[] = [sleep, date, uname, id, sudo, ssh, timeout, nsenter];
