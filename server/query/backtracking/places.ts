// Conditions on a place in a text: its ends, line ends and the borders of words.
import { wordTest } from './char-test.ts'
import type { PlaceTest } from './syntax.ts'

const LINE_END = 0x0a

export const atStart: PlaceTest = (_, at) => at === 0
export const atEnd: PlaceTest = (text, at) => at === text.length
export const atLineStart: PlaceTest = (text, at) => at === 0 || text[at - 1] === LINE_END
export const atLineEnd: PlaceTest = (text, at) => at === text.length || text[at] === LINE_END

/** The end, or before one last line end. */
export const atLastLineEnd: PlaceTest = (text, at) =>
  at === text.length || (at === text.length - 1 && text[at] === LINE_END)

export function wordBorder(isUnicode: boolean, isNegated: boolean): PlaceTest {
  const isWord = wordTest(isUnicode)
  return (text, at) => {
    const isBefore = at > 0 && isWord(text[at - 1]!)
    const isBehind = at < text.length && isWord(text[at]!)
    return (isBefore !== isBehind) !== isNegated
  }
}
