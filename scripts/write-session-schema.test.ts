import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SESSION_SCHEMA_FILE, sessionSchemaText } from './write-session-schema.ts'

it('the published schema of session files is the one their reader checks', () => {
  const published: unknown = JSON.parse(readFileSync(SESSION_SCHEMA_FILE, 'utf8'))
  expect(published, 'run node scripts/write-session-schema.ts').toEqual(
    JSON.parse(sessionSchemaText()),
  )
})
