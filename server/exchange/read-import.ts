// An import as clients send it, to what the store has to add. Runs on a worker thread: parsing a large file
// and looking for its events among the stored ones takes seconds.
import { bucketOf, type BucketBody } from '../bodies/bucket-body.ts'
import { objectOf, shapeError, structOf } from '../bodies/fields.ts'
import { parseLenientBody } from '../http/body-text.ts'
import { HttpError, pageError } from '../http/http-error.ts'
import type { NewBucket } from '../store/bucket.ts'
import type { ThreadSource } from '../threads/thread-source.ts'
import { knownEvents, type KnownEvents } from './known-events.ts'
import { boundaryOf, FormError, parseForm } from './multipart.ts'
import { packEvents, type PackedEvents } from './packed-events.ts'

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
  const known = new Map<string, KnownEvents>()
  const imported: ImportedBucket[] = []
  for (const { bucket, events } of bucketsOf(file)) {
    const { id } = bucket
    const stored = known.get(id) ?? (await knownEvents(id, events, source))
    const fresh = events.filter((event) => !stored.has(event))
    // A bucket that the file has twice meets itself the second time.
    for (const event of events) stored.add(event)
    known.set(id, stored)
    imported.push({ bucket, events: packEvents(fresh) })
  }
  return imported
}

function bucketsOf({ bytes, contentType }: ImportFile): readonly BucketBody[] {
  const isForm = contentType.toLowerCase().startsWith('multipart/form-data')
  return isForm ? formBuckets(bytes, contentType) : jsonBuckets(bytes)
}

function jsonBuckets(bytes: Uint8Array): readonly BucketBody[] {
  const { value, hasLoneSurrogates } = parseLenientBody(bytes)
  const buckets = objectOf(structOf(value, 'the body', ['buckets']).get('buckets'), 'buckets')
  return Array.from(buckets.values(), (each) => bucketOf({ value: each, hasLoneSurrogates }))
}

/** A part named `buckets`; what follows a dot in its name does not matter. All mistakes are 422 here. */
function formBuckets(bytes: Uint8Array<ArrayBuffer>, contentType: string): readonly BucketBody[] {
  const boundary = boundaryOf(contentType)
  if (boundary === undefined) throw shapeError('a boundary in the Content-Type')
  try {
    const part = parseForm(bytes, boundary).find(({ name }) => name.split('.', 1)[0] === 'buckets')
    if (part === undefined) throw shapeError('a part named "buckets"')
    return jsonBuckets(part.content)
  } catch (error) {
    if (error instanceof FormError) throw shapeError(error.message)
    throw error instanceof HttpError && error.status === 400 ? pageError(422) : error
  }
}
