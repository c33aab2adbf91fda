--- Charter for Neovim 0.11 and newer: put this folder on 'runtimepath', then `vim.lsp.enable('charter')`.
---
--- No `filetypes`: markers of AI tools and hidden characters are looked for in every text file.
--- @type vim.lsp.Config
return {
  cmd = { 'charter', 'server' },
  root_markers = { '.git', 'charter.yaml' },
}
