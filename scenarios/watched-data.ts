// The `data` of heartbeats, by kind of watcher: the fields of the real ones, with a text for every window and tab.
import type { Random } from '../harness/core/random.ts'
import type { Focus } from './person.ts'

export type WatchedData = Readonly<Record<string, string | number | boolean>>

const PROGRAMS = {
  browser: ['Google-chrome', 'firefox'],
  editor: ['Code', 'Alacritty'],
  other: ['Thunderbird', 'Slack'],
} as const

export const windowData = ({ kind, program, number }: Focus): WatchedData => ({
  app: PROGRAMS[kind][program],
  title: `Besprechung № ${number} – ${PROGRAMS[kind][program]}`,
})

export const afkData = (isAfk: boolean): WatchedData => ({ status: isAfk ? 'afk' : 'not-afk' })

export const tabData = ({ number }: Focus, random: Random): WatchedData => ({
  audible: random() < 0.05,
  incognito: false,
  tabCount: 4 + Math.floor(random() * 9),
  title: `Page ${number} of what is read in a day`,
  url: `https://site-${number % 40}.example/articles/${number}?from=start`,
})

export const fileData = ({ number }: Focus): WatchedData => ({
  file: `/home/user/project-${number % 5}/src/module-${number}.ts`,
  language: 'typescript',
  project: `/home/user/project-${number % 5}`,
})
