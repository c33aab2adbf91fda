" Charter for ALE: copy this file to ~/.vim/ale_linters/python/charter.vim
function! CharterRoot(buffer) abort
  let l:folder = fnamemodify(bufname(a:buffer), ':p:h')
  " Where Vim searches, spaces and commas separate folders unless they are escaped.
  let l:git = finddir('.git', escape(l:folder, ' ,') . ';')
  return l:git !=# '' ? fnamemodify(l:git, ':p:h:h') : l:folder
endfunction

call ale#linter#Define('python', {
\ 'name': 'charter',
\ 'lsp': 'stdio',
\ 'language': 'python',
\ 'executable': 'charter',
\ 'command': '%e server',
\ 'project_root': function('CharterRoot'),
\})
