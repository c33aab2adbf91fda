// What others have written, in a file of its own that is loaded when it is first used: most of the bundle.
export { default as MarkdownIt } from 'markdown-it';
export { LanguageClient, RevealOutputChannelOn, State } from 'vscode-languageclient/node';
