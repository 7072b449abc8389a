// Where a step changed how the database answers a statement: plans of one build held against those of the build before.
import type { ExplainedStatement } from '../results/schema.ts'
import { code, joined } from './block.ts'
import type { Inline, Text } from './block.ts'
import { nameStep, stepsOf } from './steps.ts'
import type { Step } from './steps.ts'
import type { ReportView } from './view.ts'

/** Statements of one step whose plans changed in the same lines. */
export interface PlanChange {
  readonly names: readonly string[]
  /** Of the first of them, on the build after the step. */
  readonly sql: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Lines that only one of them has. */
  readonly gone: readonly string[]
  readonly added: readonly string[]
}

export interface PlanStep {
  readonly step: Step
  readonly changes: readonly PlanChange[]
  /** Names of statements that only one of the two builds has. */
  readonly began: readonly string[]
  readonly ended: readonly string[]
}

/** Steps both of whose builds told their plans, in order, also those that changed none. */
export function planSteps(view: ReportView): readonly PlanStep[] {
  const { queryPlans = [] } = view.session.header
  const plans = new Map(queryPlans.map(({ target, statements }) => [target, statements]))
  return stepsOf(view).flatMap((step): readonly PlanStep[] => {
    const before = plans.get(step.from.label)
    const after = plans.get(step.to.label)
    return before === undefined || after === undefined ? [] : [compareStep(step, before, after)]
  })
}

/** One item per change, those first that added or dropped a line, such as a sort: those are what a factor comes from. */
export function describePlanSteps(view: ReportView): readonly Text[] {
  return planSteps(view).flatMap(({ step, changes, began, ended }) => {
    const weightiest = changes.toSorted((a, b) => addedOrDropped(b) - addedOrDropped(a))
    const items = [
      ...weightiest.map(describeChange),
      ...describeNames('explained only after it', began),
      ...describeNames('explained only before it', ended),
    ]
    return items.map((item) => nameStep(step).concat(', ', item, '.'))
  })
}

function addedOrDropped({ before, after }: PlanChange): number {
  return Math.abs(before.length - after.length)
}

type Statements = readonly ExplainedStatement[]

function compareStep(step: Step, before: Statements, after: Statements): PlanStep {
  const earlier = new Map(before.map((statement) => [statement.name, statement]))
  const later = new Set(after.map(({ name }) => name))
  const pairs = after.flatMap((now) => {
    const then = earlier.get(now.name)
    return then === undefined || isSamePlan(then, now) ? [] : [changeOf(then, now)]
  })
  const alike = Map.groupBy(pairs, linesOf)
  return {
    step,
    changes: [...alike.values()].map(toldOnce),
    began: after.map(({ name }) => name).filter((name) => !earlier.has(name)),
    ended: before.map(({ name }) => name).filter((name) => !later.has(name)),
  }
}

/** Equal for statements that changed alike. Where the same lines only stand in another order, those of whole plans. */
function linesOf({ gone, added, before, after }: PlanChange): string {
  const isReordered = gone.length + added.length === 0
  return JSON.stringify(isReordered ? [before, after] : [gone, added])
}

/** Statements that changed in the same lines. */
function toldOnce(group: readonly PlanChange[]): PlanChange {
  return { ...group[0]!, names: group.flatMap(({ names }) => names) }
}

function isSamePlan(a: ExplainedStatement, b: ExplainedStatement): boolean {
  return JSON.stringify(a.plan) === JSON.stringify(b.plan)
}

function changeOf(then: ExplainedStatement, now: ExplainedStatement): PlanChange {
  const without = (lines: readonly string[], others: readonly string[]) =>
    lines.filter((line) => !others.includes(line))
  return {
    names: [now.name],
    sql: now.sql,
    before: then.plan,
    after: now.plan,
    gone: without(then.plan, now.plan),
    added: without(now.plan, then.plan),
  }
}

/** `newest events: no longer X and Y, but Z`. */
function describeChange({ names, gone, added, after }: PlanChange): readonly Inline[] {
  const what: Inline = `${names.join(' and ')}: `
  // The same lines in another order, or another number of times.
  if (gone.length + added.length === 0) return [what, 'now ', ...listed(after)]
  if (added.length === 0) return [what, 'no longer ', ...listed(gone)]
  if (gone.length === 0) return [what, 'now also ', ...listed(added)]
  return [what, 'no longer ', ...listed(gone), ', but ', ...listed(added)]
}

function listed(lines: readonly string[]): readonly Inline[] {
  return joined(
    lines.map((line) => [code(line)]),
    ', ',
    ' and ',
  )
}

function describeNames(where: string, names: readonly string[]): readonly (readonly Inline[])[] {
  return names.length === 0 ? [] : [[`${where}: ${names.join(', ')}`]]
}
