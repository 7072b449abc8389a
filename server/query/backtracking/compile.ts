// Trees to programs of a machine that backtracks: run.ts says what each step does.
import {
  RegexSyntaxError,
  type CharTest,
  type Node,
  type PlaceTest,
  type Repeat,
} from './syntax.ts'

/** Numbers of steps are places in the program that holds them. */
export type Step =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'place'; readonly test: PlaceTest }
  /** Goes on at `first`; when that fails, at `second`. */
  | { readonly kind: 'either'; first: number; second: number }
  | { readonly kind: 'jump'; to: number }
  /** Notes the place in a slot. */
  | { readonly kind: 'save'; readonly slot: number }
  /** Fails if nothing was passed since the place of the slot: else empty loops would not end. */
  | { readonly kind: 'moved'; readonly slot: number }
  | { readonly kind: 'atomic'; readonly body: Program }
  | {
      readonly kind: 'look'
      readonly isBehind: boolean
      readonly isNegated: boolean
      readonly body: Program
    }
  | { readonly kind: 'reference'; readonly group: number; readonly ignoresCase: boolean }
  /** Goes to `absent` if the group has matched nothing yet. */
  | { readonly kind: 'has'; readonly group: number; absent: number }
  | { readonly kind: 'match' }

export type Program = readonly Step[]

export interface CompiledPattern {
  readonly program: Program
  readonly slots: number
}

/** Repetition is written out, so short patterns can ask for long programs. */
const MAX_STEPS = 20_000

interface Compilation {
  steps: Step[]
  slots: number
  left: number
}

/** Slots 2n and 2n + 1 have the ends of group n; those behind belong to loops. */
export function compilePattern(root: Node, groups: number): CompiledPattern {
  const compilation: Compilation = { steps: [], slots: 2 * (groups + 1), left: MAX_STEPS }
  const program = programOf(compilation, root)
  return { program, slots: compilation.slots }
}

function programOf(compilation: Compilation, node: Node): Program {
  const outer = compilation.steps
  compilation.steps = []
  emitNode(compilation, node)
  emit(compilation, { kind: 'match' })
  const program = compilation.steps
  compilation.steps = outer
  return program
}

/** Repeating nothing takes time too. */
function count(compilation: Compilation): void {
  if (--compilation.left >= 0) return
  throw new RegexSyntaxError(
    `expected a pattern of at most ${MAX_STEPS} steps, repetition included`,
  )
}

function emit<S extends Step>(compilation: Compilation, step: S): S {
  count(compilation)
  compilation.steps.push(step)
  return step
}

function emitNode(compilation: Compilation, node: Node): void {
  count(compilation)
  switch (node.kind) {
    case 'char':
    case 'place':
    case 'reference':
      emit(compilation, node)
      return
    case 'sequence':
      for (const part of node.parts) emitNode(compilation, part)
      return
    case 'choice':
      return emitChoice(compilation, node.options)
    case 'repeat':
      return emitRepeat(compilation, node)
    case 'capture':
      emit(compilation, { kind: 'save', slot: 2 * node.group })
      emitNode(compilation, node.body)
      emit(compilation, { kind: 'save', slot: 2 * node.group + 1 })
      return
    case 'atomic':
      emit(compilation, { kind: 'atomic', body: programOf(compilation, node.body) })
      return
    case 'look':
      emit(compilation, { ...node, body: programOf(compilation, node.body) })
      return
    case 'conditional': {
      const has = emit(compilation, { kind: 'has', group: node.group, absent: 0 })
      emitNode(compilation, node.present)
      const end = emit(compilation, { kind: 'jump', to: 0 })
      has.absent = compilation.steps.length
      emitNode(compilation, node.absent)
      end.to = compilation.steps.length
    }
  }
}

function emitChoice(compilation: Compilation, options: readonly Node[]): void {
  const ends: { to: number }[] = []
  options.forEach((option, i) => {
    const isLast = i === options.length - 1
    const either = isLast
      ? undefined
      : emit(compilation, { kind: 'either', first: compilation.steps.length + 1, second: 0 })
    emitNode(compilation, option)
    if (either === undefined) return
    ends.push(emit(compilation, { kind: 'jump', to: 0 }))
    either.second = compilation.steps.length
  })
  for (const end of ends) end.to = compilation.steps.length
}

function emitRepeat(compilation: Compilation, repeat: Repeat): void {
  const { body, least, most, isGreedy } = repeat
  for (let i = 0; i < least; i++) emitNode(compilation, body)
  if (most === Infinity) return emitLoop(compilation, repeat)
  const exits: (() => void)[] = []
  for (let i = least; i < most; i++) {
    const either = emit(compilation, { kind: 'either', first: 0, second: 0 })
    exits.push(choose(compilation, either, isGreedy))
    emitNode(compilation, body)
  }
  for (const exit of exits) exit()
}

function emitLoop(compilation: Compilation, { body, isGreedy }: Repeat): void {
  const start = compilation.steps.length
  const either = emit(compilation, { kind: 'either', first: 0, second: 0 })
  const exit = choose(compilation, either, isGreedy)
  const slot = compilation.slots++
  emit(compilation, { kind: 'save', slot })
  emitNode(compilation, body)
  emit(compilation, { kind: 'moved', slot })
  emit(compilation, { kind: 'jump', to: start })
  exit()
}

/** The body stands next; gives what is to be called where the repetition is left. */
function choose(
  compilation: Compilation,
  either: { first: number; second: number },
  isGreedy: boolean,
): () => void {
  const inside = isGreedy ? 'first' : 'second'
  const outside = isGreedy ? 'second' : 'first'
  either[inside] = compilation.steps.length
  return () => (either[outside] = compilation.steps.length)
}
