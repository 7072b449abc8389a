// Where calibrations are kept: one file per config and machine in the cache, there completely or not at all.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { whyNot } from '../../calibration/applies.ts'
import { calibrationSchema } from '../../calibration/calibration.ts'
import type { Calibration } from '../../calibration/calibration.ts'
import type { Identity } from './identity.ts'
import { machineDigest } from './identity.ts'

export type StoredCalibration =
  | { readonly state: 'found'; readonly calibration: Calibration }
  /** There is one of this config, but it does not hold; `why` completes "is not used: …". */
  | { readonly state: 'unusable'; readonly why: string }
  | { readonly state: 'none' }

const FOLDER = 'calibrations'
const ENDING = '.json'

export async function readCalibration(
  cacheDirectory: string,
  identity: Identity,
): Promise<StoredCalibration> {
  const folder = join(cacheDirectory, FOLDER)
  const names = (await namesIn(folder)).filter((name) => name.startsWith(`${identity.config}-`))
  const own = fileName(identity)
  // That of this machine first; those of others only tell why there is none.
  const ranked = [...names].sort((a, b) => Number(b === own) - Number(a === own))
  let why: string | undefined
  for (const name of ranked.slice(0, FILES_READ_MAX)) {
    const read = await readFileOf(join(folder, name))
    if ('why' in read) why ??= read.why
    else {
      const reason = whyNot(read.calibration, identity.here)
      if (reason === undefined) return { state: 'found', calibration: read.calibration }
      why ??= reason
    }
  }
  return why === undefined ? { state: 'none' } : { state: 'unusable', why }
}

/** Nobody has measured one config on more machines that share a cache. */
const FILES_READ_MAX = 20

export async function writeCalibration(
  cacheDirectory: string,
  identity: Identity,
  calibration: Calibration,
): Promise<string> {
  const file = fileOf(cacheDirectory, identity)
  await mkdir(dirname(file), { recursive: true })
  await writeWhole(file, `${JSON.stringify(calibrationSchema.parse(calibration))}\n`)
  return file
}

export async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.part`
  try {
    await writeFile(temporary, text, { flush: true })
    await rename(temporary, file)
  } finally {
    await rm(temporary, { force: true })
  }
}

export const fileOf = (cacheDirectory: string, identity: Identity) =>
  join(cacheDirectory, FOLDER, fileName(identity))

const fileName = ({ config, here }: Identity) => `${config}-${machineDigest(here)}${ENDING}`

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return []
  })
  return names.filter((name) => name.endsWith(ENDING)).sort()
}

async function readFileOf(
  file: string,
): Promise<{ readonly calibration: Calibration } | { readonly why: string }> {
  const parsed = calibrationSchema.safeParse(parseJson(await readFile(file, 'utf8')))
  if (parsed.success) return { calibration: parsed.data }
  return { why: `${file} is damaged or of another version` }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
