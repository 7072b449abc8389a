// Reads the rules that categorize and tag are given: lists of [category or tag, rule dict].
import type { Rule } from '../transforms/rule.ts'
import { invalidParameters } from './function.ts'
import { list, text, textList, type Parameter } from './parameter.ts'
import { QueryError } from './query-error.ts'
import { typeName, type Value } from './value.ts'

export interface NamedRules<T> {
  /** The category or tag of each rule. */
  readonly names: readonly T[]
  readonly rules: readonly Rule[]
}

export const categoryRules: Parameter<NamedRules<readonly string[]>> = namedRules(textList)
export const tagRules: Parameter<NamedRules<string>> = namedRules(text)

/** Throws its own errors for what is wrong inside of the list. */
function namedRules<T>(name: Parameter<T>): Parameter<NamedRules<T>> {
  return {
    expected: 'a list of rules',
    read: (value) => {
      const entries = list.read(value)?.map((entry) => ruleEntry(entry, name))
      return (
        entries && {
          names: entries.map(([first]) => first),
          rules: entries.map(([, rule]) => readRule(rule)),
        }
      )
    },
  }
}

/** What stands after the second item is ignored. */
function ruleEntry<T>(entry: Value, name: Parameter<T>): readonly [T, Value] {
  const items = list.read(entry)
  const [first, rule] = items ?? []
  if (first === undefined || rule === undefined) {
    throw invalidParameters(`Expected a rule to be a list of two items, got ${typeName(entry)}`)
  }
  return [expectType(first, name, 'the first item of a rule'), rule]
}

function readRule(rule: Value): Rule {
  if (rule.kind !== 'dict') throw invalidParameters(`Expected a rule dict, got ${typeName(rule)}`)
  const type = field(rule.entries, 'type', text)
  if (type === 'none') return { kind: 'none' }
  if (type !== 'regex') {
    throw invalidParameters(`Expected the rule type "regex" or "none", got "${type}"`)
  }
  const pattern = field(rule.entries, 'regex', text) ?? missing('regex')
  const ignoreCase = field(rule.entries, 'ignore_case', flag) ?? false
  const selectKeys = field(rule.entries, 'select_keys', textList)
  if (selectKeys?.length === 0) {
    throw new QueryError(
      'RegexCompileError',
      'select_keys of a rule is empty: name keys or omit it',
    )
  }
  return { kind: 'regex', pattern: ignoreCase ? `(?i)${pattern}` : pattern, selectKeys }
}

const flag: Parameter<boolean> = {
  expected: 'true or false',
  read: (value) => (value.kind === 'bool' ? value.value : undefined),
}

function field<T>(
  entries: ReadonlyMap<string, Value>,
  key: string,
  parameter: Parameter<T>,
): T | undefined {
  const value = entries.get(key)
  return value === undefined ? undefined : expectType(value, parameter, `"${key}" of a rule`)
}

function expectType<T>(value: Value, parameter: Parameter<T>, what: string): T {
  const read = parameter.read(value)
  if (read === undefined) {
    throw invalidParameters(`Expected ${what} to be ${parameter.expected}, got ${typeName(value)}`)
  }
  return read
}

function missing(key: string): never {
  throw invalidParameters(`Expected a rule to have "${key}"`)
}
