// Publishes the shape of a session file's lines as JSON Schema: `node scripts/write-session-schema.ts`. A test keeps
// docs/session.schema.json equal to what the reader of session files checks.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import {
  cpuProfileSchema,
  endSchema,
  headerSchema,
  SCHEMA_VERSION,
  unitSchema,
} from '../harness/results/schema.ts'

export const SESSION_SCHEMA_FILE = fileURLToPath(
  new URL('../docs/session.schema.json', import.meta.url),
)

/** One schema for every line; the first line is the header. */
export function sessionSchemaText(): string {
  const { $schema, ...lines } = z.toJSONSchema(
    z.union([headerSchema, unitSchema, cpuProfileSchema, endSchema]),
  )
  const schema = {
    $schema,
    title: `heartbench session file, version ${SCHEMA_VERSION}`,
    description:
      'Newline-delimited JSON: a header, one line per unit, one per CPU profile, an end. Histograms are compressed HDR V2, base64, in whole microseconds.',
    ...lines,
  }
  return `${JSON.stringify(schema, undefined, 2)}\n`
}

if (import.meta.main) writeFileSync(SESSION_SCHEMA_FILE, sessionSchemaText())
