import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HAS_PROC } from './process-table.ts'
import { readUsage, subtractUsage } from './resources.ts'
import { openRun } from './runs.ts'
import { startTarget } from './start-target.ts'

const SERVERS = join(import.meta.dirname, '..', 'e2e', 'servers')

describe('readUsage', () => {
  it.runIf(HAS_PROC)('counts the CPU time that requests burn, in a forked child, too', async () => {
    const cacheDirectory = mkdtempSync(join(tmpdir(), 'heartbench-usage-'))
    const run = await openRun({ cacheDirectory })
    const server = await startTarget({
      label: 'slow',
      owner: run,
      placeholders: { dir: SERVERS },
      spec: {
        command: [process.execPath, 'forks-a-child.mjs', '--port', '{port}', '--slow', '40'],
        cwd: '{dir}',
        environment: {},
        ready: { path: '/', expectStatus: 200, timeoutMs: 20_000 },
        stop: { signal: 'SIGTERM', timeoutMs: 10_000 },
      },
    })
    const before = server.usage()!
    for (let request = 0; request < 5; request++) await (await fetch(server.origin)).text()
    const used = subtractUsage(server.usage()!, before)
    // 5 × 40 ms, each of two processes rounded to ticks of 10 ms in user and in system time.
    expect(used.cpuMs).toBeGreaterThanOrEqual(160)
    expect(used.rssBytes).toBeGreaterThan(20 * 1024 * 1024)
    expect(used.writtenBytes).toBeGreaterThanOrEqual(0)
    // Each of two processes waits for each request.
    expect(used.switches!.voluntary).toBeGreaterThanOrEqual(10)
    expect(used.switches!.involuntary).toBeGreaterThanOrEqual(0)
    await run.close()
    rmSync(cacheDirectory, { recursive: true })
  })

  it('says undefined, not zero, for a group that is gone', () => {
    expect(readUsage(2 ** 22 + 1)).toBeUndefined()
  })
})

const switches = (voluntary: number, involuntary: number) => ({ voluntary, involuntary })

describe('subtractUsage', () => {
  it('subtracts counters and keeps the later memory', () => {
    const before = { cpuMs: 10, rssBytes: 500, writtenBytes: 4096, switches: switches(7, 1) }
    const after = { cpuMs: 30, rssBytes: 700, writtenBytes: 8192, switches: switches(20, 1) }
    expect(subtractUsage(after, before)).toEqual({
      cpuMs: 20,
      rssBytes: 700,
      writtenBytes: 4096,
      switches: switches(13, 0),
    })
  })

  it('does not know what one of both does not know', () => {
    const known = { cpuMs: 10, rssBytes: 500, writtenBytes: 4096, switches: switches(7, 1) }
    const after = { ...known, writtenBytes: undefined, switches: undefined }
    expect(subtractUsage(after, known)).toEqual({ cpuMs: 0, rssBytes: 500 })
    expect(subtractUsage(known, after)).toEqual({ cpuMs: 0, rssBytes: 500 })
  })
})
