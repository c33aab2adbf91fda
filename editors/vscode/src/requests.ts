// Made from server/charter/lsp/requests.py and settings.py by `make pages`; change those.

/** No parameters. */
export type Nothing = object;

/** A layer of the charter in force, the outermost first. */
export interface LayerStatus {
  readonly layer: string;
  readonly source: string;
  readonly isRead: boolean;
}

/** What is in force in an open folder. */
export interface FolderStatus {
  readonly root: string;
  readonly name: string;
  readonly revision: string;
  readonly layers: readonly LayerStatus[];
  readonly problems: number;
}

/** What is in force in all open folders. */
export interface Status {
  readonly folders: readonly FolderStatus[];
}

/** By their names after `charter/`. */
export interface Requests {
  status: { params: Nothing; result: Status };
}

/** What the server is told of the user's settings. */
export const SERVER_SETTINGS = ['organisationPolicy', 'workers'] as const;
