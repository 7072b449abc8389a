import { describe, expect, it } from 'vitest'
import { createCanary, createMemory, walk } from './canary.ts'

describe('the canary', () => {
  it.each([4, 256, 65_536])('visits all of %d entries before it returns', (entries) => {
    const memory = createMemory(entries)
    const visited = new Set<number>()
    let place = 0
    for (let step = 0; step < entries; step++) visited.add((place = walk(memory, place, 1)))
    expect(visited.size).toBe(entries)
    expect(place).toBe(0)
  })

  it('walks as far in two parts as in one', () => {
    const memory = createMemory(1024)
    expect(walk(memory, walk(memory, 7, 100), 200)).toBe(walk(memory, 7, 300))
    expect(walk(memory, 7, 0)).toBe(7)
  })

  it('takes some time', () => {
    const { measureUs } = createCanary()
    expect(measureUs()).toBeGreaterThan(0)
  })
})
