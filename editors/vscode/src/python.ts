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
const PROBE = 'import sys; sys.version_info >= (3, 11) or sys.exit(9); print(sys.executable)';
const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];
const PATIENCE = 10_000;

/** Yields interpreters of Python 3.11 or newer that may be run here, the likeliest first. */
export async function* interpreters(given: string, home: string, log: Log): AsyncGenerator<string> {
  if (given) {
    yield* usable([given], home, log);
    return;
  }
  yield* usable(await onPath(NAMES), home, log);
  yield* usable(await selected(log), home, log);
  yield* usable(await managed(home), home, log);
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

/** Returns the programs of these names that are on the PATH, at most one for each name. */
export async function onPath(names: readonly string[]): Promise<string[]> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  // A relative entry would lead into whatever folder happens to be open.
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((each) => path.isAbsolute(each));
  const found: string[] = [];
  for (const name of names) {
    const files = folders.flatMap((folder) => endings.map((ending) => path.join(folder, name + ending)));
    const first = await firstExecutable(files);
    if (first) {
      found.push(first);
    }
  }
  return found;
}

async function* usable(programs: readonly string[], home: string, log: Log): AsyncGenerator<string> {
  for (const program of programs) {
    if (!mayRun(program)) {
      log.info(`${program} is not run: it lies in a workspace that is not trusted.`);
      continue;
    }
    try {
      // Not in the workspace's folder: a shim on the PATH chooses by the folder that it is run in.
      const { stdout } = await run(program, ['-I', '-c', PROBE], { cwd: home, timeout: PATIENCE });
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
  const [uv] = await onPath(['uv']);
  if (!uv || !mayRun(uv)) {
    return [];
  }
  try {
    const { stdout } = await run(uv, ['python', 'find', '>=3.11'], { cwd: home, timeout: PATIENCE });
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
