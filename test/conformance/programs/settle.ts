import type { Pause } from '../script';

/** Commands after which a device that is down may have link state work pending. */
const CHANGES_LINKS = /\b(l|li|link|netns|ifconfig)\b/;

/**
 * Lets the real kernel finish what it does a moment later, without a fixed wait: asking for a device or its carrier makes the kernel do its pending
 * link state work at once (net/core/link_watch.c: linkwatch_sync_dev). The carrier of devices that are up is in each namespace's sysfs; those that
 * are down are asked for when links may have changed.
 */
export const SETTLE: Pause = {
  prepare: [
    'exec 9<> <(:)',
    '__cka_settle() {',
    '  local n f v',
    '  read -t 0.02 -u 9',
    '  for n in /run/sysfs/*/; do',
    '    n=${n%/}',
    '    if [ -d "$n" ] && [ ! -e "/run/netns/${n##*/}" ]; then umount "$n"; rmdir "$n"; fi',
    '  done',
    '  for n in /run/netns/*; do',
    '    f=/run/sysfs/${n##*/}',
    '    if [ -e "$n" ] && [ ! -d "$f" ]; then mkdir "$f"; nsenter --net="$n" mount -t sysfs sysfs "$f"; fi',
    '  done',
    '  for f in /sys/class/net/*/carrier /run/sysfs/*/class/net/*/carrier; do read -r v <"$f"; done',
    '  if [ "$1" = links ]; then',
    '    __cka_down /sys',
    '    for n in /run/sysfs/*/; do [ ! -d "$n" ] || __cka_down "$n" -n "${n:11:-1}"; done',
    '  fi',
    '} >/dev/null 2>&1',
    '__cka_down() {',
    '  local d v lines=',
    '  for d in "$1"/class/net/*; do',
    '    read -r v <"$d/operstate"',
    `    if [ "$v" = down ] && [ "\${d##*/}" != lo ]; then lines+="link show dev \${d##*/}"$'\\n'; fi`,
    '  done',
    '  [ -z "$lines" ] || ip "${@:2}" -force -batch - <<<"$lines"',
    '}',
  ],
  pause: '__cka_settle "$2"',
  argument: (command) => (CHANGES_LINKS.test(command) ? 'links' : ''),
};
