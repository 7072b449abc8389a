// A browser from the registry, for tests and pictures. Linux on x64 only.
import chromium from '@sparticuz/chromium'
import { chromium as browsers } from 'playwright-core'
import type { Browser } from 'playwright-core'

/** It is unpacked into `folder`, 200 MB, which the caller removes; the package alone would leave them in the system's. */
export async function launchBrowser(folder: string): Promise<Browser> {
  const usual = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const executablePath = await chromium.executablePath()
    return await browsers.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  } finally {
    if (usual === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = usual
  }
}
