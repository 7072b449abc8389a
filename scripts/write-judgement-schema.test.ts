import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { JUDGEMENT_SCHEMA_FILE, judgementSchemaText } from './write-judgement-schema.ts'

it('the published schema of judgements is the one the format is typed by', () => {
  const published: unknown = JSON.parse(readFileSync(JUDGEMENT_SCHEMA_FILE, 'utf8'))
  expect(published, 'run node scripts/write-judgement-schema.ts').toEqual(
    JSON.parse(judgementSchemaText()),
  )
})
