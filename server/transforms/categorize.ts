// Writes `$category`: the deepest category whose rule matches, the later one among equally deep.
import type { EventColumns } from '../events/columns.ts'
import { changeData } from '../events/dictionary.ts'
import { withFields } from '../wire/json-fields.ts'
import { stringFields, type RuleMatcher } from './rule.ts'

type Category = readonly string[]

const UNCATEGORIZED: Category = ['Uncategorized']

/** `categories[n]` belongs to rule n. */
export function categorize(
  events: EventColumns,
  categories: readonly Category[],
  match: RuleMatcher,
): EventColumns {
  return changeData(events, (text) => {
    const matching = match(stringFields(text)).map((rule) => categories[rule]!)
    const category = matching.reduce(deeper, UNCATEGORIZED)
    return withFields(text, { $category: JSON.stringify(category) })
  })
}

function deeper(picked: Category, next: Category): Category {
  return next.length >= picked.length ? next : picked
}
