" Charter for ALE: copy this file to ~/.vim/ale_linters/python/charter.vim
function! CharterRoot(buffer) abort
  let l:git = finddir('.git', fnamemodify(bufname(a:buffer), ':p:h') . ';')
  return l:git !=# '' ? fnamemodify(l:git, ':p:h:h') : fnamemodify(bufname(a:buffer), ':p:h')
endfunction

call ale#linter#Define('python', {
\ 'name': 'charter',
\ 'lsp': 'stdio',
\ 'language': 'python',
\ 'executable': 'charter',
\ 'command': '%e server',
\ 'project_root': function('CharterRoot'),
\})
