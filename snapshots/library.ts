// What the user comes back to: pages, files and titles, most used first, some of them replaced every day.
import { type CreateRandom, drawBelow, openZipf, pick, type Random } from './distributions.ts'
import { APPS, LANGUAGES, PHRASES, PROJECTS, SITES, WORDS } from './words.ts'

export interface Page {
  readonly title: string
  readonly url: string
  /** Titles such as "(3) Inbox" count something that changes. */
  readonly counts: boolean
  readonly audible: boolean
}

export interface SourceFile {
  readonly file: string
  readonly name: string
  readonly project: string
  readonly language: string
}

export interface AppTitle {
  readonly app: string
  readonly title: string
  /** A terminal or player shows progress: nearly every event has a title of its own. */
  readonly progress: boolean
}

export interface Library {
  /** A day goes by: some of what was used is used no more, and new things take its place. */
  readonly turn: () => void
  readonly drawPage: (random: Random) => Page
  readonly drawFile: (random: Random) => SourceFile
  readonly drawAppTitle: (random: Random) => AppTitle
}

const PAGES = 6_000
const FILES = 1_800
const APP_TITLES = 2_400

export function makeLibrary(seed: string, createRandom: CreateRandom): Library {
  const pages = openShelf(PAGES, createRandom(`${seed}/pages`), openMakePage())
  const files = openShelf(FILES, createRandom(`${seed}/files`), openMakeFile())
  const titles = openShelf(APP_TITLES, createRandom(`${seed}/titles`), openMakeAppTitle())
  return {
    turn: () => {
      for (const shelf of [pages, files, titles]) shelf.turn()
    },
    drawPage: pages.draw,
    drawFile: files.draw,
    drawAppTitle: titles.draw,
  }
}

type Make<Item> = (random: Random, rank: number) => Item

interface Shelf<Item> {
  readonly draw: (random: Random) => Item
  readonly turn: () => void
}

/** Draws by Zipf's law from a shelf that always holds `size` items, so that a decade takes no more memory than a year. */
function openShelf<Item>(size: number, random: Random, make: Make<Item>): Shelf<Item> {
  const items = Array.from({ length: size }, (_, rank) => make(random, rank))
  const drawRank = openZipf(size, 4)
  // In a year about as many items are new as the shelf holds.
  const newPerDay = Math.floor(size / 365)
  return {
    draw: (random) => items[drawRank(random)]!,
    turn: () => {
      for (let i = 0; i < newPerDay; i++) {
        const rank = drawBelow(random, size)
        items[rank] = make(random, rank)
      }
    },
  }
}

function openMakePage(): Make<Page> {
  const drawSite = openZipf(SITES.length, 2)
  return (random, rank) => {
    const [host, name, path] = SITES[drawSite(random)]!
    const key = Math.floor(random() * 4_294_967_296).toString(36)
    const slug = words(random, 1 + drawBelow(random, 6), '-')
    // One in fifteen is a link out of a newsletter or a search, with hundreds of characters of parameters.
    const parameters = random() < 1 / 15 ? `?${trackingParameters(random)}` : ''
    return {
      title: `${sentence(random)} - ${name}`,
      url: `https://${host}/${path}${key}/${slug}${parameters}`,
      counts: rank % 6 === 1,
      audible: /YouTube|Netflix/.test(name),
    }
  }
}

function trackingParameters(random: Random): string {
  return Array.from({ length: 3 + drawBelow(random, 8) }, () => {
    const value = Array.from({ length: 3 }, () => Math.floor(random() * 4_294_967_296).toString(36))
    return `utm_${pick(random, WORDS)}=${value.join('%2F')}`
  }).join('&')
}

function openMakeFile(): Make<SourceFile> {
  const drawLanguage = openZipf(LANGUAGES.length, 2)
  const drawProject = openZipf(PROJECTS.length, 1)
  return (random) => {
    const [extension, language] = LANGUAGES[drawLanguage(random)]!
    const project = PROJECTS[drawProject(random)]!
    const name = `${words(random, 1 + drawBelow(random, 2), '-')}.${extension}`
    const folder = words(random, 1 + drawBelow(random, 2), '/')
    return { file: `/home/erika/${project}/${folder}/${name}`, name, project, language }
  }
}

function openMakeAppTitle(): Make<AppTitle> {
  const drawApp = openZipf(APPS.length, 2)
  return (random) => {
    const app = APPS[drawApp(random)]!
    const progress = app === 'Alacritty' ? random() < 0.3 : app === 'vlc'
    return { app, title: sentence(random), progress }
  }
}

function sentence(random: Random): string {
  if (random() < 0.12) return `${pick(random, PHRASES)} ${pick(random, WORDS)}`
  const text = words(random, 3 + drawBelow(random, 5), ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function words(random: Random, count: number, separator: string): string {
  return Array.from({ length: count }, () => pick(random, WORDS)).join(separator)
}
