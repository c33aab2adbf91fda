// What VS Code's own interface says, asked within the extension host: see host/.
import assert from 'node:assert';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { notebook, project, put, SHELL } from './projects.mjs';
import { startWorkbench } from './workbench.mjs';

const RECOMMENDED = 'extends: recommended\n';
const BLOCKING = `${RECOMMENDED}rules: {security.shell-injection: block}\n`;

/** Runs a module of tests within the editor; each of them is a test here. */
async function inside(t, workbench, module, where) {
  for (const { name, error, note = '', seconds } of await workbench.inside(module, where)) {
    await t.test(`${name} (${seconds.toFixed(1)} s${note && `; ${note}`})`, () => assert.ok(!error, error));
  }
}

/** Gives an editor to the test, and closes it. */
async function withWorkbench(options, use) {
  const workbench = await startWorkbench(options);
  try {
    await use(workbench);
    assert.deepEqual(workbench.outside, [], 'something outside was asked');
  } finally {
    await workbench.close();
  }
}

test('in a trusted workspace', async (t) => {
  await withWorkbench({}, async (workbench) => {
    await t.test('without a charter', (t) =>
      inside(t, workbench, 'activation.cjs', { folder: project({ 'notes.txt': 'x' }) }),
    );
    const waived = SHELL.replace(
      'True)',
      'True)  # charter: waive security.shell-injection until 2099-12-31 -- a constant',
    );
    const folder = project({
      'charter.yaml': RECOMMENDED,
      'a.py': SHELL,
      'b.py': SHELL,
      'n.ipynb': notebook('import subprocess\n', 'subprocess.run(x, shell=True)\n'),
      'far/away.py': SHELL,
      'waived.py': waived,
    });
    await t.test('with a charter', (t) => inside(t, workbench, 'charter.cjs', { folder }));
    const [one, other] = [
      project({ 'charter.yaml': RECOMMENDED, 'a.py': SHELL }),
      project({ 'charter.yaml': `${BLOCKING}name: Second\n`, 'a.py': SHELL, 'n.ipynb': notebook('eval(x)\n') }),
    ];
    const workspace = put(one, 'both.code-workspace', JSON.stringify({ folders: [{ path: one }, { path: other }] }));
    await t.test('with two folders', (t) => inside(t, workbench, 'folders.cjs', { workspace }));
  });
});

test('in a workspace that is not trusted', async (t) => {
  const ran = join(project({}), 'ran');
  const trap = `#!/bin/sh\necho "$0" >> ${ran}\nexit 1\n`;
  const folder = project({
    'charter.yaml': BLOCKING,
    'a.py': SHELL,
    'bin/python3': trap,
    'bin/python': trap,
    'bin/charter': trap,
    'bin/uv': trap,
  });
  put(
    folder,
    '.vscode/settings.json',
    JSON.stringify({ 'charter.path': join(folder, 'bin/charter'), 'charter.interpreter': join(folder, 'bin/python3') }),
  );
  const env = { PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter) };
  await withWorkbench({ isTrusted: false, env }, (workbench) => inside(t, workbench, 'restricted.cjs', { folder }));
  assert.ok(!existsSync(ran), 'a program of the workspace was run');
});

test('on a machine without Python', async (t) => {
  const folder = project({ 'charter.yaml': RECOMMENDED, 'a.py': SHELL });
  await withWorkbench({ env: { PATH: join(folder, 'bin') } }, async (workbench) => {
    await inside(t, workbench, 'no_python.cjs', { folder });
  });
});
