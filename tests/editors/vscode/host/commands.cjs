const assert = require('node:assert');
const vscode = require('vscode');
const { at, extension, open, sees, test, until } = require('./running.cjs');

const SHELL = 'security.shell-injection';

test('every command that is offered is there', async () => {
  await extension().activate();
  const offered = extension().packageJSON.contributes.commands.map((each) => each.command);
  const known = new Set(await vscode.commands.getCommands());
  assert.deepEqual(
    offered.filter((name) => !known.has(name)),
    [],
  );
});

test('a scan shows findings in files that are not open', async () => {
  await vscode.commands.executeCommand('charter.scan');
  await sees(at('far/away.py'), SHELL);
  const { client } = extension().exports;
  await until(async () => (await client.ask('findings', { by: 'rule' })).isWhole, 'the whole workspace');
});

test('a typed waiver is listed with its end', async () => {
  const { client } = extension().exports;
  const { waivers } = await client.ask('waivers', {});
  assert.deepEqual(
    waivers.map(({ source, line, expires, holds }) => [source, line, expires, holds]),
    [['waived.py', 4, '2099-12-31', true]],
  );
});

test('a first charter is written once, and never over another', async () => {
  const before = (await vscode.workspace.fs.readFile(at('charter.yaml'))).toString();
  await vscode.commands.executeCommand('charter.createCharter');
  assert.equal(vscode.window.activeTextEditor.document.uri.path, at('charter.yaml').path);
  assert.equal(vscode.window.activeTextEditor.document.getText(), before);
});

test('a report of a problem has versions, and neither paths nor texts', async () => {
  await open(at('a.py'));
  await vscode.commands.executeCommand('charter.reportProblem');
  const said = vscode.window.activeTextEditor.document.getText();
  assert.match(said, /- Server: version: \d/);
  assert.match(said, /- charter\.organisationPolicy: \(not set\)/);
  assert.doesNotMatch(said, /subprocess|charter-project|a\.py/);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('pages open in a tab of their own', async () => {
  await open(at('a.py'));
  for (const name of ['showCharter', 'showEffective', 'showImpact']) {
    await vscode.commands.executeCommand(`charter.${name}`);
  }
  await vscode.commands.executeCommand('charter.explainRule', SHELL);
  const labels = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
  await until(() => labels().includes(SHELL) && labels().some((label) => label.startsWith('Impact:')), 'the pages');
});

test('a scan draws the impact anew, and takes nobody away from a text', async () => {
  const { client } = extension().exports;
  await vscode.commands.executeCommand('charter.showImpact');
  await open(at('a.py'));
  const scanned = new Promise((resolve) => client.onScanned(resolve));
  await vscode.commands.executeCommand('charter.scan');
  await scanned;
  // Answered after what the page has asked for meanwhile.
  await client.ask('impact', {});
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab.label, 'a.py');
});

test('the status item says when what was there before is not shown', async () => {
  const { status } = extension().exports;
  const section = vscode.workspace.getConfiguration('charter');
  await section.update('onlyNew', true, vscode.ConfigurationTarget.Global);
  await until(() => status.said.detail.endsWith('; shown is only what is new since HEAD'), 'that it is said');
  await section.update('onlyNew', undefined, vscode.ConfigurationTarget.Global);
  await until(() => !status.said.detail.includes('HEAD'), 'that all is shown');
});
