/** What `uname -r` says on every simulated host. */
export const KERNEL_RELEASE = '6.1.0-28-amd64';
