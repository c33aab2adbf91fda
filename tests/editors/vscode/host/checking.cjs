const assert = require('node:assert');
const vscode = require('vscode');
const { act, at, edit, extension, open, rules, sees, test, until } = require('./running.cjs');

const SHELL = 'security.shell-injection';
const LINE = 4;

test('opening a file shows what breaks the charter', async () => {
  await open(at('a.py'));
  await sees(at('a.py'), SHELL);
});

test('a finding names its rule, which links to its page, and its severity', () => {
  const [finding] = vscode.languages.getDiagnostics(at('a.py'));
  assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
  assert.match(finding.code.target.path, /security\.shell-injection\.md$/);
  assert.match(finding.message, /shell/);
});

test('a hover says what the finding beside it does not', async () => {
  const [finding] = vscode.languages.getDiagnostics(at('a.py'));
  const place = new vscode.Position(LINE, 12);
  const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', at('a.py'), place);
  const said = hovers.flatMap((hover) => hover.contents.map((content) => content.value ?? content)).join('\n');
  assert.match(said, /security\.shell-injection/);
  assert.ok(!said.includes(finding.message.split('.')[0]), said);
});

test('findings come and go with typing', async () => {
  const editor = await open(at('a.py'));
  const text = editor.document.getText();
  await edit(editor, (builder) => builder.insert(new vscode.Position(5, 0), 'eval(input())\n'));
  await sees(at('a.py'), SHELL, 'security.eval');
  await edit(editor, (builder) => builder.replace(new vscode.Range(0, 0, 99, 0), text.replace(', shell=True', '')));
  await sees(at('a.py'));
  await edit(editor, (builder) => builder.replace(new vscode.Range(0, 0, 99, 0), text));
  await sees(at('a.py'), SHELL);
});

test('a typed charter is in force before it is saved', async () => {
  const editor = await open(at('charter.yaml'));
  await edit(editor, (builder) => builder.insert(new vscode.Position(1, 0), `rules: {${SHELL}: block}\n`));
  const levels = () => vscode.languages.getDiagnostics(at('a.py')).map((each) => each.severity);
  await until(() => levels()[0] === vscode.DiagnosticSeverity.Error, 'an error');
  await vscode.commands.executeCommand('undo');
  await until(() => levels()[0] === vscode.DiagnosticSeverity.Warning, 'a warning');
});

test('a charter offers its words without another extension', async () => {
  const editor = await open(at('charter.yaml'));
  const found = await vscode.commands.executeCommand(
    'vscode.executeCompletionItemProvider',
    editor.document.uri,
    new vscode.Position(1, 0),
  );
  const labels = found.items.map((item) => item.label.label ?? item.label);
  assert.ok(
    ['owner', 'tools', 'zones'].every((word) => labels.includes(word)),
    labels.join(),
  );
});

test('a mistake in a charter is cured by a quick fix', async () => {
  const editor = await open(at('charter.yaml'));
  await edit(editor, (builder) => builder.insert(new vscode.Position(1, 0), 'ownr: me\n'));
  await sees(at('charter.yaml'), 'charter.unknown-key');
  await act(editor, new vscode.Position(1, 1), /owner/);
  await sees(at('charter.yaml'));
  assert.match(editor.document.getText(), /^owner: me$/m);
  await vscode.commands.executeCommand('workbench.action.files.revert');
});

test('a waiver is written by an action, and holds once it has a reason', async () => {
  const editor = await open(at('b.py'));
  await sees(at('b.py'), SHELL);
  await act(editor, new vscode.Position(LINE, 12), /^Waive security\.shell-injection here/);
  await until(() => rules(at('b.py')).includes('waiver.missing-field'), 'a waiver without a reason');
  const end = editor.document.lineAt(LINE).range.end;
  await edit(editor, (builder) => builder.insert(end, 'the command is a constant'));
  await sees(at('b.py'));
  await vscode.commands.executeCommand('workbench.action.files.revert');
});

test('an untitled text is checked', async () => {
  const document = await vscode.workspace.openTextDocument({ language: 'python', content: 'eval(input())\n' });
  await vscode.window.showTextDocument(document);
  await sees(document.uri, 'security.eval');
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('the cells of a notebook are one module', async () => {
  const book = await vscode.workspace.openNotebookDocument(at('n.ipynb'));
  await vscode.window.showNotebookDocument(book);
  await sees(book.cellAt(1).document.uri, SHELL);
  assert.deepEqual(rules(book.cellAt(0).document.uri), []);
});

test('the status item names the charter in force', async () => {
  await open(at('a.py'));
  const { status } = extension().exports;
  await until(() => status.said.detail.startsWith('In force: '), 'the layers');
  assert.equal(status.said.severity, vscode.LanguageStatusSeverity.Information);
});
