import { describe, expect, it } from 'vitest';
import { countRx, countRxDropped, countTx } from '../../../../src/engine/kernel/counters';
import { emptyHost } from './fixture';

describe('the counters of a device', () => {
  it('count frames of both directions and keep what only tunnels have, without touching a fork', () => {
    const { world, nl, netns } = emptyHost();
    nl.addLink({ type: 'dummy', name: 'd0' });
    const id = [...world.netns(netns).devices.values()].find((each) => world.device(each).name === 'd0') ?? 0;
    const fresh = world.device(id).counters;
    countRx(world, id, 100);
    countRx(world, id, 60, true);
    countTx(world, id, 42);
    countRxDropped(world, id);
    const counted = { ...fresh, rxBytes: 160, rxPackets: 2, multicast: 1, txBytes: 42, txPackets: 1, rxDropped: 1 };
    expect(world.device(id).counters).toEqual(counted);
    const fork = world.fork();
    world.writeDevice(id).counters = { ...counted, carrierErrors: 2, collisions: 1 };
    countTx(world, id, 8);
    expect(world.device(id).counters).toEqual({
      ...counted,
      txBytes: 50,
      txPackets: 2,
      carrierErrors: 2,
      collisions: 1,
    });
    expect(fork.device(id).counters).toEqual(counted);
  });
});
