import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { AnySchemaObject } from 'ajv/dist/2020.js'
import type { z } from 'zod'
import { configSchema } from '../harness/config/schema.ts'
import { gateSchema } from '../harness/config/gate-schema.ts'
import { CONFIG_SCHEMA_FILE, configSchemaText, readTable } from './write-config-schema.ts'

const published = JSON.parse(readFileSync(CONFIG_SCHEMA_FILE, 'utf8')) as AnySchemaObject

/** Another reader of the schema than the one that wrote it; formats repeat what patterns say. */
const validate = new Ajv2020({ strict: true, validateFormats: false }).compile(published)
const accepts = (config: object) => validate(config)

const SMALL = {
  $schema: './node_modules/heartbench/docs/config.schema.json',
  start: ['node', 'server.js', '--port', '{port}'],
  scenarios: [{ name: 'list-items', requests: [{ path: '/items?limit=100' }] }],
}

describe('the published schema of configs', () => {
  it('is the one their reader checks', () => {
    expect(published, 'run node scripts/write-config-schema.ts').toEqual(
      JSON.parse(configSchemaText()),
    )
  })

  it('takes what the reader takes, and refuses what it refuses', () => {
    const loads = [
      {
        name: 'beats',
        model: { kind: 'open', ratePerSecond: 50 },
        measured: true,
        requests: [{ path: '/beat' }],
      },
    ]
    const full = { name: 'a', title: 'A', table: 'T', summary: '', readOnly: true, loads }
    const gate = {
      budgets: ['p95 <= 50ms', { scenario: 'list-*', budget: 'rss <= 300 MB' }],
      margins: [{ metric: 'p50', margin: '3 %' }],
    }
    for (const config of [SMALL, { ...SMALL, scenarios: [full] }, { ...SMALL, gate }])
      expect([accepts(config), configSchema.safeParse(config).success]).toEqual([true, true])
    const wrong = [
      { ...SMALL, scenaros: [] },
      { ...SMALL, units: 1 },
      { ...SMALL, scenarios: [{ name: 'a' }] },
      { ...SMALL, gate: { budgets: ['p95 < 50ms'] } },
      { ...SMALL, gate: { margins: [{ metric: 'p50', margin: 3 }] } },
    ]
    for (const config of wrong)
      expect([accepts(config), configSchema.safeParse(config).success]).toEqual([false, false])
  })

  it('describes every key, as the docs do', () => {
    const keys = (schema: z.ZodObject) =>
      Object.keys(schema.shape).filter((key) => key !== '$schema')
    expect(keys(configSchema).filter((key) => !readTable('config.md').has(key))).toEqual([])
    expect(keys(gateSchema).filter((key) => !readTable('gate.md').has(key))).toEqual([])
  })
})
