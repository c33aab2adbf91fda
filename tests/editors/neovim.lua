-- What a person does in Neovim, as functions that `neovim.py` calls by name over RPC.
-- Neovim starts with `--clean -u` this file; CHARTER_SERVER and CHARTER_CONFIG say what to run.

vim.opt.runtimepath:prepend(vim.env.CHARTER_CONFIG)
vim.lsp.config('charter', { cmd = { vim.env.CHARTER_SERVER, 'server' } })
vim.lsp.enable('charter')
vim.opt.swapfile = false
vim.opt.completeopt = { 'menuone', 'noselect' }
vim.lsp.log.set_level(vim.log.levels.WARN)

local person = {}
local patience = 20000

local function client()
  return vim.lsp.get_clients({ bufnr = 0, name = 'charter' })[1]
end

local function seen()
  return vim.tbl_map(function(diagnostic)
    local line = vim.api.nvim_buf_get_lines(0, diagnostic.lnum, diagnostic.lnum + 1, false)[1] or ''
    local is_one_line = diagnostic.lnum == diagnostic.end_lnum
    return {
      code = diagnostic.code,
      line = diagnostic.lnum + 1,
      text = line:sub(diagnostic.col + 1, is_one_line and diagnostic.end_col or -1),
      severity = vim.diagnostic.severity[diagnostic.severity],
      message = diagnostic.message,
      fingerprint = vim.tbl_get(diagnostic, 'user_data', 'lsp', 'data', 'fingerprint'),
    }
  end, vim.diagnostic.get(0))
end

local function is_as(claims)
  local found = vim.tbl_map(function(shown) return shown.severity .. ' ' .. shown.code end, seen())
  table.sort(found)
  table.sort(claims)
  return vim.deep_equal(found, claims)
end

--- Edit *path* and wait for the server to attach.
function person.open(path)
  vim.cmd.edit(vim.fn.fnameescape(path))
  vim.wait(patience, client, 10)
  return client() ~= nil
end

--- Wait until exactly *claims* (`WARN rule.id`) are shown in the buffer; return what is shown.
function person.sees(claims)
  vim.wait(patience, function() return is_as(claims) end, 10)
  return seen()
end

--- Type *keys* in normal mode, as `nvim_replace_termcodes` reads them.
function person.types(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'xt', false)
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

--- Hover under the cursor.
function person.hovers()
  local params = vim.lsp.util.make_position_params(0, client().offset_encoding)
  local answer = client():request_sync('textDocument/hover', params, patience, 0)
  return answer.result and answer.result.contents
end

--- Apply the first code action on the cursor's line whose title holds *words*; return the buffer.
function person.acts(words)
  local tick = vim.b.changedtick
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action) return action.title:find(words, 1, true) ~= nil end,
  })
  vim.wait(patience, function() return vim.b.changedtick ~= tick end, 10)
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

--- Press *keys*, and leave what they open on the screen.
function person.presses(keys)
  return vim.api.nvim_input(keys)
end

--- Return the words of the menu of proposals, once there is one.
function person.proposals()
  vim.wait(patience, function() return vim.fn.pumvisible() == 1 end, 10)
  return vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info({ 'items' }).items)
end

--- Wait for a code lens that holds *words*; return all, each behind its line.
function person.lenses(words)
  local function shown()
    return vim.tbl_map(function(lens)
      return vim.trim(vim.fn.getline(lens.range.start.line + 1)) .. ' → ' .. lens.command.title
    end, vim.lsp.codelens.get(0))
  end
  vim.wait(patience, function()
    vim.lsp.codelens.refresh({ bufnr = 0 })
    return table.concat(shown()):find(words, 1, true) ~= nil
  end, 200)
  return shown()
end

--- Return the symbols of the buffer as its outline lists them.
function person.symbols()
  local found
  vim.lsp.buf.document_symbol({ on_list = function(list) found = list.items end })
  vim.wait(patience, function() return found end, 10)
  return vim.tbl_map(function(item) return item.text end, found)
end

--- Return the targets of the buffer's links.
function person.links()
  local params = { textDocument = vim.lsp.util.make_text_document_params(0) }
  local answer = client():request_sync('textDocument/documentLink', params, patience, 0)
  return vim.tbl_map(function(link) return link.target end, answer.result)
end

--- Have the server check files that are not open.
function person.scans()
  client():exec_cmd({ command = 'charter.scanWorkspace', title = 'Scan' })
  return true
end

--- Write what is open and leave, as soon as this is answered.
function person.writes()
  vim.schedule(function() vim.cmd.xall() end)
  return true
end

--- Leave, and say whether the server ended by itself.
function person.leaves()
  local server = client()
  server:stop()
  vim.wait(patience, function() return server:is_stopped() end, 10)
  return server:is_stopped()
end

function _G.Ask(question)
  local what = vim.json.decode(question)
  return vim.json.encode(person[what[1]](what[2]))
end
