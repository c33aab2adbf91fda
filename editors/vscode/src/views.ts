// The Charter view: findings, waivers and tools, as the server knows them.
import * as vscode from 'vscode';
import type { Client } from './client';
import type {
  FileCount,
  FindingGroup,
  Findings,
  Grouping,
  ToolPlace,
  ToolSeen,
  Tools,
  WaiverState,
  Waivers,
} from './requests';

// Milliseconds without a change, after which the view asks again.
const PAUSE = 400;
// Days that are counted; what is farther off is told by its date.
const SOON = 60;
const ICONS: Readonly<Record<string, [icon: string, colour: string]>> = {
  block: ['error', 'list.errorForeground'],
  warn: ['warning', 'list.warningForeground'],
  advise: ['info', 'editorInfo.foreground'],
};
// As the server shows them; what is only observed is in no text.
const SEVERITIES: Readonly<Record<string, vscode.DiagnosticSeverity>> = {
  block: vscode.DiagnosticSeverity.Error,
  warn: vscode.DiagnosticSeverity.Warning,
  advise: vscode.DiagnosticSeverity.Information,
};

/** A row; what lies below it is known, or is asked for when it is opened. */
export class Row extends vscode.TreeItem {
  constructor(
    label: string,
    readonly rows: readonly Row[] = [],
    isOpen = false,
  ) {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    super(label, rows.length === 0 ? None : isOpen ? Expanded : Collapsed);
  }
}

/** One of the view's lists. */
export class List implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<Row>;
  private readonly listeners: vscode.Disposable[];
  private pause: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    id: string,
    client: Client,
    private readonly ask: () => Promise<{ rows: Row[]; message: string; total: number }>,
  ) {
    this.view = vscode.window.createTreeView(id, { treeDataProvider: this, showCollapseAll: true });
    this.listeners = [
      client.onDidChange(() => this.refresh()),
      client.onStatus(() => this.refreshSoon()),
      vscode.languages.onDidChangeDiagnostics(() => this.refreshSoon()),
      this.view.onDidChangeVisibility(() => this.refresh()),
    ];
  }

  refresh(): void {
    this.changed.fire();
  }

  getTreeItem(row: Row): Row {
    return row;
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row) {
      return [...row.rows];
    }
    try {
      const { rows, message, total } = await this.ask();
      this.view.message = message;
      this.view.badge = total ? { value: total, tooltip: `${total} findings at block or warn` } : undefined;
      return rows;
    } catch {
      // Without a server the status item says why; an empty list would look clean.
      this.view.message = 'Not known: the server is not running.';
      return [];
    }
  }

  dispose(): void {
    clearTimeout(this.pause);
    vscode.Disposable.from(this.view, this.changed, ...this.listeners).dispose();
  }

  // Typing changes diagnostics at every keystroke.
  private refreshSoon(): void {
    clearTimeout(this.pause);
    if (this.view.visible) {
      this.pause = setTimeout(() => this.refresh(), PAUSE);
    }
  }
}

/** Makes all lists of the view, and the commands that change how they are grouped. */
export function createViews(client: Client): vscode.Disposable {
  let by: Grouping['by'] = 'rule';
  const findings = new List('charter.findings', client, async () => findingRows(await client.ask('findings', { by })));
  const regroup = (to: Grouping['by']) => {
    by = to;
    findings.refresh();
  };
  return vscode.Disposable.from(
    findings,
    new List('charter.waivers', client, async () => waiverRows(await client.ask('waivers', {}))),
    new List('charter.tools', client, async () => toolRows(await client.ask('tools', {}))),
    vscode.commands.registerCommand('charter.groupByRule', () => regroup('rule')),
    vscode.commands.registerCommand('charter.groupByZone', () => regroup('zone')),
    vscode.commands.registerCommand('charter.groupByLevel', () => regroup('level')),
  );
}

function findingRows({ groups, isWhole }: Findings) {
  const grave = groups.filter((group) => group.level === 'block' || group.level === 'warn');
  const total = grave.reduce((sum, group) => sum + group.count, 0);
  // Without a message the view shows what can be done instead, as package.json words it.
  const message = isWhole || groups.length > 0 ? scope(isWhole, groups.length > 0) : '';
  return { rows: groups.map(groupRow), message, total };
}

function groupRow(group: FindingGroup): Row {
  const row = new Row(
    group.name,
    group.files.map((file) => fileRow(file, group)),
  );
  row.description = `${group.count}${group.summary && ` · ${plain(group.summary)}`}`;
  row.tooltip = `${group.name}: ${group.count} at most at ${group.level}. ${group.summary}`;
  row.iconPath = icon(group.level);
  row.contextValue = group.rules.length === 1 ? 'rule' : 'group';
  row.accessibilityInformation = { label: `${group.name}, ${group.count} findings, ${group.level}` };
  return row;
}

