// A picture of an HTML report, for a README or a discussion: `node scripts/draw-report.ts <report.html> <out.png>
// [selector] [light | dark]`. Without a selector the top of the page. Linux on x64 only, as the browser is.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchBrowser } from '../harness/report/html/testing-browser.ts'

const [report, out, selector = '', colorScheme = 'light'] = process.argv.slice(2)
if (report === undefined || out === undefined || !/^(light|dark)$/.test(colorScheme))
  throw new TypeError('Expected <report.html> <out.png> [selector] [light | dark].')

const folder = mkdtempSync(join(tmpdir(), 'heartbench-draw-'))
const browser = await launchBrowser(folder)
try {
  const page = await browser.newPage({
    viewport: { width: 1180, height: 900 },
    deviceScaleFactor: 2,
    colorScheme: colorScheme as 'light' | 'dark',
  })
  await page.goto(pathToFileURL(resolve(report)).href)
  if (selector === '') await page.screenshot({ path: out })
  else await page.locator(selector).first().screenshot({ path: out })
} finally {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}
