import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXIT, UsageError } from '../core/errors.ts'
import { isSequential } from '../core/scenario.ts'
import { loadConfig, loadScenarios, parseConfig } from './load-config.ts'

const SHORT = { name: 'items', requests: [{ path: '/items' }] }
const LOAD = {
  name: 'reads',
  measured: true,
  model: { kind: 'closed', connections: 1 },
  requests: [{ path: '/' }],
}
const RECORDED = { kind: 'open', arrival: 'recorded', offsetsMs: [0], periodMs: 10 }
const FULL = { name: 'full', title: 'F', table: 'T', summary: '', readOnly: true, loads: [LOAD] }
const CONFIG = { start: ['node', 'server.mjs'], scenarios: [SHORT] }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heartbench-config-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string): string {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
  return file
}

const complaint = (config: unknown): string => {
  try {
    parseConfig('FILE', config)
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    return (error as UsageError).message
  }
  return 'none'
}

describe('finding and reading a config', () => {
  it.each([
    ['heartbench.config.json', JSON.stringify(CONFIG)],
    ['heartbench.config.mjs', `export default ${JSON.stringify(CONFIG)}`],
    [
      'heartbench.config.ts',
      `const units: number = 7\nexport default { units, ...${JSON.stringify(CONFIG)} }`,
    ],
  ])('takes %s', async (name, text) => {
    const file = write(name, text)
    const loaded = await loadConfig(folder)
    expect(loaded).toMatchObject({ file, directory: folder })
    expect(loaded.config.scenarios.map((scenario) => scenario.name)).toEqual(['items'])
    if (name.endsWith('.ts')) expect(loaded.config.units).toBe(7)
  })

  it('takes the nearest one upwards, or the one that is named', async () => {
    write('heartbench.config.json', JSON.stringify(CONFIG))
    const other = write('deep/other.json', JSON.stringify({ ...CONFIG, units: 9 }))
    const inner = join(folder, 'deep')
    expect((await loadConfig(inner)).directory).toBe(folder)
    expect(await loadConfig(folder, 'deep/other.json')).toMatchObject({
      file: other,
      directory: inner,
      config: { units: 9 },
    })
  })

  it('takes a module that was edited as it is now, also within one invocation', async () => {
    const of = (units: number) => `export default ${JSON.stringify({ ...CONFIG, units })}`
    const file = write('heartbench.config.mjs', of(4))
    expect((await loadConfig(folder)).config.units).toBe(4)
    write('heartbench.config.mjs', of(8))
    utimesSync(file, 0, 1)
    expect((await loadConfig(folder)).config.units).toBe(8)
  })

  it('keeps functions of scenarios, which JSON cannot hold', async () => {
    const load = `{ ...${JSON.stringify(LOAD)}, requests: () => (index) => ({ path: '/' + index }) }`
    const scenario = `{ ...${JSON.stringify(FULL)}, loads: [${load}] }`
    const start = JSON.stringify(CONFIG.start)
    const text = `export default { start: ${start}, scenarios: [${scenario}] }`
    const [read] = await loadScenarios(write('heartbench.config.mjs', text))
    expect(read!.loads[0]!.requests).toBeTypeOf('function')
  })

  it('says what is wrong with the file itself', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    await expect(loadConfig(folder, 'no.json')).rejects.toThrow(
      `Expected a config file at ${join(folder, 'no.json')}, found none.`,
    )
    await expect(loadConfig(empty)).rejects.toThrow(
      /Expected heartbench\.config\.ts, .* in .*empty or above, found none\. Write one or name it with --config\./,
    )
    write('broken.json', '{"start":')
    await expect(loadConfig(folder, 'broken.json')).rejects.toThrow(
      /broken\.json cannot be read: .*JSON/,
    )
    write('broken.mjs', 'export default {')
    await expect(loadConfig(folder, 'broken.mjs')).rejects.toThrow(/broken\.mjs cannot be read/)
    write('named.mjs', 'export const config = {}')
    await expect(loadConfig(folder, 'named.mjs')).rejects.toThrow('to export its config as default')
  })
})

