// The buckets of an imported file, read event by event: no more than one event is a tree at a time. What is
// wrong with the file is found as if it were read in one go: broken JSON anywhere comes before wrong shapes,
// and of a key that comes twice only the last value counts.
import { bucketOf } from '../bodies/bucket-body.ts'
import { eventOf } from '../bodies/event-body.ts'
import { objectOf, shapeError, structOf } from '../bodies/fields.ts'
import { noteRepeatedKey } from '../bodies/repeated-keys.ts'
import { isWellFormed } from '../bodies/well-formed.ts'
import { NO_ID, type EventColumns } from '../events/columns.ts'
import {
  append,
  finishColumns,
  makeBuilder,
  type ColumnsBuilder,
} from '../events/columns-builder.ts'
import type { DictionaryBuilder } from '../events/dictionary.ts'
import type { EventRow } from '../events/event-row.ts'
import { HttpError } from '../http/http-error.ts'
import type { NewBucket } from '../store/bucket.ts'
import type { JsonValue } from '../wire/json-value.ts'
import {
  eachItem,
  eachMember,
  endOfText,
  isArrayNext,
  isObjectNext,
  openJson,
  readValue,
  skipValue,
  type JsonBytes,
} from './json-bytes.ts'

export interface ScannedBucket {
  readonly bucket: NewBucket
  /** Without their ids. */
  readonly events: EventColumns
}

interface ImportScan {
  readonly json: JsonBytes
  readonly dictionary: DictionaryBuilder
  /** Whether the value read last has strings that are no text. */
  hasLoneSurrogates: boolean
}

/** Throws JsonSyntaxError, or HttpError for a file that is no export. */
export function scanImport(
  bytes: Uint8Array<ArrayBuffer>,
  dictionary: DictionaryBuilder,
): readonly ScannedBucket[] {
  const onLoneSurrogate = () => (scan.hasLoneSurrogates = true)
  const json = openJson(bytes, { onRepeatedKey: noteRepeatedKey, onLoneSurrogate })
  const scan: ImportScan = { json, dictionary, hasLoneSurrogates: false }
  const found = scanFile(scan)
  endOfText(json)
  return found()
}

/** The buckets are given when all of the file was read: its end may be broken. */
type Found<T> = () => T

function scanFile(scan: ImportScan): Found<readonly ScannedBucket[]> {
  const { json } = scan
  if (!isObjectNext(json)) {
    skipValue(json)
    return () => wrongShape('the body to be an object')
  }
  const fields = new Map<string, JsonValue>()
  let buckets: ReadonlyMap<string, Found<ScannedBucket>> = new Map()
  eachMember(json, (key) => {
    if (key !== 'buckets') return skipValue(json)
    const isObject = isObjectNext(json)
    if (isObject) buckets = scanBuckets(scan)
    else skipValue(json)
    setField(fields, key, isObject ? new Map() : null)
  })
  return () => {
    objectOf(structOf(fields, 'the body', ['buckets']).get('buckets'), 'buckets')
    return Array.from(buckets.values(), (bucket) => bucket())
  }
}

function scanBuckets(scan: ImportScan): ReadonlyMap<string, Found<ScannedBucket>> {
  const buckets = new Map<string, Found<ScannedBucket>>()
  eachMember(scan.json, (key) => buckets.set(key, scanBucket(scan)))
  return buckets
}

function scanBucket(scan: ImportScan): Found<ScannedBucket> {
  const { json, dictionary } = scan
  if (!isObjectNext(json)) {
    skipValue(json)
    return () => wrongShape('the bucket to be an object')
  }
  const fields = new Map<string, JsonValue>()
  const events = makeBuilder(0)
  eachMember(json, (key) => {
    const isEvents = key === 'events' && isArrayNext(json)
    if (isEvents) scanEvents(scan, events)
    setField(fields, key, isEvents ? [] : readValue(json))
  })
  return () => {
    const { bucket } = bucketOf({ value: fields, hasLoneSurrogates: true })
    return { bucket, events: finishColumns(events, dictionary.dictionary) }
  }
}

/** Entries that are no events are dropped, as the original does. */
function scanEvents(scan: ImportScan, events: ColumnsBuilder): void {
  eachItem(scan.json, () => {
    if (!isObjectNext(scan.json)) return skipValue(scan.json)
    scan.hasLoneSurrogates = false
    const event = validEvent(readValue(scan.json), scan.hasLoneSurrogates)
    if (event === undefined) return
    const { startNs, endNs, data } = event
    append(events, NO_ID, startNs, endNs, scan.dictionary.entryFor(data))
  })
}

function validEvent(value: JsonValue, mayBeMalformed: boolean): EventRow | undefined {
  if (mayBeMalformed && !isWellFormed(value)) return undefined
  try {
    return eventOf(value)
  } catch (error) {
    if (error instanceof HttpError) return undefined
    throw error
  }
}

function wrongShape(expected: string): never {
  throw shapeError(expected)
}

function setField(fields: Map<string, JsonValue>, key: string, value: JsonValue): void {
  if (fields.has(key)) noteRepeatedKey(fields, key)
  fields.set(key, value)
}
