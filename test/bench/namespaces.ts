/** 500 namespaces, each with a veth whose other end is a bridge port, an address and a route: seven commands each. */
export const NAMESPACES = 500;

export const namespaceCommands: readonly string[] = Array.from({ length: NAMESPACES }, (_, i) => {
  const net = `10.${1 + (i >> 8)}.${i & 255}`;
  return [
    `netns add n${i}`,
    `link add v${i} type veth peer name eth0 netns n${i}`,
    `link set v${i} master br0`,
    `link set v${i} up`,
    `addr add ${net}.1/24 dev v${i}`,
    `route add 172.${16 + (i >> 8)}.${i & 255}.0/24 via ${net}.2`,
    `link set v${i} mtu 1400`,
  ];
}).flat();

export const PREPARE = 'ip link add br0 type bridge\nip link set br0 up\n';
