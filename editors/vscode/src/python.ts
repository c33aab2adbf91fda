// Finds an interpreter that can run the server. It need not be the one that the project's code is for.
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { Log } from './log';
import { reason } from './log';
import { mayRun } from './places';

const run = promisify(execFile);
// Tells where the interpreter is, if it can run the server beside it.
const PROBE = path.join('bundled', 'probe.py');
const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];
const PATIENCE = 10_000;
const KNOWN = 'interpreter';

/** What was found on a PATH: there it will be next time, and need not be tried. */
interface Known {
  readonly path: string | undefined;
  readonly python: string;
}

/** Yields interpreters of Python 3.11 to 3.14 that may be run here, the likeliest first. */
export async function* interpreters(
  given: string,
  home: string,
  memory: vscode.Memento,
  log: Log,
): AsyncGenerator<string> {
  if (given) {
    yield* usable([given], home, log);
    return;
  }
  const known = memory.get<Known>(KNOWN);
  if (known && known.path === process.env.PATH && mayRun(known.python) && (await firstExecutable([known.python]))) {
    yield known.python;
  }
  for await (const python of usable(onPath(NAMES), home, log)) {
    await memory.update(KNOWN, { path: process.env.PATH, python } satisfies Known);
    yield python;
  }
  yield* usable(await selected(log), home, log);
  yield* usable(await managed(home), home, log);
}

/** Forgets which interpreter was found: it is looked for anew. */
export async function forget(memory: vscode.Memento): Promise<void> {
  await memory.update(KNOWN, undefined);
}

/** Returns the interpreters that the user has selected for the open folders, by whichever extension does that. */
export async function selected(log: Log): Promise<string[]> {
  const folders = vscode.workspace.workspaceFolders?.map((folder) => folder.uri) ?? [undefined];
  for (const ask of [askEnvironments, askPython]) {
    try {
      const found = (await Promise.all(folders.map(ask))).filter((each) => each !== undefined);
      if (found.length > 0) {
        return [...new Set(found)];
      }
    } catch (error) {
      log.warn(`The selected interpreter is not known: ${reason(error)}`);
    }
  }
  return [];
}

/** Yields the programs of these names that are on the PATH, at most one for each name. */
export async function* onPath(names: readonly string[]): AsyncGenerator<string> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  // A relative entry would lead into whatever folder happens to be open.
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((each) => path.isAbsolute(each));
  for (const name of names) {
    const files = folders.flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)));
    const first = await firstExecutable(files);
    if (first) {
      yield first;
    }
  }
}

/** Returns the program of this name that is on the PATH; undefined if there is none. */
export async function firstOnPath(name: string): Promise<string | undefined> {
  const { value } = await onPath([name]).next();
  return value;
}

type Programs = Iterable<string> | AsyncIterable<string>;

async function* usable(programs: Programs, home: string, log: Log): AsyncGenerator<string> {
  for await (const program of programs) {
    if (!mayRun(program)) {
      log.info(`${program} is not run: it lies in a workspace that is not trusted.`);
      continue;
    }
    try {
      // Not in the workspace's folder: a shim on the PATH chooses by the folder that it is run in.
      const { stdout } = await run(program, ['-I', '-S', path.join(home, PROBE)], { cwd: home, timeout: PATIENCE });
      if (mayRun(stdout.trim())) {
        yield stdout.trim();
      }
    } catch (error) {
      log.debug(`${program} cannot run the server: ${reason(error)}`);
    }
  }
}

async function firstExecutable(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    try {
      await access(file, constants.X_OK);
      return file;
    } catch {
      // Not here; the next folder may have it.
    }
  }
  return undefined;
}

async function managed(home: string): Promise<string[]> {
  const uv = await firstOnPath('uv');
  if (!uv || !mayRun(uv)) {
    return [];
  }
  try {
    const { stdout } = await run(uv, ['python', 'find', '>=3.11,<3.15'], { cwd: home, timeout: PATIENCE });
    return [stdout.trim()];
  } catch {
    return [];
  }
}

// What of the two extensions' interfaces is used; neither is needed.
interface Environments {
  getEnvironment(scope: vscode.Uri | undefined): Promise<{ execInfo?: { run?: { executable?: string } } } | undefined>;
}

interface Python {
  environments: {
    getActiveEnvironmentPath(scope: vscode.Uri | undefined): { path: string };
    resolveEnvironment(path: { path: string }): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
  };
}

async function askEnvironments(scope: vscode.Uri | undefined): Promise<string | undefined> {
  const api = await activated<Environments>('ms-python.vscode-python-envs');
  return (await api?.getEnvironment(scope))?.execInfo?.run?.executable;
}

async function askPython(scope: vscode.Uri | undefined): Promise<string | undefined> {
  const api = (await activated<Python>('ms-python.python'))?.environments;
  return (await api?.resolveEnvironment(api.getActiveEnvironmentPath(scope)))?.executable.uri?.fsPath;
}

async function activated<Api>(id: string): Promise<Api | undefined> {
  return await vscode.extensions.getExtension<Api>(id)?.activate();
}
