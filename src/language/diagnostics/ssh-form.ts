/** A command for another host as it is typed here: one word of ssh(1) for what this shell would otherwise take apart. */
export function overSsh(host: string, command: string): string {
  return /[;&|<>"]/.test(command) ? `ssh ${host} '${command}'` : `ssh ${host} ${command}`;
}
