// The judgement for programs: everything the reports say, as data. judgement-schema.ts holds its shape.
import { noteLevel } from '../../core/notes.ts'
import type { Note } from '../../core/notes.ts'
import { EXIT } from '../../core/errors.ts'
import type { BudgetResult } from '../../judge/budget.ts'
import type { Comparison, Finding } from '../../judge/comparison.ts'
import { isControl } from '../../judge/control.ts'
import { findMetric } from '../../metrics/catalogue.ts'
import type { Session } from '../../results/schema.ts'
import { shardSessions } from '../../results/shards.ts'
import type { Estimate } from '../../stats/estimate.ts'
import { noteSentence } from '../notes.ts'
import { countVerdicts, summarize } from '../outcome.ts'
import { createView } from '../view.ts'
import type { FormatInput, ReportFormat } from './format.ts'
import { attributionOf } from './json-attribution.ts'
import { JUDGEMENT_SCHEMA_VERSION } from './judgement-schema.ts'
import type { JudgementDocument } from './judgement-schema.ts'
import { eachCandidate, wholeSession } from './parts.ts'

type Document<Part extends keyof JudgementDocument> = JudgementDocument[Part]
type NoteDocument = Document<'notes'>[number]
type ComparisonDocument = Document<'comparisons'>[number]

export const json: ReportFormat = {
  name: 'json',
  extension: 'json',
  summary: 'the judgement as data, for programs (docs/judgement.schema.json)',
  parts: wholeSession,
  joins: false,
  render: (input) => `${JSON.stringify(documentOf(input), undefined, 2)}\n`,
}

export function documentOf(input: FormatInput): JudgementDocument {
  const { session, judgement } = input
  return {
    kind: 'judgement',
    schemaVersion: JUDGEMENT_SCHEMA_VERSION,
    tool: session.header.tool,
    session: factsOf(session),
    exitCode: judgement.exitCode,
    outcome: outcomeOf(judgement.exitCode),
    candidates: eachCandidate(input).map((label) => candidateOf(input, label)),
    findings: judgement.findings.map(findingOf),
    comparisons: judgement.comparisons.map(comparisonOf),
    budgets: judgement.budgets.map(budgetOf),
    attribution: attributionOf(input),
    notes: notesOf(session),
  }
}

function factsOf(session: Session): Document<'session'> {
  const { header, units, end } = session
  const { id, startedAt, command, seed, unitsPlanned, machine, pinning, snapshot, targets } = header
  const inState = (state: string) => units.filter((unit) => unit.state === state).length
  return {
    id,
    startedAt,
    finishedAt: end?.finishedAt,
    state: end?.state,
    command,
    seed,
    unitsPlanned,
    unitsComplete: inState('complete'),
    unitsVoid: inState('void'),
    machine,
    pinning,
    snapshot,
    targets,
    shards: header.shards && shardSessions(session).map(shardOf),
  }
}

function shardOf({ header, units }: Session) {
  const { id, startedAt, command, seed, machine, pinning } = header
  const unitsComplete = units.filter(({ state }) => state === 'complete').length
  return { id, startedAt, command, seed, unitsComplete, machine, pinning }
}

/** `regression` for 1; a code that has no name would be a bug. */
function outcomeOf(exitCode: number): string {
  const [name] = Object.entries(EXIT).find(([, code]) => code === exitCode)!
  return name
}

function candidateOf({ session, judgement }: FormatInput, label: string) {
  const view = createView(session, judgement, label, '')
  return {
    label,
    isControl: isControl(view.candidate, view.baseline),
    ...summarize(view),
    counts: countVerdicts(view.comparisons),
  }
}

function findingOf(finding: Finding): Document<'findings'>[number] {
  const { rule, severity, message, comparison, budget, exception } = finding
  return {
    rule,
    severity,
    message,
    comparison: comparison && placeOf(comparison),
    budget: budget && placeOf(budget),
    exception: exception && { reason: exception.reason, until: exception.until },
  }
}

function budgetOf(budget: BudgetResult): Document<'budgets'>[number] {
  return {
    ...placeOf(budget),
    unit: findMetric(budget.metric).unit,
    bound: budget.bound,
    limit: budget.limit,
    value: budget.value && estimateOf(budget.value),
    baselineValue: budget.baselineValue && estimateOf(budget.baselineValue),
    verdict: budget.verdict,
    alarmP: known(budget.alarmP),
    unitsNeeded: known(budget.unitsNeeded),
    look: budget.look,
    notes: budget.notes.map(noteOf),
  }
}

function placeOf({ scenario, load, metric, candidate }: Comparison | BudgetResult) {
  return { scenario, load, metric, candidate }
}

function comparisonOf(comparison: Comparison): ComparisonDocument {
  const { unit, better } = findMetric(comparison.metric)
  return {
    ...placeOf(comparison),
    baseline: comparison.baseline,
    unit,
    better,
    baselineValue: known(comparison.baselineValue),
    candidateValue: known(comparison.candidateValue),
    change: comparison.change && estimateOf(comparison.change),
    verdict: comparison.verdict,
    gating: comparison.gating,
    marginRatio: comparison.marginRatio,
    detectableRatio: known(comparison.detectableRatio),
    alarmP: known(comparison.alarmP),
    unitsNeeded: known(comparison.unitsNeeded),
    calibratedRatio: known(comparison.calibratedRatio),
    control: comparison.control && estimateOf(comparison.control),
    look: comparison.look,
    notes: comparison.notes.map(noteOf),
  }
}

function estimateOf({ value, low, high, confidence, units, method }: Estimate) {
  return { value, low: known(low), high: known(high), confidence, units, method }
}

/** JSON has no infinity: it would write null. */
function known(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined
}

function notesOf({ header, units, end }: Session): NoteDocument[] {
  const notes = [...header.notes, ...units.flatMap((unit) => unit.notes), ...(end?.notes ?? [])]
  const documents = (notes as readonly Note[]).map(noteOf)
  return [...new Map(documents.map((note) => [note.message, note])).values()]
}

function noteOf(note: Note): NoteDocument {
  const { code, ...details } = note
  const level: NoteDocument['level'] = noteLevel(note)
  return { code, level, message: noteSentence(note), details }
}
