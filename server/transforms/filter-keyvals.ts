// Keeps or drops events by the value of one key of their data.
import type { EventColumns } from '../events/columns.ts'
import { perEntry } from '../events/dictionary.ts'
import { selectByEntry } from '../events/select-rows.ts'
import { fieldReader, stringOf } from '../wire/json-fields.ts'

/** Values are canonical JSON texts, so `1` and `1.0` differ. */
export function filterKeyvals(
  events: EventColumns,
  key: string,
  valueTexts: ReadonlySet<string>,
): EventColumns {
  return filterByField(events, key, (value) => value !== undefined && valueTexts.has(value))
}

/** The opposite, which keeps events without the key too. */
export function excludeKeyvals(
  events: EventColumns,
  key: string,
  valueTexts: ReadonlySet<string>,
): EventColumns {
  return filterByField(events, key, (value) => value === undefined || !valueTexts.has(value))
}

/** Keeps events whose value is a string that passes the test. */
export function filterKeyvalsRegex(
  events: EventColumns,
  key: string,
  test: (value: string) => boolean,
): EventColumns {
  return filterByField(events, key, (valueText) => {
    const value = stringOf(valueText)
    return value !== undefined && test(value)
  })
}

function filterByField(
  events: EventColumns,
  key: string,
  passes: (valueText: string | undefined) => boolean,
): EventColumns {
  const valueOf = fieldReader(key)
  return selectByEntry(
    events,
    perEntry(events, (text) => Number(passes(valueOf(text)))),
  )
}
