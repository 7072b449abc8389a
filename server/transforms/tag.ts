// Writes `$tags`: the tags of all rules that match, sorted, each once.
import type { EventColumns } from '../events/columns.ts'
import { changeData } from '../events/dictionary.ts'
import { withFields } from '../wire/json-fields.ts'
import { compareUtf8 } from '../wire/utf8-order.ts'
import { stringFields, type RuleMatcher } from './rule.ts'

/** `tags[n]` belongs to rule n. */
export function tag(
  events: EventColumns,
  tags: readonly string[],
  match: RuleMatcher,
): EventColumns {
  return changeData(events, (text) => {
    const matching = match(stringFields(text)).map((rule) => tags[rule]!)
    const sorted = [...new Set(matching)].sort(compareUtf8)
    return withFields(text, { $tags: JSON.stringify(sorted) })
  })
}
