// Values to response bytes. None becomes `[]`, as in the original.
import type { ByteSink } from '../wire/byte-sink.ts'
import { writeAscii, writeText } from '../wire/byte-sink.ts'
import { writeEventAt, writeEvents } from '../wire/event-bytes.ts'
import { printFloat } from '../wire/float.ts'
import { compareUtf8 } from '../wire/utf8-order.ts'
import { UnprintableResultError } from './query-error.ts'
import type { Value } from './value.ts'

export function writeValue(sink: ByteSink, value: Value): void {
  switch (value.kind) {
    case 'none':
      return writeAscii(sink, '[]')
    case 'bool':
      return writeAscii(sink, String(value.value))
    case 'number':
      return writeAscii(sink, printFloat(value.value))
    case 'string':
      return writeText(sink, JSON.stringify(value.value))
    case 'event':
      return writeEventAt(sink, value.events, value.row, 'sorted')
    case 'events':
      return writeEvents(sink, value.events, 'sorted')
    case 'list':
      return writeList(sink, value.items)
    case 'dict':
      return writeDict(sink, value.entries)
    case 'function':
      throw new UnprintableResultError(
        `the query returns the function ${value.name}: return what it gives when called`,
      )
  }
}

function writeList(sink: ByteSink, items: readonly Value[]): void {
  writeAscii(sink, '[')
  items.forEach((item, i) => {
    if (i > 0) writeAscii(sink, ',')
    writeValue(sink, item)
  })
  writeAscii(sink, ']')
}

function writeDict(sink: ByteSink, entries: ReadonlyMap<string, Value>): void {
  writeAscii(sink, '{')
  const keys = [...entries.keys()].sort(compareUtf8)
  keys.forEach((key, i) => {
    if (i > 0) writeAscii(sink, ',')
    writeText(sink, JSON.stringify(key))
    writeAscii(sink, ':')
    writeValue(sink, entries.get(key)!)
  })
  writeAscii(sink, '}')
}
