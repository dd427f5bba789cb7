import type { Tool } from '../../shell/process';
import type { Declaration, Program } from '../grammar/types';
import { chroot } from './chroot';
import { date, sleep } from './clock';
import { CHROOT, DATE, ID, MKTEMP, NSENTER, SLEEP, SSH, SUDO, TIMEOUT, UNAME, UNSHARE } from './declarations';
import { id, uname } from './identity';
import { df, EDITORS, free, hostnamectl, mount, nproc, scp, swapoff, uptime } from './machine';
import { MACHINE_DECLARATIONS } from './machine-declarations';
import { mktemp } from './mktemp';
import { unshare } from './unshare';
import { nsenter } from './nsenter';
import { ssh, sudo, timeout } from './wrappers';

const program = (declaration: Declaration, tool: Tool): Program => ({ ...declaration, ...tool });

const MACHINE: ReadonlyMap<string, Tool> = new Map(
  [df, free, mount, uptime, nproc, swapoff, hostnamectl, scp, ...EDITORS].map((tool) => [tool.name, tool]),
);

/** Programs of the base system that touch the lab: its clock, its hosts, its namespaces. */
export const systemTools: readonly Program[] = [
  program(CHROOT, chroot),
  program(SLEEP, sleep),
  program(DATE, date),
  program(UNAME, uname),
  program(ID, id),
  program(SUDO, sudo),
  program(SSH, ssh),
  program(TIMEOUT, timeout),
  program(NSENTER, nsenter),
  program(UNSHARE, unshare),
  program(MKTEMP, mktemp),
  ...MACHINE_DECLARATIONS.flatMap((declaration) => {
    const tool = MACHINE.get(declaration.name);
    return tool ? [program(declaration, tool)] : [];
  }),
];
