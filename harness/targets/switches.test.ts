import { describe, expect, it } from 'vitest'
import { HAS_PROC } from './process-table.ts'
import { parseSwitches, readSwitches } from './switches.ts'

describe('switches', () => {
  it('are told apart by who asked for them', () => {
    const status = 'voluntary_ctxt_switches:\t150\nnonvoluntary_ctxt_switches:\t545\n'
    expect(parseSwitches(status)).toEqual({ voluntary: 150, involuntary: 545 })
    expect(parseSwitches('Name:\tkernel\n')).toBeUndefined()
  })

  it.runIf(HAS_PROC)('of all threads are counted, and never go back', async () => {
    const before = readSwitches([process.pid])!
    await new Promise((resolve) => setTimeout(resolve, 50))
    const after = readSwitches([process.pid])!
    expect(after.voluntary).toBeGreaterThan(before.voluntary)
    expect(after.involuntary).toBeGreaterThanOrEqual(before.involuntary)
  })

  it('of a process that is gone are unknown, not zero', () => {
    expect(readSwitches([2 ** 22 + 1])).toBeUndefined()
  })
})