describe('the short form of a scenario', () => {
  it('becomes one sequential load, and reads only when all its requests do', () => {
    const [scenario] = parseConfig('FILE', CONFIG).scenarios
    expect(scenario).toMatchObject({ name: 'items', title: 'items', readOnly: true })
    expect(isSequential(scenario!)).toBe(true)
    const post = { ...SHORT, requests: [{ path: '/' }, { method: 'POST', path: '/', body: '' }] }
    expect(parseConfig('FILE', { ...CONFIG, scenarios: [post] }).scenarios[0]!.readOnly).toBe(false)
  })

  it('may have several connections, a title, and say itself whether it reads', () => {
    const text = { ...SHORT, connections: 8, title: 'Items', table: 'Reads', readOnly: false }
    const [scenario] = parseConfig('FILE', { ...CONFIG, scenarios: [text] }).scenarios
    expect(scenario).toMatchObject({ title: 'Items', table: 'Reads', readOnly: false })
    expect(scenario!.loads).toMatchObject([{ measured: true, model: { connections: 8 } }])
    expect(isSequential(scenario!)).toBe(false)
  })
})

describe('an open load', () => {
  const modelOf = (model: object) => {
    const loads = [{ ...LOAD, model: { kind: 'open', ...model } }]
    return parseConfig('FILE', { ...CONFIG, scenarios: [{ ...FULL, loads }] }).scenarios[0]!
      .loads[0]!.model
  }

  it('has requests due at a constant rate unless it says otherwise', () => {
    const rest = { kind: 'open', inFlightMax: 512 }
    expect(modelOf({ ratePerSecond: 20 })).toEqual({
      ...rest,
      arrival: 'constant',
      ratePerSecond: 20,
    })
    expect(modelOf({ ratePerSecond: 20, arrival: 'poisson' })).toMatchObject({ arrival: 'poisson' })
  })

  it('replays a recording, at its own speed unless it says otherwise', () => {
    const recording = { arrival: 'recorded', offsetsMs: [0, 3, 3, 40], periodMs: 60 }
    expect(modelOf(recording)).toEqual({ kind: 'open', ...recording, speed: 1, inFlightMax: 512 })
  })
})

