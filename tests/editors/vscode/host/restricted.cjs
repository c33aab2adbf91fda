const assert = require('node:assert');
const vscode = require('vscode');
const { at, extension, open, run, sees, test } = require('./running.cjs');

test('the workspace is not trusted', () => {
  assert.equal(vscode.workspace.isTrusted, false);
});

test('its programs come first on the PATH', () => {
  // Only the editor's own come before.
  assert.ok(process.env.PATH.split(':').slice(0, 2).includes(at('bin').fsPath), process.env.PATH);
});

test('its files are checked all the same, by a server from outside', async () => {
  await open(at('a.py'));
  await sees(at('a.py'), 'security.shell-injection');
  const { launch } = extension().exports.client.server;
  assert.equal(launch.origin, 'bundled');
  assert.ok(!launch.command.startsWith(vscode.workspace.workspaceFolders[0].uri.fsPath), launch.command);
});

test('its settings name no program', () => {
  const section = vscode.workspace.getConfiguration('charter');
  assert.deepEqual([section.get('path'), section.get('interpreter')], ['', '']);
});

exports.run = run;
