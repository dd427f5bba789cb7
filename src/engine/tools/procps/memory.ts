/** What a host of a lab has: 4 GiB. */
export const TOTAL_KB = 4_015_864;
/** Of a process that says nothing about its size. */
export const DEFAULT_VIRTUAL_KB = 8_644;
export const DEFAULT_RESIDENT_KB = 3_412;
