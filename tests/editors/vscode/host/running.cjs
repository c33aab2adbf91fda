// Runs tests within the extension host: each by itself, in order, and writes down what became of them.
const { writeFileSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
const vscode = require('vscode');

const tests = [];

/** Adds a test; its name is its claim. */
exports.test = (name, run) => tests.push({ name, run });

/** What a test module exports as `run`. */
exports.run = async () => {
  const outcomes = [];
  for (const { name, run } of tests) {
    const started = performance.now();
    try {
      outcomes.push({ name, note: (await run()) ?? '' });
    } catch (error) {
      outcomes.push({ name, error: String(error.stack ?? error) });
    }
    outcomes.at(-1).seconds = (performance.now() - started) / 1000;
  }
  writeFileSync(process.env.CHARTER_TEST_RESULT, JSON.stringify(outcomes));
};

/** Waits until `get` gives something, and returns it. */
exports.until = async (get, what, patience = 60_000) => {
  const end = Date.now() + patience;
  let last;
  while (Date.now() < end) {
    last = await get();
    if (last) {
      return last;
    }
    await sleep(20);
  }
  throw new Error(`waited in vain for ${what}`);
};

exports.extension = () => vscode.extensions.getExtension('charter-ls.charter');

exports.at = (name) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);

exports.open = async (uri) => vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));

/** Returns what is shown of Charter's findings on `uri`: rule ids in the order of the text. */
exports.rules = (uri) =>
  vscode.languages
    .getDiagnostics(uri)
    .filter((each) => each.source === 'charter')
    .sort((one, other) => one.range.start.compareTo(other.range.start))
    .map((each) => each.code.value ?? each.code);

/** Waits until exactly these rules are shown. */
exports.sees = async (uri, ...wanted) => {
  const isShown = () => JSON.stringify(exports.rules(uri)) === JSON.stringify(wanted);
  try {
    await exports.until(isShown, '');
  } catch {
    throw new Error(`expected ${wanted}; found ${exports.rules(uri)}`);
  }
};

/** Edits, and fails if the editor refuses. */
exports.edit = async (editor, change) => {
  if (!(await editor.edit(change))) {
    throw new Error('the edit was refused');
  }
};

/** Applies the only action at a place whose title matches. */
exports.act = async (editor, place, title) => {
  const range = new vscode.Range(place, place);
  const offered = () => vscode.commands.executeCommand('vscode.executeCodeActionProvider', editor.document.uri, range);
  const action = await exports.until(
    async () => (await offered()).find((each) => title.test(each.title)),
    `an action ${title}`,
  );
  await vscode.workspace.applyEdit(action.edit);
};
