// The events of one large request, read one by one on a worker thread. What is wrong with the body is found
// as if it were read in one go: broken JSON anywhere comes before what is wrong with the first wrong event.
import { eventOf } from '../bodies/event-body.ts'
import { shapeError } from '../bodies/fields.ts'
import { noteRepeatedKey } from '../bodies/repeated-keys.ts'
import { append, finishColumns, makeBuilder } from '../events/columns-builder.ts'
import { makeDictionary } from '../events/dictionary.ts'
import { HttpError } from '../http/http-error.ts'
import { eachItem, endOfText, isArrayNext, openJson, readValue, skipValue } from './json-bytes.ts'
import { packEvents, type PackedEvents } from './packed-events.ts'

/** Throws JsonSyntaxError, or HttpError for a body that is no array of events. */
export function scanEvents(bytes: Uint8Array<ArrayBuffer>): PackedEvents {
  const json = openJson(bytes, { onRepeatedKey: noteRepeatedKey })
  const { dictionary, entryFor } = makeDictionary()
  const events = makeBuilder(0)
  const mistakes: HttpError[] = []
  const readEvent = () => {
    const { id, startNs, endNs, data } = eventOf(readValue(json))
    append(events, id, startNs, endNs, entryFor(data))
  }
  if (!isArrayNext(json)) {
    skipValue(json)
    endOfText(json)
    throw shapeError('the body to be an array')
  }
  eachItem(json, () => {
    if (mistakes.length > 0) skipValue(json)
    else collectMistake(readEvent, mistakes)
  })
  endOfText(json)
  for (const mistake of mistakes) throw mistake
  return packEvents([finishColumns(events, dictionary)])[0]!
}

function collectMistake(read: () => void, mistakes: HttpError[]): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    mistakes.push(error)
  }
}
