-- Try Charter without touching your own settings: nvim --clean -u editors/neovim/try.lua FILE
local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
vim.opt.runtimepath:prepend(vim.fs.abspath(here))
vim.lsp.enable('charter')

-- Neovim cuts lines at the window's edge, so break them between words.
local function folded(diagnostic)
  local lines, width = {}, math.max(24, vim.o.columns - diagnostic.col - 20)
  for paragraph in vim.gsplit(diagnostic.code .. ': ' .. diagnostic.message, '\n') do
    local line = ''
    for word in paragraph:gmatch('%S+') do
      if line ~= '' and #line + #word >= width then
        table.insert(lines, line)
        line = ''
      end
      line = line == '' and word or line .. ' ' .. word
    end
    table.insert(lines, line)
  end
  return table.concat(lines, '\n')
end

vim.diagnostic.config({ virtual_lines = { format = folded } })
