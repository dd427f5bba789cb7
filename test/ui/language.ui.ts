import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/editor/paths.mjs';
import { pictureFile, Workbench } from './workbench';

const WORKSPACE = path.join(projectFolder, 'test/ui/workspace');

/** One window for all: each test leaves the cells as the next one wants them. */
describe('the editor knows networking', () => {
  let window: Workbench;

  beforeAll(async () => {
    const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: projectFolder, encoding: 'utf8' });
    expect(built.stderr + built.stdout, 'the build').toContain('built in');
    window = await Workbench.open({ folder: WORKSPACE });
    await window.openNotebook('language.cka-net');
  });

  afterAll(() => window.close());

  it('underlines what is wrong, at the place where it is missing too', async () => {
    await window.squiggles(4);
    await window.screenshot(pictureFile('squiggles'));
  });

  it('says what is wrong under the mouse, and its code leads to a page', async () => {
    const text = await window.hoverWord('192.168.15.1', /No prefix length/);
    await window.screenshot(pictureFile('hover-problem'));
    expect(text).toContain('missing-prefix-length');
    await window.page.locator('.monaco-hover a', { hasText: 'missing-prefix-length' }).first().click();
    await window.heading(/No prefix length/);
    await window.screenshot(pictureFile('page'));
    await window.closeTab();
  });

  it('shows the structure of a cell: outline, path, folding, colours, hints', async () => {
    await window.cellText(/10\.7\.0\.1 – \.254/);
    await window.page.locator('.breadcrumbs-control', { hasText: 'The editor knows networking' }).waitFor();
    await window.page.locator('.pane-header', { hasText: 'Outline' }).click();
    await window.page.locator('.outline-tree', { hasText: 'red' }).waitFor({ timeout: 30_000 });
    await window.clickWord('true');
    await window.press(['Control+Shift+BracketLeft'], '.notebookOverlay .inline-folded');
    await window.screenshot(pictureFile('structure'));
    await window.page.keyboard.press('Control+Shift+BracketRight');
    await window.cellText(/-n red link/);
    expect(await window.colourOf('red')).not.toBe(await window.colourOf('add'));
    await window.page.locator('.pane-header', { hasText: 'Outline' }).click();
  });

  it('mends a problem by its first quick fix', async () => {
    await window.clickWord('192.168.15.1');
    const offered = await window.quickFix(/192\.168\.15\.1\/24/, pictureFile('quick-fix'));
    expect(offered).toContain('192.168.15.1/24');
    await window.cellText(/addr add 192\.168\.15\.1\/24/);
  });

  it('mends what another host lacks in the cell that configures it', async () => {
    await window.clickWord('192.168.2.10');
    const offered = await window.quickFix(/in the cell that configures/, pictureFile('quick-fix-elsewhere'));
    expect(offered).toContain('as a new cell on C');
    await window.cellText(/ip route add 192\.168\.1\.0\/24.* via 192\.168\.2\.1/);
    await window.squiggles(1);
  });

  it('completes a word by what the lab has, and says what comes next', async () => {
    await window.clickWord('192.168.15.1');
    await window.page.keyboard.press('End');
    await window.page.keyboard.type('\nip -n red link set ');
    await window.completion(/^lo/m, pictureFile('completion'));
    await window.page.keyboard.press('Escape');
    const help = await window.signature(pictureFile('signature'));
    expect(help).toContain('ip');
    await window.page.keyboard.type('lo up');
  });

  it('renames a namespace in all cells, and finds where it was made', async () => {
    await window.clickWord('red', 1);
    await window.rename('green', pictureFile('rename'));
    await window.cellText(/netns add green\s*ip -n green addr add/);
    await window.page.keyboard.press('Shift+F12');
    await window.page.locator('.reference-zone-widget .monaco-list-row').first().waitFor({ timeout: 20_000 });
    await window.screenshot(pictureFile('references'));
    await window.page.keyboard.press('Escape');
  });

  it('goes from a name to the cell that made it', async () => {
    await window.clickWord('green', 2);
    await window.press(['F12'], '.notebookOverlay .code-cell-row.focused:has-text("netns")');
    await window.screenshot(pictureFile('definition'));
  });

  it('explains the packets of a ping beside the notebook', async () => {
    await window.lens('Explain the packet', pictureFile('lens'));
    await window.tab(/Preview Packet|Packet/);
    await window.frameText(/The packet reached 192\.168\.2\.10 and the answer came back/);
    await window.screenshot(pictureFile('packet'));
    await window.closeTab();
  });

  it('checks a shell script and a manifest when it is asked to', async () => {
    await window.openFile('setup.sh');
    await window.command('Check with CKA Net');
    await window.problem(/kubectl wants `--`/);
    await window.clickWord('route');
    await window.quickFix(/-- ip route/, pictureFile('quick-fix-file'));
    await window.openFile('ingress.yaml');
    await window.command('Check with CKA Net');
    await window.problem(/no longer served as extensions\/v1beta1/);
    await window.screenshot(pictureFile('check-file'));
  });
});
