import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/editor/paths.mjs';
import { pictureFile, Workbench } from './workbench';

describe('a learner opens the first scenario', () => {
  let window: Workbench;

  beforeAll(async () => {
    const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: projectFolder, encoding: 'utf8' });
    expect(built.stderr + built.stdout, 'the build').toContain('built in');
    window = await Workbench.open();
    await window.openNotebook('01-switching-and-routing.cka-net');
  });

  afterAll(async () => {
    await window.screenshot(pictureFile('notebook'));
    await window.close();
  });

  it('runs all cells with the simulator and shows what the commands print', async () => {
    await window.runAll();
    const text = await window.cellOutputsText();
    await window.screenshot(pictureFile('run-all'));
    expect(text).toContain('eth0');
    expect(text).toMatch(/bytes from/);
  });

  it('lists the namespaces and routes of the lab in the side bar', async () => {
    const text = await window.sideBar('CKA Net', /eth0/);
    await window.screenshot(pictureFile('trees'));
    expect(text.toLowerCase()).toContain('namespaces');
    expect(text).toContain('192.168.2.0/24');
  });

  it('explains a word of a command under the mouse', async () => {
    const text = await window.hoverWord('link', /network devices/i);
    await window.screenshot(pictureFile('hover'));
    expect(text).toContain('ip link');
  });
});
