;;; charter.el --- Charter in Eglot: load this file, or copy its lines  -*- lexical-binding: t -*-
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(python-mode "charter" "server"))
  (when (fboundp 'python-ts-mode)
    (add-to-list 'eglot-server-programs '(python-ts-mode "charter" "server"))))
;; The mode with tree-sitter, of Emacs 29 and newer, runs no hook of the other.
(add-hook 'python-mode-hook #'eglot-ensure)
(add-hook 'python-ts-mode-hook #'eglot-ensure)
(provide 'charter)
