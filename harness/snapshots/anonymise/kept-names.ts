// Names that say nothing about anybody and that queries and scenarios go by. Everything here survives anonymising;
// so do JSON keys.

/** Values of the afk watcher. */
const KEPT_VALUES = new Set(['afk', 'not-afk'])

/** Schemes decide how an address is taken apart. */
const SCHEME = /^(?:https?|file|ftp|about|view-source|chrome|edge|brave|(?:chrome|moz)-extension):/

/** Watchers, clients and types of buckets as their projects name them. Add one: a line here. */
const KEPT_NAMES = [
  'aw-client-web',
  'aw-stopwatch',
  'aw-watcher-afk',
  'aw-watcher-android',
  'aw-watcher-emacs',
  'aw-watcher-input',
  'aw-watcher-jetbrains',
  'aw-watcher-neovim',
  'aw-watcher-sublime',
  'aw-watcher-vim',
  'aw-watcher-vscode',
  'aw-watcher-web',
  'aw-watcher-web-brave',
  'aw-watcher-web-chrome',
  'aw-watcher-web-edge',
  'aw-watcher-web-firefox',
  'aw-watcher-web-opera',
  'aw-watcher-web-safari',
  'aw-watcher-web-vivaldi',
  'aw-watcher-window',
  'afkstatus',
  'app.editor.activity',
  'currentwindow',
  'general.stopwatch',
  'web.tab.current',
  'unknown',
].toSorted((a, b) => b.length - a.length)

export function isKeptValue(text: string): boolean {
  return KEPT_VALUES.has(text)
}

/** How much of the beginning of a text value stays. */
export function keptOfText(text: string): number {
  return SCHEME.exec(text)?.[0].length ?? 0
}

/** How much of the beginning of a bucket's id, type, client or host name stays: a known name, whole or before "_". */
export function keptOfName(text: string): number {
  return KEPT_NAMES.find((name) => text === name || text.startsWith(`${name}_`))?.length ?? 0
}
