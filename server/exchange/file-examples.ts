// For property tests: JSON texts as clients might send them, with and without mistakes of all kinds.
import * as fc from 'fast-check'

const space = fc.constantFrom('', '', '', ' ', '\n\t\r ')
const scalar = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.constantFrom(
      '1',
      '-0',
      '18446744073709551616',
      'true',
      'null',
      '""',
      '"ä😀"',
      '"\\ud83d\\ude00"',
      '"\\ud800"',
      '"\\\\\\""',
      '"]}"',
    ),
  },
  fc.constantFrom('1e400', '01', 'nul', '"\\x"', '"\n"', '\ufeff1', ''),
)
const spaced = (text: fc.Arbitrary<string>) =>
  fc.tuple(space, text, space).map((all) => all.join(''))
const objectOfAny = (key: fc.Arbitrary<string>, value: fc.Arbitrary<string>, maxLength = 4) =>
  fc
    .array(fc.tuple(spaced(key), spaced(value)), { maxLength })
    .map((members) => `{${members.map((each) => each.join(':')).join()}}`)
const arrayOfAny = (value: fc.Arbitrary<string>, maxLength = 4) =>
  fc.array(spaced(value), { maxLength }).map((items) => `[${items.join()}]`)
const key = fc.constantFrom('"a"', '"b"', '"\\u0061"', '"\\udfff"')
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    objectOfAny(key, tie('value')),
    arrayOfAny(tie('value')),
  ),
}))
const good = fc.oneof({ weight: 3, arbitrary: fc.constant('"2020-01-01T00:00:00Z"') }, scalar)

/** Mostly right members, each at most now and then of a wrong shape or given twice. */
function struct(fields: Readonly<Record<string, fc.Arbitrary<string>>>): fc.Arbitrary<string> {
  const members = Object.entries(fields).map(([name, right]) => {
    const text = fc.oneof({ weight: 9, arbitrary: right }, value)
    return fc.array(
      text.map((each) => `"${name}":${each}`),
      { minLength: 1, maxLength: 1 },
    )
  })
  const extra = fc.oneof(
    { weight: 6, arbitrary: fc.constant<string[]>([]) },
    fc
      .tuple(fc.constantFrom(...Object.keys(fields), 'other', '\\ud800'), value)
      .map(([name, text]) => [`"${name}":${text}`]),
  )
  return fc
    .tuple(...members, extra)
    .chain((all) => fc.shuffledSubarray(all.flat(), { minLength: all.flat().length }))
    .map((all) => `{${all.join()}}`)
}

const event = struct({
  id: fc.constantFrom('1', 'null'),
  timestamp: good,
  duration: fc.constantFrom('1', '1.5', '1e300'),
  data: objectOfAny(key, value),
})
const bucket = struct({
  id: fc.constantFrom('"i"', '"j"', '""'),
  type: fc.constant('"t"'),
  client: fc.constant('"c"'),
  hostname: fc.constant('"h"'),
  created: good,
  events: arrayOfAny(fc.oneof({ weight: 5, arbitrary: event }, value)),
})
const buckets = objectOfAny(fc.constantFrom('"x"', '"y"', '"\\ud800"'), bucket, 3)
/** Files of imports: right ones, wrong ones, and texts that are no JSON. */
export const files = fc.oneof({ weight: 9, arbitrary: struct({ buckets }) }, value)

/** Bodies with many events, in the same sense. */
export const eventLists = fc.oneof(
  { weight: 9, arbitrary: arrayOfAny(fc.oneof({ weight: 20, arbitrary: event }, value)) },
  value,
)
