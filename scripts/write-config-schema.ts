// Publishes what a JSON config may say as JSON Schema: `node scripts/write-config-schema.ts`. A test keeps
// docs/config.schema.json equal to what the reader of configs checks. Descriptions come from the tables of
// docs/config.md and docs/gate.md, so that editors show what people read there.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import {
  configSchema,
  fullScenarioSchema,
  scenarioSchema,
  shortScenarioSchema,
} from '../harness/config/schema.ts'

const at = (path: string) => fileURLToPath(new URL(`../docs/${path}`, import.meta.url))

export const CONFIG_SCHEMA_FILE = at('config.schema.json')

type JsonSchema = z.core.JSONSchema.JSONSchema

export function configSchemaText(): string {
  const { $schema, ...shape } = toJson(configSchema)
  const title = 'heartbench.config.json'
  const description = 'What to build, start and ask, and what a gate fails by: docs/config.md.'
  const schema = described({ $schema, title, description, ...shape } as JsonSchema)
  return `${JSON.stringify(schema, undefined, 2)}\n`
}

function toJson(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    // As written, before defaults are filled in and "3 %" becomes a number.
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === (scenarioSchema as z.core.$ZodType))
        Object.assign(jsonSchema, {
          anyOf: [within(shortScenarioSchema), within(fullScenarioSchema)],
        })
      // Functions, which no JSON file can hold.
      if (zodSchema._zod.def.type === 'custom') Object.assign(jsonSchema, { not: {} })
      // A word of zod's that no other reader knows; its pattern says the same.
      if (jsonSchema.format === 'starts_with') delete jsonSchema.format
    },
  })
}

function within(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...shape } = toJson(schema)
  return shape
}

/** Keys of the top and of the gate, by what the tables say of them. */
function described(schema: JsonSchema): JsonSchema {
  const properties = schema.properties as Record<string, JsonSchema>
  const gate = properties['gate']!
  return {
    ...schema,
    properties: {
      ...withTexts(properties, readTable('config.md')),
      gate: {
        ...gate,
        description: readTable('config.md').get('gate'),
        properties: withTexts(gate.properties as Record<string, JsonSchema>, readTable('gate.md')),
      },
    },
  } as JsonSchema
}

function withTexts(properties: Record<string, JsonSchema>, texts: ReadonlyMap<string, string>) {
  return Object.fromEntries(
    Object.entries(properties).map(([key, property]) => [
      key,
      texts.has(key) ? { ...property, description: texts.get(key)! } : property,
    ]),
  )
}

/** From a table whose first column names keys in code spans, and whose last says what they mean. */
export function readTable(file: string): ReadonlyMap<string, string> {
  const rows = readFileSync(at(file), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .replaceAll(String.raw`\|`, '∣')
        .split('|')
        .slice(1, -1),
    )
  return new Map(
    rows.flatMap((cells) => {
      const text = plain(cells.at(-1)!)
      return [...cells[0]!.matchAll(/`([^`]+)`/g)].map(([, key]) => [key!, text] as const)
    }),
  )
}

function plain(markdown: string): string {
  return markdown
    .replaceAll('∣', '|')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('`', '')
    .trim()
}

if (import.meta.main) writeFileSync(CONFIG_SCHEMA_FILE, configSchemaText())
