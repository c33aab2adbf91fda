const assert = require('node:assert');
const vscode = require('vscode');
const { at, edit, extension, open, sees, test, until } = require('./running.cjs');

const SHELL = 'security.shell-injection';

test('a server that dies is started again, and what is open is checked again', async () => {
  const editor = await open(at('a.py'));
  await sees(at('a.py'), SHELL);
  const { client } = extension().exports;
  const before = client.server.pid;
  process.kill(before, 'SIGKILL');
  await until(() => client.server?.pid !== before && client.health === 'running', 'another server');
  await edit(editor, (builder) => builder.insert(new vscode.Position(5, 0), 'eval(input())\n'));
  await sees(at('a.py'), SHELL, 'security.eval');
  await vscode.commands.executeCommand('workbench.action.files.revert');
});

test('the command restarts the server', async () => {
  const { client } = extension().exports;
  const before = client.server.pid;
  await vscode.commands.executeCommand('charter.restart');
  assert.equal(client.health, 'running');
  assert.notEqual(client.server.pid, before);
  await sees(at('a.py'), SHELL);
});
