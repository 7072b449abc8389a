import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MeasurementError } from '../core/errors.ts'
import { findMarkedPids } from '../targets/marks.ts'
import { startDriver } from './driver.ts'
import type { Driver } from './driver.ts'

let folder: string
let configFile: string
let holding: Server
let origin: string
let mark: string
let driver: Driver

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-driver-'))
  configFile = join(folder, 'config.json')
  const scenarios = [{ name: 'items', requests: [{ path: '/' }] }]
  writeFileSync(configFile, JSON.stringify({ start: ['node'], scenarios }))
  holding = createServer(() => {})
  await new Promise<void>((resolve) => holding.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(holding.address() as AddressInfo).port}`
  mark = randomUUID()
  driver = startDriver({ PATH: process.env['PATH'], DRIVER_TEST: mark })
})
afterEach(async () => {
  driver.close()
  await expect.poll(generators, { timeout: 5000 }).toEqual([])
  await new Promise((resolve) => {
    holding.close(resolve)
    holding.closeAllConnections()
  })
  rmSync(folder, { recursive: true, force: true })
})

const generators = () => findMarkedPids('DRIVER_TEST', mark)
const configure = () => driver.ask({ kind: 'configure', configFile, snapshot: undefined })

/** A question whose answer the server holds back for ever. */
function askInVain(limitMs?: number): Promise<unknown> {
  const subject = { key: 'one', origin, seed: 's' }
  const warmUp = { kind: 'warm-up', subject, scenario: 'items', requests: 1 } as const
  return driver.ask({ ...warmUp, budgetMs: undefined }, limitMs)
}

const requestArrived = () => new Promise((resolve) => holding.once('request', resolve))

describe('the driver', () => {
  it('asks a process of its own, which reads the scenarios from the config file', async () => {
    expect(await configure()).toEqual({ scenarios: ['items'] })
    expect(generators()).toHaveLength(1)
    expect(generators()).not.toContain(process.pid)
  })

  it('passes on what went wrong there, and goes on', async () => {
    const missing = join(folder, 'missing.json')
    const asking = driver.ask({ kind: 'configure', configFile: missing, snapshot: undefined })
    await expect(asking).rejects.toThrow(
      `The load generator failed: Expected a config file at ${missing}, found none.`,
    )
    expect(await configure()).toEqual({ scenarios: ['items'] })
  })

  it('waits for an answer up to a limit, ends the generator then, and says so', async () => {
    await configure()
    await expect(askInVain(200)).rejects.toThrow(
      'The load generator gave no answer to "warm-up" within 200 ms.',
    )
    await expect.poll(generators, { timeout: 5000 }).toEqual([])
    await expect(configure()).rejects.toThrow(MeasurementError)
  })

  it('fails every question in flight when the generator dies, and every later one', async () => {
    await configure()
    const arrived = requestArrived()
    const asking = [askInVain(), askInVain()].map((question) =>
      expect(question).rejects.toThrow('ended (SIGKILL)'),
    )
    await arrived
    for (const pid of generators()) process.kill(pid, 'SIGKILL')
    await Promise.all(asking)
    await expect(configure()).rejects.toThrow('The load generator is gone.')
  })

  it('fails questions in flight when it is closed, and closes twice without harm', async () => {
    await configure()
    const arrived = requestArrived()
    const asking = expect(askInVain()).rejects.toThrow('The load generator was closed.')
    await arrived
    driver.close()
    driver.close()
    await asking
  })
})
