// JUnit XML, as CI systems show tests: a suite about the session, and one per candidate with a case per gating
// comparison and budget. Red is what the rules fail; what is not known is skipped, never passed.
import type { Finding, Judgement } from '../../judge/comparison.ts'
import { RULES } from '../../judge/rules/catalogue.ts'
import type { Session, TargetInfo } from '../../results/schema.ts'
import type { ReportFormat } from './format.ts'
import { budgetCasesOf } from './junit-budgets.ts'
import { casesOf } from './junit-cases.ts'
import type { TestCase } from './junit-cases.ts'
import { eachJudged } from './parts.ts'
import { element, renderXml } from './xml.ts'
import type { XmlElement } from './xml.ts'

export const junit: ReportFormat = {
  name: 'junit',
  extension: 'junit.xml',
  summary: 'a test case per gating comparison and budget, for CI systems',
  parts: eachJudged,
  joins: false,
  render: ({ session, judgement }, part) => renderJunit(session, judgement, [part]),
}

interface Suite {
  readonly name: string
  readonly properties: readonly (readonly [name: string, value: string])[]
  readonly cases: readonly TestCase[]
}

/** One file about these candidates; readers expect their names apart, so several are named in the class names. */
export function renderJunit(
  session: Session,
  judgement: Judgement,
  candidates: readonly string[],
): string {
  const prefix = (label: string) => (candidates.length > 1 ? `${label}.` : '')
  const suites = [
    sessionSuite(session, judgement.findings),
    ...candidates.map((label) => ({
      name: `${baselineOf(session).label}..${label}`,
      properties: propertiesOf(session, label),
      cases: [casesOf, budgetCasesOf].flatMap((cases) =>
        cases(session, judgement, label, prefix(label)),
      ),
    })),
  ]
  const all = suites.flatMap(({ cases }) => cases)
  // Jenkins' xUnit plugin checks against its schema, which knows skipped cases of suites, but not of all together.
  const { tests, failures, errors } = countsOf(all)
  const root = element(
    'testsuites',
    { name: 'heartbench', tests, failures, errors, time: durationSeconds(session) },
    ...suites.map((suite) => suiteElement(session, suite)),
  )
  return renderXml(root)
}

/** What the rules say about the session as a whole, a case per rule: that nothing was measured must be red as well. */
function sessionSuite(session: Session, findings: readonly Finding[]): Suite {
  const names = new Set([...RULES.map(({ name }) => name), ...findings.map(({ rule }) => rule)])
  const cases = [...names].flatMap((rule): TestCase[] => {
    const found = findings.filter((finding) => finding.rule === rule)
    const ofSession = found.filter(({ comparison, budget }) => (comparison ?? budget) === undefined)
    if (ofSession.length === 0 && found.length > 0) return []
    return [{ classname: 'session', name: rule, ...sessionResult(ofSession) }]
  })
  return { name: `session ${session.header.id}`, properties: [], cases }
}

function sessionResult(findings: readonly Finding[]): Pick<TestCase, 'result' | 'message'> {
  const grave = findings.filter(({ severity }) => severity === 'fail')
  const warned = findings.filter(({ severity }) => severity === 'warn')
  const message = (some: readonly Finding[]) => some.map((finding) => finding.message).join('\n')
  if (grave.length > 0) return { result: 'error', message: message(grave) }
  if (warned.length > 0) return { result: 'skipped', message: message(warned) }
  return { result: 'passed', message: message(findings) }
}

function propertiesOf({ header }: Session, label: string): Suite['properties'] {
  const baseline = baselineOf({ header })
  const candidate = header.targets.find((target) => target.label === label)!
  return [
    ['session', header.id],
    ['baseline', describeTarget(baseline)],
    ['candidate', describeTarget(candidate)],
    ['machine', `${header.machine.cpus} × ${header.machine.cpuModel}`],
    ['node', header.machine.node],
    ...(header.snapshot === undefined ? [] : [['snapshot', header.snapshot.name] as const]),
    ['seed', header.seed],
    ['command', header.command],
  ]
}

function describeTarget({ input, commit, dirty }: TargetInfo): string {
  return `${input} ${commit}${dirty ? ' with uncommitted changes' : ''}`
}

function baselineOf({ header }: Pick<Session, 'header'>): TargetInfo {
  return header.targets.find(({ role }) => role === 'baseline') ?? header.targets[0]!
}

function suiteElement(session: Session, { name, properties, cases }: Suite): XmlElement {
  const attributes = {
    name,
    ...countsOf(cases),
    time: durationSeconds(session),
    // Readers that check want no zone; it is UTC. Sessions do not know their host, for which this is JUnit's word.
    timestamp: session.header.startedAt.slice(0, 'yyyy-mm-ddThh:mm:ss'.length),
    hostname: 'localhost',
  }
  const listed = properties.map(([key, value]) => element('property', { name: key, value }))
  return element(
    'testsuite',
    attributes,
    ...(listed.length === 0 ? [] : [element('properties', {}, ...listed)]),
    ...cases.map(caseElement),
  )
}

function caseElement({ classname, name, seconds, result, type, message }: TestCase): XmlElement {
  const attributes = { classname, name, time: seconds?.toFixed(3) }
  const children = (): XmlElement[] => {
    if (result === 'skipped') return [element('skipped', { message })]
    if (result === 'passed') return message === '' ? [] : [element('system-out', {}, message)]
    const [first] = message.split('\n')
    return [element(result, { message: first, type: type ?? name }, message)]
  }
  return element('testcase', attributes, ...children())
}

function countsOf(cases: readonly TestCase[]) {
  const count = (result: TestCase['result']) => cases.filter((one) => one.result === result).length
  const [failures, errors, skipped] = [count('failure'), count('error'), count('skipped')]
  return { tests: cases.length, failures, errors, skipped }
}

/** Of all units, as measured. */
function durationSeconds({ units }: Session): string {
  return (units.reduce((sum, unit) => sum + unit.durationMs, 0) / 1000).toFixed(3)
}