describe('a mistake is refused with its place', () => {
  const withLoad = (load: object) => ({
    ...CONFIG,
    scenarios: [{ ...FULL, loads: [{ ...LOAD, ...load }] }],
  })

  it.each([
    ['a key at the top', { ...CONFIG, unts: 6 }, '(top level): Unrecognized key: "unts"'],
    [
      'a key of ready',
      { ...CONFIG, ready: { path: '/', sttus: 1 } },
      'ready: Unrecognized key: "sttus"',
    ],
    ['a key of stop', { ...CONFIG, stop: { sginal: 1 } }, 'stop: Unrecognized key: "sginal"'],
    [
      'a key of firstAnswer',
      { ...CONFIG, firstAnswer: { path: '/', x: 1 } },
      'firstAnswer: Unrecognized key: "x"',
    ],
    [
      'a key of a variant',
      { ...CONFIG, variants: { fast: { args: [] } } },
      'variants.fast: Unrecognized key: "args"',
    ],
    [
      'a key of the snapshot',
      { ...CONFIG, snapshot: { scale: 'tiny', sed: 1 } },
      'snapshot: Unrecognized key: "sed"',
    ],
    [
      'a scale',
      { ...CONFIG, snapshot: { scale: 'huge' } },
      'snapshot.scale: Invalid option: expected one of "tiny"|"small"|"golden"|"xl"',
    ],
    [
      'a key of a short scenario',
      { ...CONFIG, scenarios: [{ ...SHORT, conections: 2 }] },
      'scenarios.0: Unrecognized key: "conections"',
    ],
    [
      'a key of a short request',
      { ...CONFIG, scenarios: [{ ...SHORT, requests: [{ path: '/', bdy: '' }] }] },
      'scenarios.0.requests.0: Unrecognized key: "bdy"',
    ],
    [
      'a key of a scenario',
      { ...CONFIG, scenarios: [SHORT, { ...FULL, loops: 1 }] },
      'scenarios.1: Unrecognized key: "loops"',
    ],
    ['a key of a load', withLoad({ rate: 1 }), 'scenarios.0.loads.0: Unrecognized key: "rate"'],
    [
      'a key of a load model',
      withLoad({ model: { kind: 'closed', connections: 1, rate: 2 } }),
      'scenarios.0.loads.0.model: Unrecognized key: "rate"',
    ],
    [
      'a kind of arrival',
      withLoad({ model: { kind: 'open', arrival: 'bursts', ratePerSecond: 2 } }),
      "scenarios.0.loads.0.model.arrival: Invalid discriminator value. Expected 'constant' | 'poisson' | 'undefined' | 'recorded'",
    ],
    [
      'a rate of a recording',
      withLoad({ model: { ...RECORDED, ratePerSecond: 2 } }),
      'scenarios.0.loads.0.model: Unrecognized key: "ratePerSecond"',
    ],
    [
      'a recording in disorder',
      withLoad({ model: { ...RECORDED, offsetsMs: [5, 2] } }),
      'scenarios.0.loads.0.model.offsetsMs: expected ascending offsets',
    ],
    [
      'a recording longer than its period',
      withLoad({ model: { ...RECORDED, offsetsMs: [5, 10] } }),
      'scenarios.0.loads.0.model.offsetsMs: expected offsets below periodMs',
    ],
    [
      'two loads of one name',
      { ...CONFIG, scenarios: [{ ...FULL, loads: [LOAD, LOAD] }] },
      'scenarios.0.loads: expected loads of different names',
    ],
    [
      'a key of a request',
      withLoad({ requests: [{ path: '/', mthod: 'GET' }] }),
      'scenarios.0.loads.0.requests.0: Unrecognized key: "mthod"',
    ],
    [
      'something else than requests',
      withLoad({ requests: 7 }),
      'scenarios.0.loads.0.requests: expected a list of requests or a function',
    ],
    [
      'a path without its slash',
      withLoad({ requests: [{ path: 'items' }] }),
      'scenarios.0.loads.0.requests.0.path: expected a path that starts with "/"',
    ],
    [
      'a scenario that measures nothing',
      withLoad({ measured: false }),
      'scenarios.0.loads: expected one measured load',
    ],
    [
      'a name',
      { ...CONFIG, scenarios: [{ ...SHORT, name: 'My items' }] },
      'scenarios.0.name: expected a kebab-case name such as "list-items"',
    ],
    ['a single unit', { ...CONFIG, units: 1 }, 'units: Too small: expected number to be >=2'],
    [
      'no scenario',
      { ...CONFIG, scenarios: [] },
      'scenarios: Too small: expected array to have >=1 items',
    ],
    ['no object', 7, '(top level): Invalid input: expected object, received number'],
  ])('%s', (_what, config, expected) => {
    expect(complaint(config)).toBe(`FILE is not a valid config:\n  ${expected}`)
  })

  it('and every one of several', () => {
    const message = complaint({ ...CONFIG, unts: 6, rounds: 0 })
    expect(message.split('\n')).toHaveLength(3)
  })

  it('also scenarios of one name, and a selection of one that is not there', () => {
    expect(complaint({ ...CONFIG, scenarios: [SHORT, FULL, SHORT] })).toBe(
      'FILE: expected unique scenario names, "items" stands twice.',
    )
    expect(complaint({ ...CONFIG, select: ['itms'] })).toBe(
      'FILE: select names "itms", expected one of items.',
    )
  })

  it('as a mistake of the user: exit code 2', () => {
    expect(() => parseConfig('FILE', {})).toThrow(expect.objectContaining({ exitCode: EXIT.usage }))
  })
})
