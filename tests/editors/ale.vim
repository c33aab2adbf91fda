" Opens a file in Vim with ALE and tells what it shows: FILE, LINTERS and ANSWERS are in the environment.
set nocompatible hidden noswapfile
set runtimepath^=/usr/share/vim-ale
execute 'set runtimepath^=' . fnameescape($LINTERS)
filetype plugin on
let g:ale_linters = {'python': ['charter']}
let g:ale_lint_delay = 50
let g:ale_update_tagstack = 0
runtime plugin/ale.vim

function! Say(what)
  call writefile([json_encode(a:what)], $ANSWERS, 'a')
endfunction

function! Sees(count, what)
  for l:turn in range(1200)
    let l:found = get(get(g:ale_buffer_info, bufnr(''), {}), 'loclist', [])
    if len(l:found) == a:count
      call Say({a:what: map(copy(l:found), {_, each -> [each.lnum, each.type, get(each, 'code', ''), each.text]})})
      return
    endif
    sleep 50m
  endfor
  call Say({'failed': a:what, 'found': len(l:found)})
  cquit 1
endfunction

execute 'edit' fnameescape($FILE)
ALELint
call Sees(1, 'opened')
call append('$', 'eval(input())')
ALELint
call Sees(2, 'edited')
qall!
