// The page in a real browser, offline: what is drawn, what the keyboard does, and that nothing is fetched or complained of.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { renderHtmlReport } from './report.ts'
import { launchBrowser } from './testing-browser.ts'
import { buildPageInput } from './testing-page.ts'

/** The browser of the package runs on nothing else. */
const canRun = process.platform === 'linux' && process.arch === 'x64'
const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 900 } }
const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true }

let folder: string
let address: string
let browser: Browser
let context: BrowserContext
let complaints: string[]

beforeAll(async () => {
  if (!canRun) return
  folder = mkdtempSync(join(tmpdir(), 'heartbench-page-'))
  const file = join(folder, 'branch.html')
  const { session, judgement } = buildPageInput()
  writeFileSync(file, renderHtmlReport(session, judgement, 'branch', { sessionFile: 's.jsonl' }))
  address = pathToFileURL(file).href
  browser = await launchBrowser(folder)
})
afterEach(() => context?.close())
afterAll(async () => {
  await browser?.close()
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})

async function open(options: BrowserContextOptions, fragment = ''): Promise<Page> {
  complaints = []
  context = await browser.newContext({ ...options, offline: true })
  const page = await context.newPage()
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (request.url() !== `${address}${fragment}` && request.url() !== address)
      complaints.push(`request: ${request.url()}`)
  })
  await page.goto(address + fragment)
  return page
}

const openAll = (page: Page) =>
  page.evaluate('document.querySelectorAll("details").forEach((one) => (one.open = true))')

const styleOf = (page: Page, selector: string, property: string) =>
  page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).${property}`)

/** What is drawn in each chart, and how many texts at its axes lie over another one or beyond its edge. */
const chartsOf = (page: Page) =>
  page.$$eval('svg.chart', (all) =>
    all.map((svg) => {
      const texts = [...svg.querySelectorAll('text.tick')].map((one) => one.getBoundingClientRect())
      const marks = [...svg.querySelectorAll('.curve, .interval, .wait')].filter(
        (one) => one.getBoundingClientRect().width + one.getBoundingClientRect().height > 0,
      )
      const overlaps = texts.filter((a, index) =>
        texts
          .slice(index + 1)
          .some(
            (b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
          ),
      )
      const box = svg.getBoundingClientRect()
      const cut = texts.filter(({ left, right }) => left < box.left || right > box.right)
      return { marks: marks.length, overlaps: overlaps.length, cut: cut.length }
    }),
  )

describe.skipIf(!canRun)('a report in a browser', () => {
  it('draws every chart, with texts that can be read, and neither fetches nor complains', async () => {
    const page = await open(DESK)
    await openAll(page)
    const charts = await chartsOf(page)
    expect(charts.length).toBeGreaterThanOrEqual(8)
    for (const chart of charts) {
      expect(chart.marks).toBeGreaterThan(0)
      expect(chart).toMatchObject({ overlaps: 0, cut: 0 })
    }
    expect(complaints).toEqual([])
  })

  it('is sorted with the keyboard: up, down, and back as it was', async () => {
    const page = await open(DESK)
    const change = page.getByRole('columnheader', { name: 'Change' })
    const keys = () =>
      page.$$eval('#results-table tbody tr:not([hidden])', (rows) =>
        rows.map((row) => Number(row.querySelectorAll('td')[3]!.dataset['key'])),
      )
    const before = await keys()
    await change.getByRole('button').focus()
    await page.keyboard.press('Enter')
    expect(await change.getAttribute('aria-sort')).toBe('ascending')
    expect(await keys()).toEqual(before.toSorted((a, b) => a - b))
    await page.keyboard.press('Space')
    expect(await change.getAttribute('aria-sort')).toBe('descending')
    expect(await keys()).toEqual(before.toSorted((a, b) => b - a))
    await page.keyboard.press('Enter')
    expect(await change.getAttribute('aria-sort')).toBe('none')
    expect(await keys()).toEqual(before)
  })

  it('is filtered by words, verdict and kind of row, and says how much is shown', async () => {
    const page = await open(DESK)
    const rows = page.locator('#results-table tbody tr:visible')
    const headlines = await rows.count()
    await page.getByLabel('Rows').selectOption('all')
    expect(await rows.count()).toBeGreaterThan(headlines)
    await page.getByLabel('Find').focus()
    await page.keyboard.type('writes p50')
    expect(await rows.count()).toBe(1)
    expect(await page.locator('output').textContent()).toMatch(/^1 of \d+ rows$/)
    await page.getByLabel('Verdict').selectOption('faster')
    expect(await rows.count()).toBe(0)
  })

  it('opens and marks the scenario that a link leads to', async () => {
    const page = await open(DESK, '#scenario-reads')
    const scenario = page.locator('details', { has: page.locator('#scenario-reads') })
    expect(await scenario.getAttribute('open')).not.toBeNull()
    expect(await styleOf(page, 'details:has(:target)', 'boxShadow')).not.toBe('none')
    expect(await page.evaluate('document.activeElement.id')).toBe('scenario-reads')
    await page.getByRole('link', { name: 'writes' }).first().click()
    expect(await page.locator('#scenario-writes').isVisible()).toBe(true)
  })

  it('changes its theme by keyboard, and remembers nothing it cannot store', async () => {
    const page = await open({ ...DESK, colorScheme: 'dark' })
    const background = () => styleOf(page, 'body', 'backgroundColor')
    const dark = await background()
    const button = page.getByRole('button', { name: 'Dark theme' })
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    await button.focus()
    await page.keyboard.press('Space')
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    expect(await background()).not.toBe(dark)
    expect(complaints).toEqual([])
  })

  it.each(['light', 'dark'] as const)('is accessible in its %s theme', async (colorScheme) => {
    const page = await open({ ...DESK, colorScheme })
    await openAll(page)
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<AxeResults>('axe.run()')
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.html).join()}`)
    expect(found).toEqual([])
  })

  it('fits a phone: only what is wide scrolls, inside', async () => {
    const page = await open(PHONE)
    await openAll(page)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    for (const chart of await chartsOf(page)) expect(chart).toMatchObject({ overlaps: 0, cut: 0 })
    const [table] = await page.$$eval('.scroll', (all) => all.map((one) => one.scrollWidth))
    expect(table).toBeGreaterThan(360)
  })

  it('is whole without its script: every row is there, no control that does nothing', async () => {
    const page = await open({ ...DESK, javaScriptEnabled: false })
    expect(await page.locator('#results-table tbody tr:visible').count()).toBeGreaterThan(10)
    expect(await page.locator('button:visible, input:visible, select:visible').count()).toBe(0)
    expect(await page.locator('svg.chart:visible').count()).toBeGreaterThan(0)
  })
})
