// An import as clients send it, to what the store has to add. Runs on a worker thread: parsing a large file
// and looking for its events among the stored ones takes seconds.
import { shapeError } from '../bodies/fields.ts'
import type { EventColumns } from '../events/columns.ts'
import { makeDictionary, type DictionaryBuilder } from '../events/dictionary.ts'
import { HttpError, pageError } from '../http/http-error.ts'
import type { NewBucket } from '../store/bucket.ts'
import type { ThreadSource } from '../threads/thread-source.ts'
import { asAnswer } from './json-answer.ts'
import { identitiesOf, storedIdentities, withoutKnown, type Identities } from './known-events.ts'
import { boundaryOf, FormError, parseForm } from './multipart.ts'
import { packEvents, type PackedEvents } from './packed-events.ts'
import { scanImport, type ScannedBucket } from './scan-import.ts'

export interface ImportFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly contentType: string
}

export interface ImportedBucket {
  readonly bucket: NewBucket
  /** Those that the bucket does not have. */
  readonly events: PackedEvents
}

/** Throws an HttpError for a file that is no export. */
export async function readImport(
  file: ImportFile,
  source: ThreadSource,
): Promise<readonly ImportedBucket[]> {
  const dictionary = makeDictionary()
  const scanned = scanFile(file, dictionary)
  // Nothing makes a thread collect its garbage while it waits for its next job.
  file.bytes.buffer.transfer(0)
  const repeated = repeatedIds(scanned)
  const fresh: EventColumns[] = []
  for (const { bucket, events } of scanned) {
    const known = await storedIdentities(bucket.id, events, source, dictionary.entryFor)
    const earlier = repeated.get(bucket.id)
    for (const each of earlier ?? []) known.add(each)
    fresh.push(withoutKnown(events, known))
    // A bucket that the file has twice meets itself the second time.
    if (earlier !== undefined) for (const each of identitiesOf(events)) earlier.add(each)
  }
  const packed = packEvents(fresh)
  return scanned.map(({ bucket }, i) => ({ bucket, events: packed[i]! }))
}

/** Ids that come more than once, each with room for what is known of its events. */
function repeatedIds(scanned: readonly ScannedBucket[]): ReadonlyMap<string, Identities> {
  const seen = new Set<string>()
  const repeated = new Map<string, Identities>()
  for (const { id } of scanned.map(({ bucket }) => bucket)) {
    if (seen.has(id)) repeated.set(id, new Set())
    seen.add(id)
  }
  return repeated
}

function scanFile(
  { bytes, contentType }: ImportFile,
  dictionary: DictionaryBuilder,
): readonly ScannedBucket[] {
  const isForm = contentType.toLowerCase().startsWith('multipart/form-data')
  const scan = (json: Uint8Array<ArrayBuffer>) => asAnswer(() => scanImport(json, dictionary))
  return isForm ? scanForm(bytes, contentType, scan) : scan(bytes)
}

/** A part named `buckets`; what follows a dot in its name does not matter. All mistakes are 422 here. */
function scanForm<T>(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
  scan: (json: Uint8Array<ArrayBuffer>) => T,
): T {
  const boundary = boundaryOf(contentType)
  if (boundary === undefined) throw shapeError('a boundary in the Content-Type')
  try {
    const part = parseForm(bytes, boundary).find(({ name }) => name.split('.', 1)[0] === 'buckets')
    if (part === undefined) throw shapeError('a part named "buckets"')
    return scan(part.content)
  } catch (error) {
    if (error instanceof FormError) throw shapeError(error.message)
    throw error instanceof HttpError && error.status === 400 ? pageError(422) : error
  }
}
