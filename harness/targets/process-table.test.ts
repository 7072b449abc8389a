import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { parseSocketTable } from './listening-sockets.ts'
import { HAS_PROC, parseStat, readProcess, readProcessesFromPs } from './process-table.ts'

describe('parseStat', () => {
  it('survives spaces and parentheses in the command name', () => {
    const rest = Array.from({ length: 49 }, (_, index) => String(index + 4)).join(' ')
    expect(parseStat(42, `42 (a (strange) name) Z ${rest}`)).toEqual({
      pid: 42,
      group: 5,
      zombie: true,
      startedAt: '22',
      cpuMs: (14 + 15 + 16 + 17) * 10,
    })
  })

  it.runIf(HAS_PROC)('finds this process alive, and a pid that cannot be not at all', () => {
    expect(readProcess(process.pid)).toMatchObject({ pid: process.pid, zombie: false })
    expect(readProcess(2 ** 22 + 1)).toBeUndefined()
  })
})

describe('readProcessesFromPs', () => {
  it.runIf(spawnSync('ps', ['-A']).status === 0)('identifies processes as /proc does', () => {
    const entry = readProcessesFromPs().find(({ pid }) => pid === process.pid)!
    expect(entry.group).toBe(readProcess(process.pid)!.group)
    expect(entry.startedAt).toBe(
      readProcessesFromPs().find(({ pid }) => pid === process.pid)!.startedAt,
    )
    expect(entry.zombie).toBe(false)
  })
})

describe('parseSocketTable', () => {
  it('keeps listening sockets only', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 640 1',
      '   1: 0100007F:1F91 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 641 1',
    ].join('\n')
    expect(parseSocketTable(table, 'IPv4')).toEqual([{ family: 'IPv4', port: 8080, inode: '640' }])
  })
})
