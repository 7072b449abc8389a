import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../config/load-config.ts'
import type { LocatedSnapshot } from '../prepare-snapshot.ts'
import { identify, machineDigest } from './identity.ts'

const CONFIG = {
  start: ['node', 'server.js', '--port', '{port}'],
  scenarios: [
    { name: 'items', requests: [{ path: '/items' }] },
    { name: 'search', requests: [{ path: '/search' }] },
  ],
}
const NONE: LocatedSnapshot = { state: 'found', snapshot: undefined }

function identityOf(changes: object = {}, located: LocatedSnapshot = NONE) {
  const config = parseConfig('heartbench.config.json', { ...CONFIG, ...changes })
  const loaded = { file: 'heartbench.config.json', directory: '/', config }
  return identify(loaded, located, { state: 'free', why: 'of the test' })
}

describe('what a calibration belongs to', () => {
  it('is how servers are started, not what is compared or where reports go', () => {
    const { config } = identityOf()
    expect(identityOf({ compare: ['main', 'HEAD'], reports: 'elsewhere', units: 9 }).config).toBe(
      config,
    )
    expect(identityOf({ start: ['node', 'other.js'] }).config).not.toBe(config)
    expect(identityOf({ environment: { WORKERS: '4' } }).config).not.toBe(config)
  })

  it('is the snapshot, however it was named', () => {
    const at = (recipe: object) =>
      identityOf({}, { state: 'recipe', recipe: recipe as never }).config
    expect(at({ scale: 'small', seed: 'x', schema: 4 })).toBe(at({ seed: 'x', scale: 'small' }))
    expect(at({ scale: 'tiny', seed: 'x' })).not.toBe(at({ scale: 'small', seed: 'x' }))
  })

  it('is each scenario by itself, requests that are made by functions included', () => {
    const before = identityOf().scenarios
    const [items, search] = CONFIG.scenarios
    const load = (requests: unknown) => ({
      name: 'requests',
      model: { kind: 'closed', connections: 1 },
      measured: true,
      requests,
    })
    const full = { name: 'search', title: 'search', table: 'Reads', summary: '', readOnly: true }
    const changed = (requests: unknown) =>
      identityOf({ scenarios: [items, { ...full, loads: [load(requests)] }] }).scenarios
    const other = identityOf({ scenarios: [items, { ...search, connections: 2 }] }).scenarios
    expect(other['items']).toBe(before['items'])
    expect(other['search']).not.toBe(before['search'])
    expect(changed(() => [{ path: '/a' }])['search']).not.toBe(
      changed(() => [{ path: '/b' }])['search'],
    )
  })

  it('is the machine with its CPUs', () => {
    const { here } = identityOf()
    expect(machineDigest(here)).toBe(machineDigest({ ...here, nowMs: 0, toolVersion: '9' }))
    const pinning = { generator: [0], servers: [1] }
    expect(machineDigest({ ...here, pinning })).not.toBe(machineDigest(here))
  })
})
