// Runs a compiled pattern on a text. Where a pattern leaves a choice, the machine notes the other way and comes
// back to it when the first one fails. The number of steps is bounded, as it is in the original: a pattern that
// needs more of them has found nothing.
import { folded } from './char-test.ts'
import type { CompiledPattern, Program } from './compile.ts'

const MAX_STEPS = 1_000_000
const UNSET = -1

interface Machine {
  readonly text: readonly number[]
  readonly slots: Int32Array
  /**
   * Pairs. [step, place] is a way to come back to; [UNDO - slot, value] is what the slot had before, to be
   * put back on the way.
   */
  readonly stack: number[]
  stepsLeft: number
}

/** Steps are not negative, so these cannot be mistaken. */
const UNDO = -1

class OutOfStepsError extends Error {}

/** Whether the pattern is found anywhere; undefined: it took too many steps to find out. */
export function find({ program, slots }: CompiledPattern, text: string): boolean | undefined {
  const machine: Machine = {
    text: Array.from(text, (char) => char.codePointAt(0)!),
    slots: new Int32Array(slots).fill(UNSET),
    stack: [],
    stepsLeft: MAX_STEPS,
  }
  try {
    // A run that fails has undone all it did.
    for (let from = 0; from <= machine.text.length; from++) {
      if (run(machine, program, from) !== UNSET) return true
    }
    return false
  } catch (error) {
    if (error instanceof OutOfStepsError) return undefined
    throw error
  }
}

/** The end of the first match that begins at `from`, or UNSET. With `mustEnd`, only one that ends there. */
function run(machine: Machine, program: Program, from: number, mustEnd = UNSET): number {
  const { text, slots, stack } = machine
  const base = stack.length
  let step = 0
  let at = from
  for (;;) {
    if (--machine.stepsLeft < 0) throw new OutOfStepsError()
    const todo = program[step++]!
    let isFine = true
    switch (todo.kind) {
      case 'char':
        isFine = at < text.length && todo.test(text[at]!)
        at++
        break
      case 'place':
        isFine = todo.test(text, at)
        break
      case 'either':
        stack.push(todo.second, at)
        step = todo.first
        break
      case 'jump':
        step = todo.to
        break
      case 'save':
        stack.push(UNDO - todo.slot, slots[todo.slot]!)
        slots[todo.slot] = at
        break
      case 'moved':
        isFine = slots[todo.slot] !== at
        break
      case 'atomic':
        at = runOnce(machine, todo.body, at)
        isFine = at !== UNSET
        break
      case 'look':
        isFine = looks(machine, todo, at)
        break
      case 'reference':
        at = passAgain(machine, todo, at)
        isFine = at !== UNSET
        break
      case 'has':
        if (slots[2 * todo.group + 1] === UNSET) step = todo.absent
        break
      case 'match':
        if (mustEnd === UNSET || at === mustEnd) return at
        isFine = false
    }
    if (isFine) continue
    const back = comeBack(machine, base)
    if (back === undefined) return UNSET
    ;[step, at] = back
  }
}

/** Undoes what was saved since the last choice, and gives its other way; undefined: there is none above `base`. */
function comeBack({ slots, stack }: Machine, base: number): readonly [number, number] | undefined {
  while (stack.length > base) {
    const value = stack.pop()!
    const step = stack.pop()!
    if (step > UNDO) return [step, value]
    slots[UNDO - step] = value
  }
  return undefined
}

/** As `run`, and forgets the choices inside. What was saved inside is still undone when the outside comes back. */
function runOnce(machine: Machine, body: Program, from: number, mustEnd = UNSET): number {
  const { stack } = machine
  const base = stack.length
  const end = run(machine, body, from, mustEnd)
  let kept = base
  for (let i = base; i < stack.length; i += 2) {
    if (stack[i]! > UNDO) continue
    stack[kept++] = stack[i]!
    stack[kept++] = stack[i + 1]!
  }
  stack.length = kept
  return end
}

interface Look {
  readonly isBehind: boolean
  readonly isNegated: boolean
  readonly body: Program
}

function looks(machine: Machine, { isBehind, isNegated, body }: Look, at: number): boolean {
  const base = machine.stack.length
  const isFound = isBehind ? looksBehind(machine, body, at) : runOnce(machine, body, at) !== UNSET
  // What a negated look has saved is nobody's.
  if (isFound && isNegated) comeBack(machine, base)
  return isFound !== isNegated
}

/** Something that ends here, the shortest first. */
function looksBehind(machine: Machine, body: Program, at: number): boolean {
  for (let from = at; from >= 0; from--) {
    if (runOnce(machine, body, from, at) !== UNSET) return true
  }
  return false
}

interface Reference {
  readonly group: number
  readonly ignoresCase: boolean
}

/** The place behind the text of a group, if it stands here again. */
function passAgain(machine: Machine, { group, ignoresCase }: Reference, at: number): number {
  const { text, slots } = machine
  const from = slots[2 * group]!
  const to = slots[2 * group + 1]!
  if (to === UNSET || from > to || at + (to - from) > text.length) return UNSET
  machine.stepsLeft -= to - from
  for (let i = from; i < to; i++) {
    const here = text[at + i - from]!
    if (here !== text[i] && !(ignoresCase && folded(here) === folded(text[i]!))) return UNSET
  }
  return at + (to - from)
}
