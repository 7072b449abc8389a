import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'

import { importSnapshot } from '../import-snapshot.ts'
import { makeSnapshot } from '../make-snapshot.ts'
import { openTemporaryDirectory } from '../temporary-directory.stand-in.ts'

const EVENTS = 'SELECT id, bucketrow, starttime, endtime, data FROM events ORDER BY id'
const BUCKETS = 'SELECT id, name, type, client, hostname, created, data FROM buckets ORDER BY id'
const SETTINGS = 'SELECT key, value, last_modified FROM key_value ORDER BY key'

/** Texts that the recipe lacks and that are easy to get wrong. */
const AWKWARD = [
  '{"lat":52.5170365,"n":[-0.5,10,1e21,7],"nothing":null,"flag":true}',
  '{"url":"https://erika:geheim@example.com:8080/Grüße/%C3%BCber%20uns?q=M%FCller&page=12#Anhang"}',
  String.raw`{"title":"C:\\Users\\Erika \"Muster\"\n\tZeile 𝒜𝓑𝒞 पुस्तक 中文書籍 ŁÓDŹ"}`,
  '{"url":"http://192.168.178.20:8080/a?b=c"}',
  '{"url":"https://erika@[fe80::1ff:fe23]:65535/#x"}',
  '{"url":"http://10.0.0.7/"}',
  '{"deep":{"status":"afk","list":["not-afk","afk-ish",""]}}',
]

async function anonymiseSmall() {
  const cacheDirectory = await mkdtemp(join(tmpdir(), 'heartbench-anonymise-'))
  afterAll(() => rm(cacheDirectory, { recursive: true, force: true }))
  const { path } = await makeSnapshot({ scale: 'small', seed: '1', cacheDirectory })
  const original = new Database(path)
  const insert = original.prepare(
    'INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (1, 1, 2, ?)',
  )
  for (const data of AWKWARD) insert.run(data)
  original.exec(`UPDATE buckets SET data = '{"owner":"Erika Mustermann"}' WHERE id = 1`)
  const imported = await importSnapshot({ path, anonymise: true, name: 'anon', cacheDirectory })
  const anonymised = new Database(imported.path, { readonly: true })
  const rows = (sql: string) =>
    [original, anonymised].map((database) => database.prepare(sql).safeIntegers().raw().all())
  return { imported, events: rows(EVENTS), buckets: rows(BUCKETS), settings: rows(SETTINGS) }
}

type Rows = readonly (readonly unknown[])[]

const { imported, events, buckets, settings } = await anonymiseSmall()
const [before, after] = events as unknown as [Rows, Rows]
const texts = (rows: Rows) => rows.map((row) => row.at(-1) as string)

/** Values only: keys of JSON objects stay on purpose. */
function valuesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(valuesOf)
  return []
}

/** Words of the file's header and schema, and keys of JSON objects. */
const NEEDED = new Set(['sqlite', 'format', 'number', 'default', 'status', 'project'])

const words = (text: string) => (text.match(/\p{L}{3,}/gu) ?? []).map((word) => word.toLowerCase())

/** Everything else that was readable. */
const KEPT = new Set(['afk', 'not', 'https', 'http', 'watcher', 'window', 'web', 'chrome'])
for (const word of 'firefox vim vscode currentwindow afkstatus tab current editor activity client'.split(
  ' ',
))
  KEPT.add(word)
KEPT.add('app')

function readable(rows: { events: Rows; buckets: Rows; settings: Rows }): string[] {
  return [
    ...texts(rows.events).flatMap((data) => valuesOf(JSON.parse(data))),
    ...rows.buckets.flatMap((row) => [row[1], row[2], row[3], row[4]] as string[]),
    ...rows.buckets.flatMap((row) => valuesOf(JSON.parse(row[6] as string))),
    ...rows.settings.flatMap((row) => valuesOf(JSON.parse(row[1] as string))),
  ]
}

const originals = readable({
  events: before,
  buckets: buckets[0] as Rows,
  settings: settings[0] as Rows,
})
const pseudonyms = readable({
  events: after,
  buckets: buckets[1] as Rows,
  settings: settings[1] as Rows,
})

