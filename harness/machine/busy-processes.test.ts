import { describe, expect, it } from 'vitest'
import {
  busiestBetween,
  nameOfCommand,
  nameProcess,
  parseProcessTime,
  readProcessTimes,
} from './busy-processes.ts'

const STAT =
  '42 (a (b) c) S 1 42 42 0 -1 4194304 100 200 0 0 150 50 9000 9000 20 0 1 0 77 1000 10 1844'

describe('the time of a process', () => {
  it('is its own, without that of its children', () => {
    expect(parseProcessTime(42, STAT)).toEqual({ pid: 42, startedAt: '77', cpuMs: 2000 })
  })

  it('is read of every process, ours among them', () => {
    const pids = readProcessTimes().map(({ pid }) => pid)
    if (process.platform === 'linux') expect(pids).toContain(process.pid)
  })
})

describe('the busiest process', () => {
  const before = [
    { pid: 1, startedAt: 'a', cpuMs: 5000 },
    { pid: 2, startedAt: 'b', cpuMs: 100 },
    { pid: 3, startedAt: 'c', cpuMs: 9000 },
  ]

  it('used the most in between, whatever it used before', () => {
    const after = [
      { pid: 1, startedAt: 'a', cpuMs: 5010 },
      { pid: 2, startedAt: 'b', cpuMs: 200 },
    ]
    expect(busiestBetween(before, after, [])).toEqual({ pid: 2, cpuMs: 100 })
    expect(busiestBetween(before, after, [2])).toEqual({ pid: 1, cpuMs: 10 })
  })

  it('may have begun in between, under a number that was used before', () => {
    const after = [{ pid: 3, startedAt: 'later', cpuMs: 30 }]
    expect(busiestBetween(before, after, [])).toEqual({ pid: 3, cpuMs: 30 })
  })

  it('is none when none used any', () => {
    expect(busiestBetween(before, before, [])).toBeUndefined()
  })

  it('is named by program and script', () => {
    expect(nameOfCommand('/usr/bin/node\0--flag\0/a/b/vitest.mjs\0run\0')).toBe('node vitest.mjs')
    expect(nameOfCommand('node\0--import\0/a/hook.mjs\0/b/worker.js\0')).toBe('node worker.js')
    expect(nameOfCommand('sleep\u000060\0')).toBe('sleep')
    expect(nameProcess(0)).toBe('a process that has ended')
  })
})
