// A whole session into a file at once: it is there completely or not at all.
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UsageError } from '../core/errors.ts'
import { cpuProfileSchema, endSchema, headerSchema, unitSchema } from './schema.ts'
import type { Session } from './schema.ts'

/** An existing file is an error unless `replace` is set. */
export async function writeSession(
  path: string,
  session: Session,
  options: { readonly replace?: boolean } = {},
): Promise<void> {
  if (options.replace !== true && (await exists(path)))
    throw new UsageError(`Expected no file at ${path}, found one. Choose another name.`)
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.part`
  try {
    await writeFile(temporary, sessionText(session), { flush: true })
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Newline-delimited JSON; throws where a line is not what readers expect. */
export function sessionText({ header, units, cpuProfiles = [], end }: Session): string {
  const lines = [
    headerSchema.parse(header),
    ...units.map((unit) => unitSchema.parse(unit)),
    ...cpuProfiles.map((profile) => cpuProfileSchema.parse(profile)),
    ...(end === undefined ? [] : [endSchema.parse(end)]),
  ]
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