describe('an anonymised snapshot', () => {
  it('holds no word of three letters or more of the original', () => {
    const known = new Set(originals.flatMap(words))
    expect(known.size).toBeGreaterThan(250)
    const survivors = new Set(pseudonyms.flatMap(words).filter((word) => known.has(word)))
    expect([...survivors].filter((word) => !KEPT.has(word))).toEqual([])
  })

  it('holds none of them between its rows either', () => {
    const found = new Set(words(readFileSync(imported.path, 'utf8')))
    // Shorter ones turn up in numbers and page headers by chance.
    const long = new Set(originals.flatMap(words).filter((word) => word.length > 5))
    const left = [...long].filter((word) => found.has(word) && !KEPT.has(word) && !NEEDED.has(word))
    expect(left).toEqual([])
  })

  it('keeps ids, buckets, times and durations to the nanosecond', () => {
    expect(after.map((row) => row.slice(0, 4))).toEqual(before.map((row) => row.slice(0, 4)))
    const created = (rows: unknown) => (rows as Rows).map((row) => row[5])
    expect(created(buckets[1])).toEqual(created(buckets[0]))
  })

  it('keeps which texts are equal, as wholes and value by value', () => {
    for (const [originalTexts, newTexts] of [
      [texts(before), texts(after)],
      [originals, pseudonyms],
    ] as const) {
      const forth = new Map(originalTexts.map((text, i) => [text, newTexts[i]]))
      const back = new Map(newTexts.map((text, i) => [text, originalTexts[i]]))
      expect(originalTexts.map((text) => forth.get(text))).toEqual(newTexts)
      expect(newTexts.map((text) => back.get(text))).toEqual(originalTexts)
    }
  })

  it('keeps lengths, kinds of characters and the shape of JSON', () => {
    const shape = (json: string) =>
      JSON.stringify(JSON.parse(json), (_, value: unknown) =>
        typeof value === 'string' ? kinds(value) : typeof value === 'number' ? 0 : value,
      )
    expect(texts(after).map(shape)).toEqual(texts(before).map(shape))
    const bytes = (rows: Rows) => texts(rows).map((text) => Buffer.byteLength(text))
    expect(bytes(after)).toEqual(bytes(before))
  })

  it('keeps the structure of addresses', () => {
    const address = (json: string) => (JSON.parse(json) as { url?: string }).url
    const urls = [before, after].map((rows) => texts(rows).flatMap((text) => address(text) ?? []))
    expect(urls[0]!.length).toBeGreaterThan(5_000)
    for (const [i, original] of urls[0]!.entries()) {
      const [a, b] = [original, urls[1]![i]!].map((url) => new URL(url)) as [URL, URL]
      expect(b.protocol).toBe(a.protocol)
      expect(kinds(b.hostname)).toBe(kinds(a.hostname))
      expect(b.port.length).toBe(a.port.length)
      expect(b.pathname.split('/').map((part) => part.length)).toEqual(
        a.pathname.split('/').map((part) => part.length),
      )
      expect([...b.searchParams].length).toBe([...a.searchParams].length)
    }
  })

  it('keeps afk values, names of watchers, and which host a bucket is of', () => {
    const statuses = (rows: Rows) =>
      rows.filter((row) => row[1] === 2n).map((row) => row.at(-1) as string)
    expect(statuses(after)).toEqual(statuses(before))
    const [window, afk] = buckets[1] as Rows
    expect(window![1]).toMatch(/^aw-watcher-window_[a-z]{10}-[a-z]{7}$/)
    expect(window![1]).toBe(`aw-watcher-window_${window![4] as string}`)
    expect(afk![4]).toBe(window![4])
    expect(window![6]).toMatch(/^\{"owner":"[A-Z][a-z]{4} [A-Z][a-z]{9}"\}$/)
  })

  it('lets categories match what they matched', () => {
    const categories = (rows: unknown) =>
      JSON.parse((rows as Rows).find(([key]) => key === 'settings.classes')![1] as string) as {
        rule: { regex?: string }
      }[]
    const matches = (rows: unknown, of: Rows) => {
      const regex = new RegExp(categories(rows)[4]!.rule.regex!)
      return texts(of).map((text) => regex.test(text))
    }
    expect(matches(settings[0], before)).toContain(true)
    expect(matches(settings[1], after)).toEqual(matches(settings[0], before))
  })

  it('is another each time, since nobody keeps the secret', async () => {
    const cacheDirectory = await openTemporaryDirectory()
    const { path } = await makeSnapshot({ scale: 'tiny', seed: '1', cacheDirectory })
    const again = (name: string) => importSnapshot({ path, anonymise: true, name, cacheDirectory })
    const [one, two] = [await again('one'), await again('two')]
    expect(one.manifest!.logicalDigest).not.toBe(two.manifest!.logicalDigest)
    expect(one.manifest).toMatchObject({ bytes: two.manifest!.bytes, origin: { anonymised: true } })
    expect(JSON.stringify(one.manifest)).not.toMatch(/heartbench/)
  })
})

function kinds(text: string): string {
  return text
    .replaceAll(/\p{Lu}/gu, 'A')
    .replaceAll(/\p{Ll}/gu, 'a')
    .replaceAll(/\p{Lo}/gu, 'o')
    .replaceAll(/%[0-9A-F]{2}/g, '%')
    .replaceAll(/\p{Nd}/gu, '0')
}
