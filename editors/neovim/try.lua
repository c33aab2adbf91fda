-- Try Charter without touching your own settings: nvim --clean -u editors/neovim/try.lua FILE
local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
vim.opt.runtimepath:prepend(vim.fs.abspath(here))
vim.diagnostic.config({ virtual_lines = true })
vim.lsp.enable('charter')
