;;; Opens a file in Eglot and tells what Flymake shows: emacs -Q --batch -l CONFIG -l eglot.el FILE  -*- lexical-binding: t -*-
;; With -Q Debian's packages are not on the path; elsewhere Eglot is a part of Emacs.
(dolist (folder (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa/*-[0-9]*"))
  (add-to-list 'load-path folder))
(require 'eglot)
(require 'flymake)

(defvar test-patience 60.0 "Seconds to wait for anything.")

(defun test-say (what)
  (princ (concat (json-encode what) "\n") #'external-debugging-output))

(defun test-wait (is-true what)
  (let ((end (+ (float-time) test-patience)))
    (while (and (not (funcall is-true)) (< (float-time) end))
      (accept-process-output nil 0.05))
    (unless (funcall is-true)
      (test-say `((failed . ,what)))
      (kill-emacs 1))))

(defun test-shown ()
  "Return what is shown, as line and text."
  (sort (mapcar (lambda (each)
                  (vector (line-number-at-pos (flymake-diagnostic-beg each)) (flymake-diagnostic-text each)))
                (flymake-diagnostics))
        (lambda (one other) (< (aref one 0) (aref other 0)))))

(defun test-sees (count what)
  (test-wait (lambda () (= count (length (flymake-diagnostics)))) what)
  (test-say `((,what . ,(vconcat (test-shown))))))

(setq eglot-sync-connect 30
      eglot-connect-timeout 60
      flymake-no-changes-timeout 0.1)
(let ((file (pop command-line-args-left)))
  (find-file file)
  (call-interactively #'eglot)
  (test-wait #'eglot-current-server "connected")
  (flymake-start)
  (test-sees 1 "opened")
  (goto-char (point-max))
  (insert "eval(input())\n")
  ;; Batch mode has no idle timers, which would send the edit.
  (eglot--signal-textDocument/didChange)
  (test-sees 2 "edited")
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server)))
