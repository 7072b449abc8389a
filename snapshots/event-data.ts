// The `data` texts of events: compact JSON with the keys in sorted order, as ActivityWatch stores them.
// The object literals below are written in that order; JSON.stringify keeps it.
import { drawBelow, type Random } from './distributions.ts'
import type { Library, Page } from './library.ts'

/** What had the focus: it decides which buckets beside the window bucket get an event. */
export type Activity = 'chrome' | 'firefox' | 'vim' | 'vscode' | 'other'

export interface ActivityData {
  /** Data of the window event. */
  readonly window: string
  /** Data of the browser or editor event; undefined for `other`. */
  readonly detail: string | undefined
}

export function drawActivityData(
  activity: Activity,
  library: Library,
  random: Random,
): ActivityData {
  switch (activity) {
    case 'chrome':
      return browserData('Google-chrome', ' - Google Chrome', library.drawPage(random), random)
    case 'firefox':
      return browserData('firefox', ' — Mozilla Firefox', library.drawPage(random), random)
    case 'vim':
    case 'vscode':
      return editorData(activity, library, random)
    case 'other':
      return { window: appData(library, random), detail: undefined }
  }
}

function browserData(app: string, suffix: string, page: Page, random: Random): ActivityData {
  const title = page.counts ? `(${1 + drawBelow(random, 40)}) ${page.title}` : page.title
  const detail = {
    audible: page.audible && random() < 0.8,
    incognito: random() < 0.01,
    tabCount: 4 + drawBelow(random, 9),
    title,
    url: page.url,
  }
  return { window: windowData(app, title + suffix), detail: JSON.stringify(detail) }
}

function editorData(editor: 'vim' | 'vscode', library: Library, random: Random): ActivityData {
  const { file, language, name, project } = library.drawFile(random)
  const changed = random() < 0.4
  const window =
    editor === 'vim'
      ? windowData('Alacritty', `${name}${changed ? ' +' : ''} (~/${project}) - VIM`)
      : windowData('Code', `${changed ? '● ' : ''}${name} - ${project} - Visual Studio Code`)
  return { window, detail: JSON.stringify({ file, language, project }) }
}

function appData(library: Library, random: Random): string {
  const { app, title, progress } = library.drawAppTitle(random)
  return windowData(app, progress ? `[${drawBelow(random, 2_000)}/2000] ${title}` : title)
}

function windowData(app: string, title: string): string {
  return JSON.stringify({ app, title })
}

export function afkData(status: 'afk' | 'not-afk'): string {
  return `{"status":"${status}"}`
}
