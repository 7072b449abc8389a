import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { findLayerBreaks, importsOf } from './check-layers.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function treeOf(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'layers-'))
  folders.push(root)
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), source)
  }
  return root
}

describe('the layer check', () => {
  it('passes on this repository', () => {
    expect(findLayerBreaks(fileURLToPath(new URL('..', import.meta.url)))).toEqual([])
  })

  it('reports statistics that import judging, and a server that imports the harness', () => {
    const root = treeOf({
      'harness/stats/mean.ts': "import { judge } from '../judge/judge.ts'",
      'harness/judge/judge.ts': "import { mean } from '../stats/mean.ts'",
      'server/app.ts': "const x = await import('../harness/core/errors.ts')",
    })
    expect(findLayerBreaks(root)).toEqual([
      { file: 'harness/stats/mean.ts', imports: 'harness/judge/judge.ts' },
      { file: 'server/app.ts', imports: 'harness/core/errors.ts' },
    ])
  })

  it('sees static, type, side-effect and dynamic imports, and no packages', () => {
    const source = [
      "import type { A } from './a.ts'",
      "import './b.ts'",
      "export * from '../c.ts'",
      "await import('./d.ts')",
      "import { z } from 'zod'",
    ].join('\n')
    expect(importsOf(source)).toEqual(['./a.ts', './b.ts', '../c.ts', './d.ts'])
  })
})
