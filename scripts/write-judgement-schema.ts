// Publishes the shape of `report --format json` as JSON Schema: `node scripts/write-judgement-schema.ts`. A test keeps
// docs/judgement.schema.json equal to the schema that the format is typed by.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import {
  JUDGEMENT_SCHEMA_VERSION,
  judgementSchema,
} from '../harness/report/formats/judgement-schema.ts'

export const JUDGEMENT_SCHEMA_FILE = fileURLToPath(
  new URL('../docs/judgement.schema.json', import.meta.url),
)

export function judgementSchemaText(): string {
  const { $schema, ...shape } = z.toJSONSchema(judgementSchema)
  const schema = {
    $schema,
    title: `heartbench judgement, version ${JUDGEMENT_SCHEMA_VERSION}`,
    description:
      'What `heartbench report --format json` writes. What is not known, or has no bound, is absent; ratios are candidate / baseline; values are in the unit that their comparison names.',
    ...shape,
  }
  return `${JSON.stringify(schema, undefined, 2)}\n`
}

if (import.meta.main) writeFileSync(JUDGEMENT_SCHEMA_FILE, judgementSchemaText())
