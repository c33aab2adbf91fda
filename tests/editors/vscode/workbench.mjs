// The real VS Code: code-server with the built extension installed, in a headless Chromium.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const HERE = import.meta.dirname;
export const HOUSE = join(HERE, '..', '..', '..');
export const SHOTS = join(HOUSE, 'build', 'screenshots');
const CODE_SERVER = join(HERE, 'node_modules/code-server/out/node/entry.js');
const VSIX = process.env.CHARTER_VSIX ?? join(HOUSE, 'dist', `charter-${process.platform}-${process.arch}.vsix`);
// All editors of a file of tests share what is installed, which takes as long as the start of one.
const EXTENSIONS = mkdtempSync(join(tmpdir(), 'charter-extensions-'));
process.on('exit', () => rmSync(EXTENSIONS, { recursive: true, force: true }));
const MACHINE = 'data/Machine/settings.json';
// Milliseconds; a machine that does much else at the same time is slow.
const PATIENCE = 120_000;
// What VS Code notes down once nothing of it is missing any more.
const WHOLE = 'code/LifecyclePhase/Eventually';
// No question is asked of anybody outside.
const NOBODY = '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":"","controlUrl":""}';
const QUIET = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Starts an editor of its own; `settings` are the user's, `machine` those of the machine. */
export async function startWorkbench({ settings = {}, machine = {}, env = {}, isTrusted = true } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'charter-vscode-'));
  write(home, 'data/User/settings.json', {
    ...QUIET,
    'security.workspace.trust.enabled': !isTrusted,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
    ...settings,
  });
  write(home, MACHINE, machine);
  const port = await freePort();
  const paths = [
    '--config',
    join(home, 'config.yaml'),
    '--user-data-dir',
    join(home, 'data'),
    '--extensions-dir',
    EXTENSIONS,
  ];
  const environment = {
    ...process.env,
    // As if started from a shell: else a login shell is asked for another PATH.
    VSCODE_CLI: '1',
    EXTENSIONS_GALLERY: NOBODY,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    CHARTER_TEST_RESULT: join(home, 'result.json'),
    ...env,
  };
  if (readdirSync(EXTENSIONS).length === 0) {
    install(paths, environment);
  }
  const trust = isTrusted ? ['--disable-workspace-trust'] : [];
  const options = [
    '--auth',
    'none',
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    '--ignore-last-opened',
    ...trust,
  ];
  // Without the driver's option the payload that names tests is ignored.
  const driver = ['--vscode-option', 'enable-smoke-test-driver'];
  const server = spawn(process.execPath, [CODE_SERVER, ...paths, ...options, ...driver], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  server.stdout.on('data', (data) => (said += data));
  server.stderr.on('data', (data) => (said += data));
  const ended = new Promise((resolve) => server.on('exit', resolve));
  const base = `http://127.0.0.1:${port}`;
  await waitFor(
    async () => (await fetch(`${base}/healthz`)).ok,
    'code-server',
    () => said,
  );
  const browser = await chromium.launchPersistentContext(join(home, 'profile'), {
    executablePath: '/usr/bin/chromium',
    headless: true,
    viewport: { width: 1280, height: 800 },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  browser.setDefaultTimeout(PATIENCE);
  await browser.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: base });
  const outside = [];
  browser.on('request', (request) => {
    const url = request.url();
    // What looks like a host there is how a page names the extension's files; the window itself answers.
    const isOwn = url.startsWith(base) || new URL(url).hostname.endsWith('.vscode-resource.vscode-cdn.net');
    if (/^https?:/.test(url) && !isOwn) {
      outside.push(url);
    }
  });
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${path}`;

  const isServer = (pid) => /^\d+$/.test(pid) && read(`/proc/${pid}/cmdline`).includes(EXTENSIONS);

  async function open({ folder, workspace, payload = [] }) {
    const page = await browser.newPage();
    const where = workspace ? `workspace=${encodeURIComponent(workspace)}` : `folder=${encodeURIComponent(folder)}`;
    await page.goto(`${base}/?${where}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    return page;
  }

  return {
    home,
    outside,
    /** Opens a window; `file` is shown at once, with `line` in sight. */
    async window({ file, line = 1, ...where }) {
      const shown = file && `${remote(join(where.folder, file))}:${line}`;
      const payload = shown
        ? [
            ['openFile', shown],
            ['gotoLineMode', 'true'],
          ]
        : [];
      return await open({ ...where, payload });
    },
    /** Sets the settings of the machine, for windows that are opened from now on. */
    configure(settings) {
      write(home, MACHINE, settings);
    },
    /** Returns when the extension's newest server was started, in milliseconds as those of Date. */
    started() {
      return Math.max(...readdirSync('/proc').filter(isServer).map(startOf));
    },
    /** Shows a page that is no window of the editor. */
    async page(html) {
      const page = await browser.newPage();
      await page.setContent(html);
      return page;
    },
    /** Runs the tests of a module within the extension host, and returns [{name, error}]. */
    async inside(tests, where) {
      const result = join(home, 'result.json');
      rmSync(result, { force: true });
      const payload = [
        ['extensionDevelopmentPath', remote(join(HERE, 'host'))],
        ['extensionTestsPath', remote(join(HERE, 'host', tests))],
      ];
      const page = await open({ ...where, payload });
      await waitFor(
        () => existsSync(result),
        `the results of ${tests}`,
        () => said,
        180_000,
        page,
      );
      await sleep(100);
      const outcome = JSON.parse(readFileSync(result, 'utf8'));
      await page.close();
      return outcome;
    },
    async close() {
      await browser.close();
      server.kill('SIGTERM');
      await ended;
      endAllOf(home);
      rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
    },
  };
}

