;;; Try Charter without touching your own settings: emacs -Q -l editors/emacs/try.el FILE  -*- lexical-binding: t -*-
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(python-mode "charter" "server")))
(add-hook 'python-mode-hook #'eglot-ensure)
