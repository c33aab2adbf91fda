"""
The manual's pages on MCP servers.
"""

UNAPPROVED_SERVER = """
An MCP server that agents are given, and that the charter does not approve.

## What it flags

Each server in the settings of agents, such as `.mcp.json`, `.cursor/mcp.json`, `.vscode/mcp.json`,
`.codex/config.toml`, `.gemini/settings.json` and `opencode.json`, that is not in `tools.mcp_servers.approved`.

## Why it matters

A server acts with the rights of whoever runs the agent, sees what the agent sends it, and what it answers is
text that the agent believes.

## Example

    {"mcpServers": {"notes": {"command": "npx", "args": ["-y", "notes-mcp@1.4.2"]}}}

## Instead

Have somebody look at the server, and approve it:

    tools:
      mcp_servers:
        approved:
          - {name: notes, command: "npx -y notes-mcp@*"}

## Known gaps

Servers in the settings of a person or a machine are not read, nor those that an extension or plugin brings along.

## Source

The documentation of each tool; Model Context Protocol, Security Best Practices.
"""

UNPINNED_SERVER = """
An MCP server whose program is fetched anew, in whatever version was published last.

## What it flags

In the settings of agents: `npx`, `bunx`, `pnpm dlx`, `yarn dlx`, `uvx`, `uv tool run` and `pipx run` with a package
that names no exact version, and `docker run` or `podman run` with an image that has neither a tag, other than
`latest`, nor a digest.

## Why it matters

Whoever takes over the package runs code on every machine that starts the agent, the next morning, and nobody has
reviewed a change. MCP packages have been taken over in this way.

## Example

    {"mcpServers": {"notes": {"command": "npx", "args": ["-y", "notes-mcp"]}}}

## Instead

    {"mcpServers": {"notes": {"command": "npx", "args": ["-y", "notes-mcp@1.4.2"]}}}

## Known gaps

What the package itself depends on is not pinned by its version. A tag can be moved: only a digest
cannot. Commands inside a shell script, or behind `sh -c`, are not looked at.

## Source

The manuals of npx, uv, pipx and docker; SLSA, Dependency Track.
"""
