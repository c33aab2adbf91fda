const assert = require('node:assert');
const { existsSync, mkdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const vscode = require('vscode');
const { at, extension, open, rules, run, sees, test, until } = require('./running.cjs');

const PYTHON = join(__dirname, '..', '..', '..', '..', '.venv', 'bin', 'python');

test('it is said what is missing, and nothing is shown as checked', async () => {
  await open(at('a.py'));
  const { client, status } = extension().exports;
  await until(() => client.health === 'missing', 'the extension to give up');
  assert.match(client.missing.reason, /Python 3\.11 to 3\.14/);
  assert.equal(status.said.text, 'Charter: nothing is checked');
  assert.equal(status.said.severity, vscode.LanguageStatusSeverity.Error);
  assert.deepEqual(rules(at('a.py')), []);
});

/** Sets a setting of the user's; undefined takes it back. */
const set = (name, value) =>
  vscode.workspace.getConfiguration('charter').update(name, value, vscode.ConfigurationTarget.Global);

const tab = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label;

test('a setting that names no Python is named, and the button leads to it', async () => {
  const { client } = extension().exports;
  await set('interpreter', '/home/somebody/python3');
  await until(() => client.missing?.reason.startsWith('charter.interpreter: /home/somebody/python3'), 'its reason');
  await until(async () => {
    await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    return tab() === 'Settings';
  }, 'the settings');
});

test('a report of it tells nobody where programs lie', async () => {
  await vscode.commands.executeCommand('charter.reportProblem');
  const said = vscode.window.activeTextEditor.document.getText();
  assert.match(said, /- State: missing\n- Server started from: nowhere\n/);
  assert.doesNotMatch(said, /somebody/);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('the button installs a Python in sight of people, and what is open is checked by it', async () => {
  const { client } = extension().exports;
  await set('interpreter', undefined);
  await until(() => client.missing?.lacksPython, 'the want of Python');
  // What uv does needs a network: this one finds, once it is asked to install, the Python of the tests.
  const uv = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, 'bin', 'uv').fsPath;
  mkdirSync(dirname(uv));
  writeFileSync(uv, `#!/bin/sh\n[ $2 = install ] && : > ${uv}-ran\n[ -e ${uv}-ran ] && echo ${PYTHON}\n`, {
    mode: 0o755,
  });
  await until(async () => {
    await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    return existsSync(`${uv}-ran`);
  }, 'the installation');
  await sees(at('a.py'), 'security.shell-injection');
  assert.equal(client.server.launch.origin, 'bundled');
});

exports.run = run;