function fileRow(file: FileCount, group: FindingGroup): Row {
  const uri = vscode.Uri.parse(file.uri);
  const row = new Row(file.path, shown(uri, group));
  row.description = String(file.count);
  row.resourceUri = uri;
  row.iconPath = vscode.ThemeIcon.File;
  row.command = opening(uri);
  return row;
}

// The places are those of the diagnostics, which the editor moves as one types.
function shown(uri: vscode.Uri, group: FindingGroup): Row[] {
  const found = vscode.languages.getDiagnostics(uri).filter((each) => each.source === 'charter');
  return found
    .filter((each) => group.rules.length === 0 || group.rules.includes(ruleOf(each)))
    .filter((each) => group.levels.length === 0 || group.levels.some((level) => SEVERITIES[level] === each.severity))
    .map((each) => findingRow(uri, each));
}

function findingRow(uri: vscode.Uri, finding: vscode.Diagnostic): Row {
  const row = new Row(plain(finding.message.split('\n')[0] ?? ''));
  row.description = `line ${finding.range.start.line + 1}`;
  row.tooltip = `${ruleOf(finding)}\n${finding.message}`;
  row.command = opening(uri, finding.range);
  return row;
}

function waiverRows({ waivers, isWhole }: Waivers) {
  return { rows: waivers.map(waiverRow), message: scope(isWhole, waivers.length > 0), total: 0 };
}

function waiverRow(waiver: WaiverState): Row {
  const row = new Row(waiver.rules.join(', ') || 'names no rule');
  const uri = vscode.Uri.parse(waiver.uri);
  row.description = [age(waiver), state(waiver)].filter(Boolean).join(' · ');
  row.tooltip = [
    `${waiver.source}:${waiver.line + 1}`,
    `State: ${waiver.state}`,
    waiver.reason && `Reason: ${waiver.reason}`,
    waiver.approver && `Approved by: ${waiver.approver}`,
    waiver.owner && `Owner: ${waiver.owner}`,
  ]
    .filter(Boolean)
    .join('\n');
  row.iconPath = waiver.holds ? new vscode.ThemeIcon('pass') : icon('warn');
  row.command = opening(uri, new vscode.Range(waiver.line, 0, waiver.line, 0));
  return row;
}

function state({ state, daysLeft, expires }: WaiverState): string {
  if (state !== 'holds' || daysLeft === null) {
    return state;
  }
  if (daysLeft > SOON) {
    return `until ${expires}`;
  }
  return daysLeft === 0 ? 'ends today' : `ends in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`;
}

function age({ ageDays }: WaiverState): string {
  return ageDays === null ? '' : `${ageDays} ${ageDays === 1 ? 'day' : 'days'} old`;
}

function toolRows({ tools, isWhole }: Tools) {
  return { rows: tools.map(toolRow), message: scope(isWhole, tools.length > 0), total: 0 };
}

function toolRow(tool: ToolSeen): Row {
  const row = new Row(tool.title, tool.places.map(placeRow));
  row.description = [tool.group === 'tool' ? '' : tool.group, tool.state, tool.reason].filter(Boolean).join(' · ');
  row.iconPath =
    tool.state === 'approved' ? new vscode.ThemeIcon('pass') : icon(tool.state === 'unlisted' ? '' : 'warn');
  return row;
}

function placeRow(place: ToolPlace): Row {
  const uri = vscode.Uri.parse(place.uri);
  const row = new Row(place.path);
  row.description = `line ${place.line + 1}`;
  row.resourceUri = uri;
  row.iconPath = vscode.ThemeIcon.File;
  row.command = opening(uri, new vscode.Range(place.line, 0, place.line, 0));
  return row;
}

function scope(isWhole: boolean, hasRows: boolean): string {
  if (isWhole) {
    return hasRows ? '' : 'None in the workspace.';
  }
  return hasRows
    ? 'In open texts only; scan the workspace for all.'
    : 'None in open texts. Scan the workspace for all.';
}

function opening(uri: vscode.Uri, selection?: vscode.Range): vscode.Command {
  const options: vscode.TextDocumentShowOptions = selection ? { selection } : {};
  return { title: 'Open', command: 'vscode.open', arguments: [uri, options] };
}

function icon(level: string): vscode.ThemeIcon {
  const [name, colour] = ICONS[level] ?? ['circle-outline', 'descriptionForeground'];
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(colour));
}

// A row shows no Markdown.
function plain(text: string): string {
  return text.replaceAll('`', '');
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
