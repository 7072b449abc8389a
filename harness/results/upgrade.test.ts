import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readSession } from './read-session.ts'
import { SCHEMA_VERSION } from './schema.ts'
import { upgradeHeader } from './upgrade.ts'

describe('session files of older versions', () => {
  it.each([1, 2, 3, 4, 5])('of version %i are read as the present one', async (version) => {
    const name = `./fixtures/version-${version}.session.jsonl`
    const session = await readSession(fileURLToPath(new URL(name, import.meta.url)))
    expect(session.header.schemaVersion).toBe(SCHEMA_VERSION)
    expect(session.header.looks).toEqual([session.header.unitsPlanned])
    expect(session.units).toHaveLength(2)
    expect(session.end?.state).toBe('finished')
  })

  it('have a fixture for every version before the present', () => {
    expect(SCHEMA_VERSION).toBe(6)
  })

  it('are read as the present one inside a joined session, too', () => {
    const shard = { header: { kind: 'session', schemaVersion: 1, unitsPlanned: 4 } }
    expect(upgradeHeader({ shards: [shard, 'nonsense'] }, SCHEMA_VERSION)).toEqual({
      shards: [
        { header: { ...shard.header, schemaVersion: SCHEMA_VERSION, looks: [4] } },
        'nonsense',
      ],
    })
  })

  it('are left alone where no step is known', () => {
    const header = { kind: 'session', schemaVersion: 0 }
    expect(upgradeHeader(header, 0)).toEqual(header)
  })
})
