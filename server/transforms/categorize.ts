// Writes `$category`: the deepest category whose rule matches, the later one among equally deep.
import type { EventColumns } from '../events/columns.ts'
import { changeData } from '../events/dictionary.ts'
import { withFields } from '../wire/json-fields.ts'
import { matchesRule, stringFields, type Rule, type StringFields } from './rule.ts'

export interface CategoryRule {
  readonly category: readonly string[]
  readonly rule: Rule
}

const UNCATEGORIZED: readonly string[] = ['Uncategorized']

export function categorize(events: EventColumns, rules: readonly CategoryRule[]): EventColumns {
  return changeData(events, (text) => {
    const category = pickCategory(stringFields(text), rules)
    return withFields(text, { $category: JSON.stringify(category) })
  })
}

function pickCategory(fields: StringFields, rules: readonly CategoryRule[]): readonly string[] {
  let picked = UNCATEGORIZED
  for (const { category, rule } of rules) {
    if (category.length >= picked.length && matchesRule(rule, fields)) picked = category
  }
  return picked
}
