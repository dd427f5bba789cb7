import type { Tool } from '../shell/process';
import { systemTools } from './system/system-tools';

const ALL: readonly Tool[] = [...systemTools];

/** Every program of ours that a host has, by the name a user types. */
export const TOOLS: ReadonlyMap<string, Tool> = new Map(ALL.map((tool) => [tool.name, tool]));
