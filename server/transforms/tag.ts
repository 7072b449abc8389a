// Writes `$tags`: the tags of all rules that match, sorted, each once.
import type { EventColumns } from '../events/columns.ts'
import { changeData } from '../events/dictionary.ts'
import { withFields } from '../wire/json-fields.ts'
import { compareUtf8 } from '../wire/utf8-order.ts'
import { matchesRule, stringFields, type Rule } from './rule.ts'

export interface TagRule {
  readonly tag: string
  readonly rule: Rule
}

export function tag(events: EventColumns, rules: readonly TagRule[]): EventColumns {
  return changeData(events, (text) => {
    const fields = stringFields(text)
    const matching = rules.filter(({ rule }) => matchesRule(rule, fields))
    const tags = [...new Set(matching.map((each) => each.tag))].sort(compareUtf8)
    return withFields(text, { $tags: JSON.stringify(tags) })
  })
}
