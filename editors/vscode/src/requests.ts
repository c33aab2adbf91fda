// Made from server/charter/lsp/requests.py and settings.py by `make pages`; change those.

/** No parameters. */
export type Nothing = object;

/** A layer of the charter in force, the outermost first. */
export interface LayerStatus {
  readonly layer: string;
  readonly source: string;
  readonly isRead: boolean;
}

/** What is in force in an open folder; the commit since when a finding is new, empty if old ones are shown too. */
export interface FolderStatus {
  readonly root: string;
  readonly name: string;
  readonly revision: string;
  readonly layers: readonly LayerStatus[];
  readonly onlyNewSince: string;
  readonly problems: number;
}

/** What is in force in all open folders. */
export interface Status {
  readonly folders: readonly FolderStatus[];
}

/** A text, and so the charter that is in force there; without it, the first open folder. */
export interface Here {
  readonly uri?: string;
}

/** Something to read, as Markdown in which all that strangers wrote is escaped. */
export interface Page {
  readonly title: string;
  readonly markdown: string;
}

/** A rule, by its id or another of its names. */
export interface RuleName {
  readonly name: string;
}

/** A rule, in one line. */
export interface RuleSummary {
  readonly id: string;
  readonly summary: string;
  readonly aliases: readonly string[];
}

/** All rules, by their ids. */
export interface Rules {
  readonly rules: readonly RuleSummary[];
}

/** What findings are grouped by. */
export interface Grouping {
  readonly by: 'rule' | 'zone' | 'level';
}

/** How many findings there are in a file. */
export interface FileCount {
  readonly uri: string;
  readonly path: string;
  readonly count: number;
}

/** Findings of one rule, zone or level; an empty list of rules or levels stands for all. */
export interface FindingGroup {
  readonly name: string;
  readonly summary: string;
  readonly level: string;
  readonly count: number;
  readonly rules: readonly string[];
  readonly levels: readonly string[];
  readonly files: readonly FileCount[];
}

/** What is in force, the gravest first; of open texts only, unless the workspace has been scanned. */
export interface Findings {
  readonly isWhole: boolean;
  readonly groups: readonly FindingGroup[];
}

/** A waiver; lines count from zero, days are ISO dates, null where nobody knows. */
export interface WaiverState {
  readonly kind: 'inline' | 'register';
  readonly uri: string;
  readonly source: string;
  readonly line: number;
  readonly rules: readonly string[];
  readonly paths: readonly string[];
  readonly state: string;
  readonly holds: boolean;
  readonly ageDays: number | null;
  readonly expires: string | null;
  readonly daysLeft: number | null;
  readonly approver: string;
  readonly owner: string;
  readonly reason: string;
}

/** All that are known, what ends first first. */
export interface Waivers {
  readonly isWhole: boolean;
  readonly waivers: readonly WaiverState[];
}

/** Where a tool is named. */
export interface ToolPlace {
  readonly uri: string;
  readonly path: string;
  readonly line: number;
}

/** A tool, server, library, model or host of AI that is seen somewhere, and what the charter says of it. */
export interface ToolSeen {
  readonly group: 'tool' | 'server' | 'sdk' | 'model' | 'host';
  readonly title: string;
  readonly state: 'denied' | 'expired' | 'unapproved' | 'unnamed' | 'unlisted' | 'approved';
  readonly reason: string;
  readonly places: readonly ToolPlace[];
}

/** All that is known to be seen; of each group what needs a look first. */
export interface Tools {
  readonly isWhole: boolean;
  readonly tools: readonly ToolSeen[];
}

/** How many findings in force a folder has, by level. */
export interface FolderLevels {
  readonly folder: string;
  readonly block: number;
  readonly warn: number;
  readonly advise: number;
  readonly observe: number;
}

/** How many functions have a complexity from `least` to `most`. */
export interface Bucket {
  readonly least: number;
  readonly most: number;
  readonly count: number;
  readonly isBeyond: boolean;
}

/** How complex functions are; the limit in force at the root, null if none is. */
export interface Complexity {
  readonly limit: number | null;
  readonly buckets: readonly Bucket[];
}

/** A stage of the rollout, and how many of today's findings it is about. */
export interface StageImpact {
  readonly starts: string;
  readonly isInForce: boolean;
  readonly changes: readonly string[];
  readonly note: string;
  readonly count: number;
}

/** What the charter hits; complexity is null until a scan has measured it. */
export interface Impact {
  readonly isWhole: boolean;
  readonly title: string;
  readonly files: number;
  readonly folders: readonly FolderLevels[];
  readonly complexity: Complexity | null;
  readonly stages: readonly StageImpact[];
}

/** A first charter. */
export interface Starter {
  readonly name: string;
  readonly text: string;
}

/** A line of a text, counted from zero. */
export interface Place {
  readonly uri: string;
  readonly line: number;
}

/** What to send to whom, to be granted an exception from a rule. */
export interface ExceptionRequest {
  readonly rule: string;
  readonly text: string;
  readonly owner: string;
  readonly contact: string;
}

/** One for each finding of the line. */
export interface ExceptionRequests {
  readonly requests: readonly ExceptionRequest[];
}

/** What a report of a problem needs of the server: nothing of what is checked. */
export interface About {
  readonly version: string;
  readonly python: string;
  readonly platform: string;
  readonly rules: number;
  readonly folders: number;
  readonly texts: number;
  readonly encoding: string;
}

/** By their names after `charter/`. */
export interface Requests {
  status: { params: Nothing; result: Status };
  handbook: { params: Here; result: Page };
  effective: { params: Here; result: Page };
  rule: { params: RuleName; result: Page };
  rules: { params: Nothing; result: Rules };
  findings: { params: Grouping; result: Findings };
  waivers: { params: Nothing; result: Waivers };
  tools: { params: Nothing; result: Tools };
  impact: { params: Here; result: Impact };
  starter: { params: Nothing; result: Starter };
  exception: { params: Place; result: ExceptionRequests };
  about: { params: Nothing; result: About };
}

/** What the server is told of the user's settings. */
export const SERVER_SETTINGS = ['organisationPolicy', 'workers', 'onlyNew', 'onlyNewSince', 'authorLenses'] as const;