/** Waits until `isTrue`. */
export async function waitFor(isTrue, what, told = () => '', patience = PATIENCE, page = undefined) {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    try {
      if (await isTrue()) {
        return;
      }
    } catch {
      // Not yet there to be asked.
    }
    await sleep(50);
  }
  if (page) {
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: join(SHOTS, 'failed.png') });
  }
  throw new Error(`waited in vain for ${what}\n${told().slice(-3000)}`);
}

/**
 * Presses a button of the message with these words; under test they wait behind the bell. Not before VS Code says
 * that all of the workbench is there, for a part that is missing cannot answer.
 */
export async function answer(page, words, button) {
  const list = page.locator('.notifications-center.visible');
  const message = list.locator('.notification-list-item', { hasText: words });
  const dialog = page.locator('.monaco-dialog-box');
  const isTaken = async () => !(await message.isVisible()) || (await dialog.isVisible());
  await until(
    async () => await page.evaluate((mark) => globalThis.performance.getEntriesByName(mark).length > 0, WHOLE),
    'all of the workbench',
  );
  await until(async () => {
    if (!(await list.isVisible())) {
      await page.locator('[id="status.notifications"]').click();
      // Clicked again too soon, the bell would close it.
      await list.waitFor({ timeout: 10_000 });
    }
    return await message.isVisible();
  }, `a message: ${words}`);
  await until(async () => {
    if (!(await isTaken())) {
      // By keyboard, for what the pointer makes the bell say may lie over the button.
      await message.getByRole('button', { name: button, exact: true }).press('Enter');
    }
    // Not pressed again too soon: a dialog that the button opens would take that for its own answer.
    await until(isTaken, `${button} to do something`, 10_000);
    return true;
  }, `${button} to be taken`);

  async function until(isTrue, what, patience = PATIENCE) {
    await waitFor(isTrue, what, undefined, patience, page);
  }
}

/** Returns when a process began, by the kernel's clock, which ticks a hundred times in a second. */
function startOf(pid) {
  const ticks = Number(read(`/proc/${pid}/stat`).split(') ')[1].split(' ')[19]);
  return Date.now() - Number.parseFloat(read('/proc/uptime')) * 1000 + ticks * 10;
}

/** Ends the processes whose environment names this folder: some outlive code-server, in case that somebody comes back. */
function endAllOf(home) {
  for (const pid of readdirSync('/proc').filter((each) => read(`/proc/${each}/environ`).includes(home))) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** Returns what a file of the kernel's says; nothing, if its process has ended. */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function install(paths, env) {
  const run = spawnSync(process.execPath, [CODE_SERVER, ...paths, '--install-extension', VSIX], {
    env,
    encoding: 'utf8',
  });
  if (run.status !== 0) {
    throw new Error(`${VSIX} cannot be installed\n${run.stdout}${run.stderr}`);
  }
}

function write(home, name, content) {
  const file = join(home, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}

function freePort() {
  return new Promise((resolve) => {
    const socket = createServer().listen(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
